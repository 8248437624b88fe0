"""Where sentences begin and end, in texts that a page's layout has left its marks in."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.sentences import split_sentences
from dragoman.model import Article


def split(text: str, title: str = "") -> list[str]:
    article = Article("a1", "Tamsk Courier", date(2021, 3, 18), title, text)
    return [span.quote(article.full_text) for span in split_sentences(article)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Rebels hold the port.-A radio said so.", ["Rebels hold the port.", "A radio said so."]),
        ("The talks failed.---- Rebels left.", ["The talks failed.", "Rebels left."]),
        ('"We go."- They went.', ['"We go."', "They went."]),
        (
            "Sanctions extended Since the war began, many have died.",
            ["Sanctions extended", "Since the war began, many have died."],
        ),
        ("Mr.-Orlov left the U.S.-led force.", ["Mr.-Orlov left the U.S.-led force."]),
        ("It grew in Jan.-Feb.", ["It grew in Jan.-Feb."]),
        ("They read The Herald in The Hague.", ["They read The Herald in The Hague."]),
        ('He said: "The army came."', ['He said: "The army came."']),
    ],
)
def test_seams_of_a_page_part_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@given(st.text('ab .-!?\n"ATheSince', max_size=200))
def test_sentences_stand_in_order_and_lose_no_word(text: str) -> None:
    found = split_sentences(Article("a1", None, date(2021, 3, 18), "", text))
    assert all(left.end <= right.start for left, right in pairwise(found))
