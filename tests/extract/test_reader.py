"""What a user may rely on of the coder `reader`, whatever is put into it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook import EVENTS, KINDS, MODES, SECTORS, STATUSES
from dragoman.extract.coders import load_coder
from dragoman.model import Article, Coding, Quote

ROOT = Path(__file__).parents[2]
DAY = date(2021, 3, 18)  # a Thursday


def code(text: str, title: str = "", published: date = DAY) -> list[Coding]:
    return load_coder("reader").code_articles([Article("a1", "Tamsk Courier", published, title, text)])[0]


def only(codings: list[Coding], event: str) -> Coding:
    found = [coding for coding in codings if coding.event == event]
    assert found, f"no {event} among {[(c.event, c.trigger.text) for c in codings]}"
    return max(found, key=lambda coding: coding.confidence)


def quotes_of(coding: Coding) -> list[Quote]:
    people = [who.mention for who in (*coding.actors, *coding.recipients)]
    single = [coding.date, coding.place, coding.killed, coding.injured, coding.attribution, coding.claimed_by]
    values = [value.mention for value in single if value is not None]
    return [coding.trigger, coding.quote, *people, *coding.targets, *coding.weapons, *coding.mentions, *values]


PIECES = [
    "A suicide bomber killed at least 14 people at a market in Peshawar on Monday, police said.",
    "The Afghan Taliban claimed responsibility for the attack.",
    "India denied that its forces had crossed the border.",
    "Iran should release the prisoners, the minister said.",
    "KABUL, March 17 (Tamsk Courier) - ",
    "Мы не знаем.", "\u202eright to left\u202c", "🙂🙂", "\x0b\x0c", "\n\n", "   ", '"', "(",
    "GEN. ORR SAID THE U.S. STRUCK TRIPOLI.",
    "in the 1980s", "U.S. President Jane Roe met Russia's foreign minister in Geneva last week and thanked him.",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=8), st.text(max_size=30))
def test_every_value_quotes_the_text_and_keeps_the_codebook(pieces: list[str], title: str) -> None:
    text = " ".join(pieces)
    whole = Article("a1", None, DAY, title, text).full_text
    for coding in code(text, title):
        assert all(quote.text == quote.span.quote(whole) and quote.text for quote in quotes_of(coding))
        assert coding.quote.span.contains(coding.trigger.span)
        assert coding.event in EVENTS and coding.status in STATUSES
        assert coding.mode is None or coding.mode in MODES[coding.event]
        assert all(who.sector in SECTORS for who in (*coding.actors, *coding.recipients))
        assert coding.attribution is None or coding.attribution.kind in KINDS
        assert 0 <= coding.confidence <= 1


def test_history_has_old_dates_and_plans_have_coming_ones() -> None:
    for path in sorted((ROOT / "samples" / "us-pakistan" / "dispatches").glob("*.md"))[::5]:
        published = date.fromisoformat(path.name[:10])
        for coding in code(path.read_text(encoding="utf-8").split("---", 2)[2], published=published):
            if coding.date is None:
                continue
            middle = coding.date.start + (coding.date.end - coding.date.start) / 2
            if coding.status == "historical":
                assert middle < published - timedelta(days=90)
            elif coding.status == "actual":
                assert published - timedelta(days=90) <= middle
            elif coding.status == "future":
                assert coding.date.end >= published


def test_an_attack_is_read_with_who_where_when_and_toll() -> None:
    attack = only(code("The Baloch Liberation Army killed 12 soldiers in Quetta on Tuesday, police said."), "ASSAULT")
    assert attack.status == "actual"
    assert any("Baloch" in who.mention.text for who in attack.actors)
    assert attack.killed is not None and attack.killed.best == 12
    assert attack.place is not None and attack.place.country == "PAK"
    assert attack.date is not None and attack.date.start == date(2021, 3, 16)


def test_a_group_named_after_a_state_is_not_that_state() -> None:
    """PETRARCH2 coded the Pakistani Taliban's attacks as Pakistan's own."""
    attack = only(code("The Afghan Taliban killed 45 civilians in Kunduz on Monday."), "ASSAULT")
    assert [(who.country, who.sector) for who in attack.actors] == [(None, "REB")]


def test_a_claim_names_the_group_that_makes_it() -> None:
    text = "A bomb killed nine people in Lahore on Monday. Lashkar-e-Jhangvi claimed responsibility for the attack."
    attack = only(code(text), "ASSAULT")
    assert attack.claimed_by is not None and attack.claimed_by.name == "Lashkar-e-Jhangvi"


def test_talks_of_two_states_are_between_the_two() -> None:
    talks = only(code("Turkish and Greek officials held talks in Ankara on Wednesday, a spokesman said."), "CONSULT")
    assert {who.country for who in (*talks.actors, *talks.recipients)} >= {"TUR"}


def test_what_should_be_done_did_not_happen() -> None:
    """Op-eds prescribe: no event of theirs may stand as a fact."""
    text = "The United States should withdraw its troops from Iraq. If Ankara bombed Idlib, Moscow would have to act."
    facts = [coding for coding in code(text, "Opinion: A way out") if coding.status == "actual"]
    assert not [coding for coding in facts if coding.event in ("RETREAT", "ASSAULT")]


def test_capitals_are_read_too() -> None:
    attack = only(code("GUERRILLAS KILLED FOUR POLICEMEN IN LIMA ON MONDAY, THE GOVERNMENT SAID."), "ASSAULT")
    assert attack.killed is not None and attack.killed.best == 4


@pytest.mark.parametrize("text", ["", "   ", "\n\n\n", "x" * 5000, "a b " * 3000, "? ! ." * 200])
def test_empty_and_endless_texts_hold_no_event(text: str) -> None:
    assert code(text) == []


def test_an_article_is_read_the_same_beside_any_other() -> None:
    articles = [Article(f"a{n}", None, DAY, "", piece) for n, piece in enumerate(PIECES)]
    together = load_coder("reader").code_articles(articles)
    assert together == [load_coder("reader").code_articles([article])[0] for article in articles]
