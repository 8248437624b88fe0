"""Which drafts stand as codings, and which tell again of an act that another tells better."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from act_values import make_draft, make_reading
from hypothesis import given
from hypothesis import strategies as st

from dragoman.extract.act_fields import Draft
from dragoman.extract.act_merging import Kept, keep_drafts, rank_drafts
from dragoman.model import Participant, PlaceMention, Quote, Span, When

CLAIMED = "Gunmen killed five soldiers near Gao. The Free Front claimed responsibility for the attack."


def with_act(draft: Draft, **changes: object) -> Draft:
    return replace(draft, act=replace(draft.act, **changes))


def on(day: int) -> When:
    return When(date(2021, 3, day), date(2021, 3, day), Quote(Span(0, 1), "x"), 0.9)


def at(name: str, country: str) -> PlaceMention:
    return PlaceMention(Quote(Span(0, 1), name), name, None, country, 0.9)


def triggers(reading_text: str, kept: list[Kept]) -> list[tuple[str, list[str]]]:
    text = "\n\n" + reading_text
    return [(k.draft.act.span.quote(text), [d.act.span.quote(text) for d in k.again]) for k in kept]


def test_the_likelier_come_first_and_of_equals_the_earlier() -> None:
    reading = make_reading("They shot, bombed and killed.")
    shot, bombed, killed = (make_draft(reading, word) for word in ("shot", "bombed", "killed"))
    killed = with_act(killed, probability=0.95)
    assert rank_drafts([bombed, killed, shot]) == [killed, shot, bombed]


def test_the_attack_that_somebody_claims_is_the_one_told_before() -> None:
    reading = make_reading(CLAIMED)
    drafts = [make_draft(reading, "killed"), make_draft(reading, "attack")]
    assert triggers(CLAIMED, keep_drafts(reading, drafts, 0.0)) == [("killed", ["attack"])]


def test_an_attack_that_only_the_claim_tells_of_stands() -> None:
    for text in (CLAIMED, CLAIMED.replace("the attack", "another attack")):
        reading = make_reading(text)
        drafts = [make_draft(reading, "attack")]
        if "another" in text:
            drafts.append(make_draft(reading, "killed"))
        assert "attack" in [trigger for trigger, _ in triggers(text, keep_drafts(reading, drafts, 0.0))]


def test_what_is_not_kept_goes_to_the_nearest_that_it_agrees_with() -> None:
    text = (
        "Gunmen shot a guard. It rained. Rebels shelled a camp. The attack began at noon. A group claimed the attack."
    )
    text = text.replace("A group claimed the attack", "A group claimed responsibility for the raid")
    reading = make_reading(text)
    shot, shelled, raid = (make_draft(reading, word) for word in ("shot", "shelled", "raid"))
    assert triggers(text, keep_drafts(reading, [shot, shelled, raid], 0.0)) == [("shot", []), ("shelled", ["raid"])]


def test_mentions_of_other_days_or_other_places_are_kept_apart() -> None:
    reading = make_reading(CLAIMED)
    shot, attack = make_draft(reading, "killed"), make_draft(reading, "attack")
    for one, other in (
        (replace(shot, date=on(15)), replace(attack, date=on(3))),
        (replace(shot, place=at("Gao", "MLI")), replace(attack, place=at("Kano", "NGA"))),
    ):
        assert triggers(CLAIMED, keep_drafts(reading, [one, other], 0.0)) == [("killed", [])]


def test_mentions_of_one_day_and_place_are_merged() -> None:
    reading = make_reading(CLAIMED)
    shot, attack = (
        replace(make_draft(reading, word), date=on(15), place=at("Gao", "MLI")) for word in ("killed", "attack")
    )
    assert triggers(CLAIMED, keep_drafts(reading, [shot, attack], 0.0)) == [("killed", ["attack"])]


def test_another_type_is_never_a_mention_of_an_attack() -> None:
    text = "Gunmen killed five soldiers near Gao. Talks were held. A group claimed responsibility for the raid."
    reading = make_reading(text)
    drafts = [make_draft(reading, "Talks", "CONSULT"), make_draft(reading, "killed"), make_draft(reading, "raid")]
    kept = dict(triggers(text, keep_drafts(reading, drafts, 0.0)))
    assert kept["killed"] == ["raid"] and kept["Talks"] == []


def test_what_comes_of_an_attack_is_told_with_it() -> None:
    for text, told in (
        ("Fighters attacked a post and killed four guards.", [("attacked", ["killed"])]),
        ("Fighters attacked a post, and a bomb killed four guards.", [("attacked", []), ("killed", [])]),
        ("Fighters attacked a post; shells killed four guards.", [("attacked", []), ("killed", [])]),
    ):
        reading = make_reading(text)
        attacked = with_act(make_draft(reading, "attacked"), probability=0.95)
        assert triggers(text, keep_drafts(reading, [attacked, make_draft(reading, "killed")], 0.0)) == told


def test_more_may_be_asked_of_attacks_than_of_other_acts() -> None:
    reading = make_reading("Gunmen shot five policemen in Kano. Ministers met in Lagos.")
    drafts = [make_draft(reading, "shot"), make_draft(reading, "met", "CONSULT")]
    kept = keep_drafts(reading, drafts, 0.0, least_of_attacks=1.1)
    assert [k.draft.act.event for k in kept] == ["CONSULT"]


def test_nothing_is_kept_above_certainty() -> None:
    reading = make_reading(CLAIMED)
    assert keep_drafts(reading, [make_draft(reading, "killed")], 1.1) == []
    assert keep_drafts(reading, [], 0.0) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Gunmen", "killed", "soldiers", "claimed", "attack"]),
            st.sampled_from(["ASSAULT", "ACCUSE"]),
            st.floats(0.1, 0.99),
            st.sampled_from([None, on(15), on(3)]),
        ),
        max_size=5,
        unique_by=lambda row: row[0],
    ),
    st.floats(0, 1),
)
def test_no_draft_is_told_twice(rows: list[tuple[str, str, float, When | None]], least: float) -> None:
    reading = make_reading(CLAIMED)
    drafts = [with_act(make_draft(reading, word, event, when), probability=p) for word, event, p, when in rows]
    kept = keep_drafts(reading, drafts, least)
    told = [draft for k in kept for draft in (k.draft, *k.again)]
    assert len(told) == len({id(draft) for draft in told}) <= len(drafts)
    assert all(k.confidence >= least - 0.001 and d.act.event == k.draft.act.event for k in kept for d in k.again)
    assert [k.draft.act.span for k in kept] == sorted(k.draft.act.span for k in kept)


def test_a_participant_that_differs_does_not_hinder_a_merge() -> None:
    """Who did it is often told only later, or otherwise: "gunmen", then the group's name."""
    reading = make_reading(CLAIMED)
    people = [(Participant(Quote(Span(0, 1), w), None, None, "UAF", 0.9),) for w in ("Gunmen", "Front")]
    shot, attack = (
        replace(make_draft(reading, w), actors=who) for w, who in zip(("killed", "attack"), people, strict=True)
    )
    assert triggers(CLAIMED, keep_drafts(reading, [shot, attack], 0.0)) == [("killed", ["attack"])]
