"""What a person's review makes of a coding: valid by codebook and text, the original kept, the latest word standing."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import BadSetting
from dragoman.model import Decision, Quote, Span
from dragoman.model.guide import coding_from_guide
from dragoman.resolve.amending import FIELDS, WHOLE, amend_coding, list_corrections, show_value
from dragoman.resolve.value_checks import check_value
from dragoman.resolve.value_words import read_value, word_value

TEXT = "Bomb in Ostrel\n\nGunmen of the Northern Front killed 21 people at a mill in Ostrel on Monday, police said."
SENTENCE = TEXT[TEXT.index("Gunmen") :]
ORIGINAL = coding_from_guide(
    {
        "article_id": "a1",
        "event": "ASSAULT",
        "mode": "firearms",
        "status": "actual",
        "trigger": "killed",
        "quote": SENTENCE,
        "actors": [{"text": "Gunmen", "name": None, "country": None, "sector": "UAF"}],
        "recipients": [],
        "targets": ["a mill"],
        "weapons": [],
        "date": {"start": "2024-03-04", "end": "2024-03-04"},
        "place": {"text": "Ostrel", "name": "Ostrel", "admin1": None, "country": "COR"},
        "killed": {"best": 21, "low": None, "high": None, "text": "21 people"},
        "injured": None,
        "attribution": {"speaker": "police", "kind": "official"},
        "claimed_by": None,
    },
    TEXT,
    "hand/1",
)


def review(field, verdict, value=None, spans=(), author="Ada", of=ORIGINAL):
    """Make a review as `dragoman review` does."""
    given_value, marked = None, ()
    if field != WHOLE:
        given_value, marked = check_value(of, TEXT, field, value, spans) if verdict != "accept" else _held(of, field)
    at = datetime(2024, 3, 7, tzinfo=UTC)
    return Decision(
        0, "review", author, at, "", (of.id,), field=field, verdict=verdict, value=given_value, spans=marked
    )


def _held(coding, field):
    value, marked = show_value(coding, field)
    return json.dumps(value), marked


def amend(*reviews):
    return amend_coding(ORIGINAL, TEXT, reviews).coding


def test_a_correction_changes_its_field_alone_and_quotes_the_text():
    amended = amend(review("killed", "correct", "12 (10-15)"))
    assert (amended.killed.best, amended.killed.low, amended.killed.high) == (12, 10, 15)
    assert replace(amended, killed=ORIGINAL.killed) == ORIGINAL
    span = amended.killed.mention.span
    assert span.quote(TEXT) == amended.killed.mention.text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("actors", "Northern Front (REB)", "Northern Front"),
        ("place", "Ostrel, Upper Vale, COR", "Ostrel"),
        ("targets", "people", "people"),
        ("attribution", "Police (witness)", "police"),
        ("claimed_by", "the northern front", "the Northern Front"),
    ],
)
def test_words_that_the_person_did_not_mark_are_looked_up(field, value, words):
    [held] = show_value(amend(review(field, "correct", value)), field)[1]
    assert held.text == words
    assert held.span.quote(TEXT) == words


def test_a_name_that_stands_nowhere_covers_no_words():
    [party] = amend(review("actors", "correct", "Hill Guard (MIL, COR)")).actors
    assert (party.name, party.sector, party.country, party.mention.text) == ("Hill Guard", "MIL", "COR", "")


def test_marked_words_are_the_evidence():
    start = TEXT.index("at a mill")
    marked = Quote(Span(start, start + 9), "at a mill")
    assert amend(review("injured", "correct", "3", [marked])).injured.mention == marked


def test_the_latest_word_stands_and_an_undone_one_does_not():
    first, second = review("killed", "correct", "12"), review("killed", "correct", "13", author="Bo")
    assert amend(first, second).killed.best == 13
    assert amend(second, first).killed.best == 12
    assert amend(first, review("killed", "reject")).killed is None
    assert amend() == ORIGINAL


def test_accepting_the_original_stands_against_an_earlier_correction():
    amended = amend(review("killed", "correct", "12"), review("killed", "accept", author="Bo"))
    assert amended.killed.best == 21
    assert list_corrections(ORIGINAL, [review("killed", "correct", "12"), review("killed", "accept")]) == ()


def test_a_mode_gives_way_to_a_type_that_does_not_have_it():
    assert amend(review("event", "correct", "PROTEST")).mode is None
    assert amend(review("event", "correct", "COERCE/arrest")).mode == "arrest"
    as_protest = replace(ORIGINAL, event="PROTEST", mode=None)
    riot = review("mode", "correct", "riot", of=as_protest)
    assert amend(review("event", "correct", "PROTEST"), riot).mode == "riot"
    assert amend(riot).mode == "firearms", "without the type that has it, the coder's own mode stands"


def test_a_rejected_coding_is_no_event_until_it_is_accepted():
    rejected = review(WHOLE, "reject")
    assert amend_coding(ORIGINAL, TEXT, [rejected]).rejected
    accepted = amend_coding(ORIGINAL, TEXT, [rejected, review(WHOLE, "accept")])
    assert not accepted.rejected
    assert accepted.coding.confidence == 1.0


def test_corrections_tell_what_was_what_is_and_by_whom():
    [told] = list_corrections(ORIGINAL, [review("killed", "correct", "12"), review("place", "accept")])
    assert (told.field, told.was, told.now, told.author) == ("killed", "21", "12", "Ada")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("event", "ASSALT", "unknown 'ASSALT'"),
        ("event", None, "unknown 'None'"),
        ("mode", "arrest", "mode of ASSAULT: unknown 'arrest'"),
        ("killed", "many", "expected a toll such as 12"),
        ("killed", "20 (30-40)", "0 <= low <= best <= high"),
        ("killed", '{"best": "many"}', "killed"),
        ("killed", "[1]", "killed"),
        ("date", "2024-02-30", "out of range"),
        ("date", "Monday", "expected a day"),
        ("date", "2024-03-07 to 2024-03-01", "ends on or after"),
        ("actors", "Somebody (XXX)", "unknown sector 'XXX'"),
        ("actors", '{"name": "Somebody"}', "actors"),
        ("targets", "the bridge", "expected words of the article, found 'the bridge'"),
        ("place", "{}", "place"),
        ("place", "a, b, c, d", "expected a place"),
        ("attribution", "police (maybe)", "unknown kind of attribution"),
        ("attribution", '{"who": 1}', "attribution"),
        ("claimed_by", "[]", "claimed_by"),
    ],
)
def test_what_codebook_or_text_does_not_allow_is_refused_by_name(field, value, told):
    with pytest.raises(BadSetting) as caught:
        check_value(ORIGINAL, TEXT, field, value, ())
    assert told in str(caught.value)


@pytest.mark.parametrize("quote", [Quote(Span(0, 4), "Bang"), Quote(Span(90, 900), "x")])
def test_a_span_must_quote_the_article(quote):
    with pytest.raises(BadSetting, match="Mark the words again"):
        check_value(ORIGINAL, TEXT, "killed", "12", [quote])


NAMES = st.text("abcdefgh ÄéЖ-'", min_size=1, max_size=12).map(lambda s: " ".join(s.split())).filter(bool)
STATES = st.none() | st.sampled_from(["COR", "VEL"])
NUMBERS = st.lists(st.integers(0, 10**6), min_size=3, max_size=3).map(sorted)
TOLLS = st.tuples(
    NUMBERS, st.sampled_from([(1, 0, 0), (1, 1, 0), (1, 0, 1), (1, 1, 1), (0, 1, 0), (0, 0, 1), (0, 1, 1)])
)
VALUES = st.one_of(
    st.tuples(
        st.sampled_from(["killed", "injured"]),
        TOLLS.map(
            lambda t: {
                "best": t[0][1] if t[1][0] else None,
                "low": t[0][0] if t[1][1] else None,
                "high": t[0][2] if t[1][2] else None,
            }
        ),
    ),
    st.tuples(
        st.just("date"),
        st.lists(st.dates(date(1000, 1, 1)), min_size=2, max_size=2).map(
            lambda days: {"start": min(days).isoformat(), "end": max(days).isoformat()}
        ),
    ),
    st.tuples(
        st.sampled_from(["actors", "recipients"]),
        st.lists(st.fixed_dictionaries({"name": NAMES, "country": STATES, "sector": st.sampled_from(["MIL", "UNK"])})),
    ),
    st.tuples(st.just("attribution"), st.fixed_dictionaries({"speaker": NAMES, "kind": st.just("witness")})),
    st.tuples(st.just("claimed_by"), NAMES),
)


@given(VALUES)
def test_a_value_comes_back_from_its_words(pair):
    field, value = pair
    assert read_value(field, word_value(field, value)) == (value or ([] if isinstance(value, list) else None))


def test_every_field_of_a_coding_but_its_place_in_the_text_can_be_corrected():
    bound = {"id", "article_id", "coder", "contexts", "trigger", "quote", "confidence", "mentions"}
    assert {field.name for field in fields(ORIGINAL)} - bound == set(FIELDS)
