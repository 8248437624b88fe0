"""Who is meant where the words alone do not say: the article, the day and the branch decide, or nobody is chosen."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.catalog.actors import ActorCatalog
from dragoman.model import Article, Participant, Quote, ResolvedActor, Span
from dragoman.resolve.actors import resolve_actor
from dragoman.resolve.article_context import ArticleContext
from dragoman.resolve.part_sides import part_sides

CATALOG = ActorCatalog.load()


def resolve(text: str, words: str, given: tuple[str | None, str | None, str], day: date) -> ResolvedActor:
    """Resolve the last mention of the words; `given`: name, country and sector as a coder would have them."""
    article = Article("a", None, day, "", text)
    start = article.full_text.rindex(words)
    quote = Quote(Span(start, start + len(words)), words)
    return resolve_actor(Participant(quote, *given, 0.9), day, CATALOG, ArticleContext(article, CATALOG))


DAY = date(2016, 5, 4)
DRUG = ("Drug Administration", "USA", "GOV")
REBELS, UNREAD = (None, None, "REB"), (None, None, "UNK")


@pytest.mark.parametrize(
    ("text", "words", "given", "day", "actor_id"),
    [
        ("The TTP called reporters. The militants had shelled a post.", "The militants", REBELS, DAY, "group.ttp"),
        ("The TTP fought Boko Haram. The militants fled.", "The militants", REBELS, DAY, "reb"),
        ("Elders spoke to Boko Haram. The group freed a boy.", "The group", UNREAD, DAY, "group.boko-haram"),
        ("A panel met. The group rose before Boko Haram came.", "The group", UNREAD, DAY, "unk"),
        ("Boko Haram is far. Unidentified gunmen shot him.", "Unidentified gunmen", (None, None, "UAF"), DAY, "uaf"),
        ("The Khorasan branch grew. In Kabul Islamic State struck.", "Islamic State", REBELS, DAY, "group.is-k"),
        ("In Kabul Islamic State struck.", "Islamic State", REBELS, DAY, "group.islamic-state"),
        ("Daesh struck.", "Daesh", REBELS, DAY, "group.islamic-state"),
        ("Islamic State struck.", "Islamic State", REBELS, date(2009, 1, 1), "new.islamic-state"),
        ("The Pakistani Taliban struck.", "Pakistani Taliban", REBELS, date(2005, 1, 1), "new.pakistani-taliban"),
        ("Colombia waits. Bogota says Congress votes.", "Congress", (None, "USA", "LEG"), DAY, "col.leg"),
        ("India votes. Delhi says Congress lost.", "Congress", (None, "USA", "LEG"), DAY, "ind.congress"),
        ("The US waits. Washington says Congress votes.", "Congress", (None, "USA", "LEG"), DAY, "usa.congress"),
        ("In Pakistan the prime minister rose.", "the prime minister", (None, None, "GOV"), DAY, "person.nawaz-sharif"),
        ("Seoul and South Korea waited.", "Korea", UNREAD, DAY, "KOR"),
        ("The Food and Drug Administration met.", "Drug Administration", DRUG, DAY, "usa.fda"),
        ("Canal Brigade fighters came.", "Canal Brigade fighters", REBELS, DAY, "new.canal-brigade"),
    ],
)
def test_the_article_and_the_day_decide(
    text: str, words: str, given: tuple[str | None, str | None, str], day: date, actor_id: str
) -> None:
    assert resolve(text, words, given, day).actor_id == actor_id


@pytest.mark.parametrize(
    ("sector", "country", "name"),
    [
        ("MIL", "PAK", "Pakistan (military)"),
        ("UNK", None, "unidentified (unknown sector)"),
        ("UAF", None, "unidentified armed persons"),
        ("REB", None, "unidentified (rebels)"),
    ],
)
def test_who_is_not_named_is_called_in_words(sector: str, country: str | None, name: str) -> None:
    assert resolve("They came.", "They", (None, country, sector), DAY).name == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Trade Minister Ana Delur", "Ana Delur"),
        ("Corvian Port Minister Ana Delur's", "Ana Delur"),
        ("Peru's Ana Delur", "Ana Delur"),
        ("Minister for Transport and Energy Ana Delur", "Ana Delur"),
        ("Mr Delur", "Delur"),
        ("King Delur", "King Delur"),
        ("Harbour Workers Union", "Harbour Workers Union"),
    ],
)
def test_one_person_is_one_new_name_however_titled(given: str, name: str) -> None:
    actor = resolve("Delur came.", "Delur", (given, None, "UNK"), DAY)
    assert actor.provisional and actor.name == name


@pytest.mark.parametrize("given", ["He", "Prime Minister", "European", "Foreign Ministry", "the police"])
def test_roles_and_pronouns_are_no_new_names(given: str) -> None:
    assert not resolve(f"{given} came.", given, (given, None, "UNK"), DAY).provisional


def test_nobody_acts_on_himself() -> None:
    def actor(actor_id: str, country: str | None = None, sector: str = "GOV") -> ResolvedActor:
        return ResolvedActor(actor_id, actor_id, country, sector, False, 0.9)

    pak, ind, people = actor("PAK", "PAK"), actor("IND", "IND"), actor("pak.cvl", "PAK", "CVL")
    assert part_sides([pak], [pak, ind]) == ((pak,), (ind,))
    assert part_sides([pak, ind], [pak]) == ((ind,), (pak,))
    assert part_sides([pak], [pak]) == ((pak,), ())
    assert part_sides([people], [people]) == ((people,), (people,))
