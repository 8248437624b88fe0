"""Whoever uses violence acts as force, or as an attacker of whom nothing is known."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.catalog.name_tables import SHIPPED
from dragoman.extract.acting_sectors import act_by_force, prefer_groups
from dragoman.model import Participant, Quote, Span

DAY = date(2021, 3, 18)


def acting(words: str, sector: str, country: str | None = None, name: str | None = None) -> Participant:
    return Participant(Quote(Span(0, len(words)), words), name, country, sector, 0.9)


@pytest.mark.parametrize(
    ("words", "country", "sector", "mode", "acts_as"),
    [
        ("Kenya", "KEN", "GOV", "aerial", "MIL"),
        ("Kenyan", "KEN", "GOV", "aerial", "MIL"),
        ("the Kenyan", "KEN", "GOV", None, "MIL"),
        ("the Kenyan government", "KEN", "GOV", "torture", "GOV"),
        ("Kenya's president", "KEN", "GOV", None, "GOV"),
        ("two men", "KEN", "CVL", "firearms", "UAF"),
        ("two men", "KEN", "CVL", "primitive", "CVL"),
        ("a bearded figure", None, "UNK", "firearms", "UAF"),
        ("Boko Haram", None, "REB", "firearms", "REB"),
    ],
)
def test_a_state_attacks_with_its_forces_and_nobody_known_is_an_unknown_attacker(
    words: str, country: str | None, sector: str, mode: str | None, acts_as: str
) -> None:
    acted = act_by_force(acting(words, sector, country), mode, SHIPPED.catalog, DAY)
    assert acted.sector == acts_as
    assert acted.mention.text == words


def test_where_a_group_is_told_its_bomber_is_not_told_beside_it() -> None:
    group, bomber, army = acting("Boko Haram", "REB"), acting("a bomber", "UAF"), acting("the army", "MIL", "NGA")
    assert prefer_groups([group, bomber]) == (group,)
    assert prefer_groups([army, bomber]) == (army, bomber)
