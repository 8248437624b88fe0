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
        ("Families of those killed at the camp gathered in Kano on Monday, ten years after the massacre.", 2011),
        (
            "The station in Kano, where a bomb killed 31 people, has been rebuilt since the attack three years ago.",
            2018,
        ),
        ("Widows of policemen killed in the attack on the Kano barracks got houses on Monday, four years on.", None),
        ("Seven years ago this week, rebels kidnapped 1,200 girls from a school in Kano.", 2014),
        ("A court in Kano on Monday sentenced three men to death for the bombing of a market.", None),
        ("A jury in Kano acquitted a sergeant on Monday of murdering a driver.", None),
        ("The trial of a former captain accused of ordering the murder of villagers opened in Kano on Monday.", None),
        ("Kano marked 25 years of NATO's bombing campaign with a concert on Monday.", None),
        ("1945: Bombers destroy the port of Kano.", 1945),
        ("A documentary about the siege in Kano, in which gunmen killed 44 guests, opens on Friday.", None),
    ],
)
def test_what_is_remembered_is_history_with_the_date_that_the_words_give(text: str, year: int | None) -> None:
    for attack in attacks_in(text):
        assert attack.status == "historical"
        assert (attack.date and attack.date.start.year) == year


def test_the_day_told_further_on_that_lies_so_far_back_is_its_date() -> None:
    text = (
        "The school in Kano, where gunmen killed 40 pupils, was opened again on Monday, six years after the massacre. "
        "A plaque names the day: Jan. 9, 2015. Another school was opened on Feb. 2, 2016."
    )
    attack = attacks_in(text)[0]
    assert attack.date and str(attack.date.start) == "2015-01-09"


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
        "A court in Kano convicted a soldier of Monday's shooting at a market in which two people were killed.",
        "In the first sentences of his speech the mayor condemned the fatal shooting of a guard at a market in Kano.",
        "Two people died when jets bombed a concert in Kano held for the 60th anniversary of the university on Monday.",
        "The mosque in Kano will stay shut for at least six months after a bombing killed two people on Monday.",
        "A soldier convicted of theft was killed when gunmen attacked a prison in Kano.",
        "Gunmen, who lost the town a year after the massacre, killed 12 people in Kano on Monday.",
        "Gunmen killed six people in Kano on Monday, a year after the massacre at the university.",
        "A memorial service was held in Kano for five students killed in a shooting at their college on Monday.",
    ],
)
def test_an_attack_on_an_anniversary_is_news(text: str) -> None:
    assert {attack.status for attack in attacks_in(text)} == {"actual"}
