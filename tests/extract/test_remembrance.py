"""What an anniversary recalls is history, under its own date; what happens on an anniversary is news."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.extract.coders import load_coder
from dragoman.model import Article, Coding

DAY = date(2021, 3, 18)  # a Thursday


def attacks_in(text: str) -> list[Coding]:
    [codings] = load_coder("network").code_articles([Article("a1", "Tamsk Courier", DAY, "", text)])
    found = [coding for coding in codings if coding.event == "ASSAULT"]
    assert found, f"no attack among {[(c.event, c.trigger.text) for c in codings]}"
    return found


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Families in Kano on Monday marked six years since gunmen killed 40 pupils at a school.", 2015),
        ("Relatives gathered on Monday for the 20th anniversary of the bombings that killed 52 people in Kano.", 2001),
        ("Kano on Monday marked the anniversary of the attack in which a gunman killed 69 people in 2011.", 2011),
        ("It is five years since a bomb killed 21 people at a market in Kano, and nobody has been charged.", 2016),
        ("Kano on Monday marked the anniversary of the attack in which a gunman killed 69 people.", None),
    ],
)
def test_what_is_remembered_is_history_with_the_date_that_the_words_give(text: str, year: int | None) -> None:
    for attack in attacks_in(text):
        assert attack.status == "historical"
        assert (attack.date and attack.date.start.year) == year


def test_what_the_article_goes_on_to_tell_of_it_is_history_too() -> None:
    text = (
        "Kano on Monday marked the anniversary of the attack in which a gunman killed 69 people at a camp. "
        "The gunman shot at teenagers for more than an hour."
    )
    assert {(attack.status, attack.date) for attack in attacks_in(text)} == {("historical", None)}


@pytest.mark.parametrize(
    "text",
    [
        "On the anniversary of the coup, gunmen killed five people at a bus stop in Kano on Tuesday.",
        "Ten years after the embassy bombing, gunmen killed four people at a hotel in Kano on Monday.",
        "Two bombs killed nine people in Kano on Monday, police said, a week after the anniversary of independence.",
    ],
)
def test_an_attack_on_an_anniversary_is_news(text: str) -> None:
    assert {attack.status for attack in attacks_in(text)} == {"actual"}
