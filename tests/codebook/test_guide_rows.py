"""A coding goes into the guide's JSON and comes back as it was."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.codebook import CONTEXTS, EVENTS, KINDS, MODES, SECTORS, STATUSES
from dragoman.errors import SkipArticle
from dragoman.model import (
    Attribution,
    Claim,
    Coding,
    Participant,
    PlaceMention,
    Quote,
    Span,
    Toll,
    When,
    coding_id,
)
from dragoman.model.guide import GUIDE_KEYS, coding_from_guide, coding_to_guide

TEXT = (
    "Raid at the ford\n\nGunmen shot five guards in Ostrel. "
    "The Front – «so it said» – claimed it. Gunmen fled. 日本語 ends."
)
LENGTH = len(TEXT)
SENTENCE = Quote.cut(TEXT, 18, 52)

share = st.floats(0, 1)
words = st.text(min_size=1, max_size=8)


def quotes(start=0, end=LENGTH):
    pairs = st.tuples(st.integers(start, end - 1), st.integers(1, 12))
    spans = pairs.map(lambda pair: Span(pair[0], min(pair[0] + pair[1], end)))
    return spans.map(lambda span: Quote(span, span.quote(TEXT)))


people = st.lists(
    st.builds(
        Participant, quotes(), st.none() | words, st.sampled_from([None, "PAK"]), st.sampled_from(SECTORS), share
    ),
    max_size=3,
).map(tuple)
tolls = st.builds(
    lambda numbers, gaps, mention, trust: Toll(
        *(None if gap else number for number, gap in zip((numbers[1], numbers[0], numbers[2]), gaps, strict=True)),
        mention,
        trust,
    ),
    st.lists(st.integers(0, 900), min_size=3, max_size=3).map(sorted),
    st.tuples(st.booleans(), st.booleans(), st.booleans()).filter(lambda gaps: not all(gaps)),
    quotes(),
    share,
)
days = st.builds(
    lambda day, length, mention, trust, inferred: When(day, day + timedelta(length), mention, trust, inferred),
    st.dates(date(1979, 1, 1), date(2025, 1, 1)),
    st.integers(0, 400),
    quotes(),
    share,
    st.booleans(),
)


@st.composite
def codings(draw):
    event, status = draw(st.sampled_from(EVENTS)), draw(st.sampled_from(STATUSES))
    trigger = draw(quotes(SENTENCE.span.start, SENTENCE.span.end))
    lists = st.lists(quotes(), max_size=2).map(tuple)
    return Coding(
        id=coding_id("a1", "rules/1", event, status, trigger),
        article_id="a1",
        coder="rules/1",
        event=event,
        mode=draw(st.sampled_from([None, *MODES[event]])),
        contexts=draw(st.lists(st.sampled_from(CONTEXTS), unique=True, max_size=2).map(tuple)),
        status=status,
        trigger=trigger,
        quote=SENTENCE,
        actors=draw(people),
        recipients=draw(people),
        targets=draw(lists),
        weapons=draw(lists),
        date=draw(st.none() | days),
        place=draw(st.none() | st.builds(PlaceMention, quotes(), words, st.none() | words, st.none(), share)),
        killed=draw(st.none() | tolls),
        injured=draw(st.none() | tolls),
        attribution=draw(st.none() | st.builds(Attribution, words, st.sampled_from(KINDS), quotes(), share)),
        claimed_by=draw(st.none() | st.builds(Claim, words, quotes(), share)),
        confidence=draw(share),
        mentions=draw(lists),
    )


@given(codings())
def test_with_spans_nothing_is_lost(coding):
    row = json.loads(json.dumps(coding_to_guide(coding, spans=True)))
    assert coding_from_guide(row, TEXT, "somebody else") == coding


@given(codings())
def test_without_spans_the_row_has_the_guides_keys_and_reads_back_the_same(coding):
    row = coding_to_guide(coding)
    assert tuple(row) == GUIDE_KEYS
    again = coding_from_guide(json.loads(json.dumps(row)), TEXT, "rules/1")
    assert coding_to_guide(again) == row
    for person in (*again.actors, *again.recipients):
        assert person.mention.span.quote(TEXT) == person.mention.text


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("event", "ASALT", "unknown event 'ASALT'.*Did you mean 'ASSAULT'"),
        ("mode", "phone", "unknown mode of ASSAULT"),
        ("quote", "Nobody wrote this.", "does not hold"),
        ("killed", {"best": 1, "low": 5, "high": None, "text": "five"}, "low <= best"),
        ("actors", [{"text": "Gunmen"}], "sector"),
    ],
)
def test_a_row_that_breaks_the_guide_is_set_aside(key, value, message):
    row = dict.fromkeys(GUIDE_KEYS) | {"article_id": "a1", "event": "ASSAULT", "status": "actual"}
    row |= {"trigger": "shot", "quote": SENTENCE.text, "actors": [], "recipients": [], "targets": [], "weapons": []}
    coding_from_guide(row, TEXT, "x/1")
    with pytest.raises(SkipArticle, match=message):
        coding_from_guide(row | {key: value}, TEXT, "x/1")
