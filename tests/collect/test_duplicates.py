"""Wire copies are marked, new reports are not, and a rebuilt index answers as the first one did."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.collect.duplicates import DuplicateIndex, drop_duplicates, signature
from dragoman.collect.language import guess_language
from dragoman.collect.raw_article import RawArticle
from dragoman.model import Article, SetAside

DAY = date(2023, 4, 18)


def make_article(number: int, text: str, day: date = DAY) -> Article:
    return Article(f"{number:016x}", "Ledger", day, f"Headline {number}", text)


def make_text(seed: int, words: int = 300) -> str:
    """Words drawn unevenly, as language draws them: a few words are half of the text."""
    source = random.Random(seed)
    return " ".join(f"w{int(source.paretovariate(0.6)) % 5000}" for _ in range(words))


def test_wire_copies_are_found_and_others_are_not(story: str) -> None:
    index = DuplicateIndex()
    wire = make_article(1, story)
    assert index.add(wire) is None
    edited = story.replace("Nobody said who had sent them. ", "").replace("Gunmen", "(AP) — Gunmen") + " AP"
    assert index.add(make_article(2, edited.upper(), DAY + timedelta(days=2))) == wire.id
    assert index.add(make_article(3, story, DAY + timedelta(days=30))) == wire.id
    assert index.add(make_article(4, story, DAY + timedelta(days=365))) is None  # an anniversary
    assert index.add(make_article(5, make_text(5))) is None


def test_a_new_toll_in_a_short_dispatch_is_a_new_report() -> None:
    first = (
        "A bomb killed 5 people and wounded 20 at a market in Lora on Friday, the police said; nobody claimed it yet."
    )
    index = DuplicateIndex()
    assert index.add(make_article(1, first)) is None
    assert index.add(make_article(2, first.replace("5", "9"))) is None
    assert index.add(make_article(3, first + " (Wire)")) == make_article(1, "").id


def test_short_texts_are_copies_only_word_for_word() -> None:
    index = DuplicateIndex()
    assert index.add(make_article(1, "Talks resume in Doha today.")) is None
    assert index.add(make_article(2, "TALKS RESUME, in Doha, today")) == make_article(1, "").id
    assert index.add(make_article(3, "Talks resume in Geneva today.")) is None


def shared(left: str, right: str) -> float:
    """The true share of three-word shingles in common, computed the slow way."""
    sets = [set(zip(words, words[1:], words[2:], strict=False)) for words in (left.split(), right.split())]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def test_the_estimate_agrees_with_real_shingles() -> None:
    wrong = 0
    for seed in range(200):
        source = random.Random(seed)
        words = make_text(seed).split()
        changed = [f"x{n}" if source.random() < seed / 1500 else word for n, word in enumerate(words)]
        true = shared(" ".join(words), " ".join(changed))
        index = DuplicateIndex()
        index.add(make_article(1, " ".join(words)))
        found = index.add(make_article(2, " ".join(changed))) is not None
        wrong += found != (true >= 0.7) and abs(true - 0.7) > 0.1
    assert wrong <= 2  # 0.1 is two and a half standard errors


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 60)), max_size=25), st.randoms(use_true_random=False))
def test_a_rebuilt_index_goes_on_as_the_first(drawn: list[tuple[int, int]], source: random.Random) -> None:
    articles = [
        make_article(n, make_text(seed, 40) + f" end{n}", DAY + timedelta(days=days))
        for n, (seed, days) in enumerate(drawn)
    ]
    index = DuplicateIndex()
    whole = [index.add(article) for article in articles]
    half = len(articles) // 2
    stored = [
        (article.id, signature(article)) for article, copy in zip(articles, whole[:half], strict=False) if copy is None
    ]
    source.shuffle(stored)
    rebuilt = DuplicateIndex.restore(stored)
    assert [rebuilt.add(article) for article in articles[half:]] == whole[half:]
    assert all(copy is None or copy in {article.id for article in articles} for copy in whole)


def test_signatures_are_the_same_for_ever(story: str) -> None:
    stored = signature(make_article(1, story))
    assert len(stored) == 280
    assert stored == signature(replace(make_article(1, story), title="Other", outlet=None))
    assert (
        stored[:8].hex() == DAY.toordinal().to_bytes(4, "little").hex() + len(story.split()).to_bytes(4, "little").hex()
    )
    assert stored[24:30].hex() == "79fb54241774"


def test_exact_duplicates_are_dropped_and_told(story: str) -> None:
    item = RawArticle(make_article(1, story), b"", "a.txt", None)
    kept = list(drop_duplicates(iter([item, item]), set()))
    assert kept[0] is item
    assert isinstance(kept[1], SetAside)
    assert kept[1].reason == "duplicate"


def test_a_language_is_told_by_function_words(story: str) -> None:
    assert guess_language(story) == "en"
    assert guess_language("Wheat up 2 cts Corn dn 1 Oats unch Soybeans up 3 " * 4) is None
    assert (
        guess_language(
            "La police a arrêté les hommes et le ministre est dans la ville avec une garde pour sa sécurité hier soir."
        )
        == "fr"
    )
    assert guess_language("Полиция задержала пять человек, которые напали на казарму. " * 4) == "und"
    names = (
        "Hamad bin Khalifa al Thani appoints Mohammed al Sada, Abdullah al Attiyah, Khalid al Kuwari, Ali al Mana, Al"
    )
    assert guess_language(names) is None
