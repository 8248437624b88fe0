"""Places of codings: one unresolved place spoils nothing, and no place is moved to another state unseen."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.model import PlaceMention, Quote, Span
from dragoman.resolve.places import resolve_place


def mention(text: str, name: str | None = None, admin1: str | None = None, country: str | None = None) -> PlaceMention:
    return PlaceMention(Quote(Span(0, len(text)), text), name, admin1, country, 0.8)


def test_the_words_carry_kind_and_nearness_that_the_name_lacks() -> None:
    near = resolve_place(mention("outside Maiduguri", "Maiduguri", None, "NGA"))
    assert (near.country, near.precision) == ("NGA", 2)
    province = resolve_place(mention("Ghazni province", "Ghazni", None, "AFG"))
    assert (province.admin1, province.precision) == ("Ghazni", 4)


def test_the_state_and_division_of_the_mention_outweigh_those_of_the_article() -> None:
    place = resolve_place(mention("Tripoli", "Tripoli", None, "LBN"), ["LBY", "ITA"])
    assert place.country == "LBN"
    place = resolve_place(mention("Springfield", "Springfield", "Oregon", "USA"))
    assert place.admin1 == "Oregon"


def test_an_unknown_village_is_put_at_its_division_with_less_confidence() -> None:
    place = resolve_place(mention("Qzarkheel", "Qzarkheel", "Kunar", "AFG"))
    assert (place.admin1, place.precision, place.country) == ("Kunar", 4, "AFG")
    assert place.confidence <= 0.4
    assert resolve_place(mention("Qzarkheel", "Qzarkheel", None, "AFG")).precision == 6
    assert resolve_place(mention("Qzarkheel", "Qzarkheel")) is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30), st.none() | st.text(max_size=20), st.sampled_from([None, "PAK", "XXX", ""]))
def test_odd_mentions_are_answered_or_left_empty(text: str, name: str | None, country: str | None) -> None:
    place = resolve_place(mention(text, name, name, country), ["USA"])
    assert place is None or 0.0 <= place.confidence <= 1.0
