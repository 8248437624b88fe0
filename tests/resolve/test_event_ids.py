"""Ids of events live through merges and splits."""

from __future__ import annotations

from dragoman.resolve.event_ids import assign_ids, found_id


def test_a_merge_that_is_undone_gives_back_the_id_that_was_published():
    """The second event was founded by its second report; the first came in later, with an earlier day."""
    first, second = found_id("a1"), found_id("b2")
    before = {"a1": first, "b1": second, "b2": second}
    [merged], aliases = assign_ids([["a1", "b1", "b2"]], before, {})
    assert merged == first
    assert aliases == {second: first}
    ids, left = assign_ids([["a1"], ["b1", "b2"]], dict.fromkeys(before, first), aliases)
    assert ids == [first, second]
    assert left == {}


def test_a_split_leaves_the_id_with_the_founder_and_founds_another():
    event = found_id("a1")
    ids, aliases = assign_ids([["a1", "a3"], ["a2"]], dict.fromkeys(("a1", "a2", "a3"), event), {})
    assert ids == [event, found_id("a2")]
    assert aliases == {}
