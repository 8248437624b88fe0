"""What is exported can be read again, and a spreadsheet runs nothing of it."""

import csv
import io
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Place, ResolvedActor
from dragoman.publish.tables import COLUMNS, write_csv, write_geojson, write_json
from dragoman.record.browse import EventRow

days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
numbers = st.none() | st.integers(0, 10**6)
tolls = st.none() | st.tuples(numbers, numbers, numbers)
parties = st.lists(
    st.builds(
        ResolvedActor,
        words,
        words,
        st.none() | st.just("PAK"),
        st.just("REB"),
        st.booleans(),
        st.floats(0, 1),
    ),
    max_size=3,
).map(tuple)
places = st.none() | st.builds(
    Place,
    words,
    st.none() | words,
    st.none() | st.just("PAK"),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.integers(1, 6),
    st.none(),
    st.just("towns"),
    st.floats(0, 1),
)
events = st.builds(
    EventRow,
    id=st.from_regex(r"ev-[0-9a-f]{12}", fullmatch=True),
    event=st.sampled_from(["ASSAULT", "AID", "ACCUSE"]),
    mode=st.none() | st.just("explosives"),
    status=st.just("actual"),
    start=st.none() | days,
    end=st.none() | days,
    day=days,
    place=places,
    killed=tolls,
    injured=tolls,
    actors=parties,
    recipients=parties,
    claimed_by=st.lists(words, max_size=2).map(tuple),
    witnesses=st.integers(1, 9),
    reports=st.integers(1, 9),
    first_reported=days,
    last_reported=days,
    confidence=st.floats(0, 1),
    quote=words,
)


@given(st.lists(events, max_size=4))
def test_csv_is_read_again_and_holds_no_formula(rows):
    read = list(csv.DictReader(io.StringIO("".join(write_csv(rows)), newline="")))
    assert [row["id"] for row in read] == [row.id for row in rows]
    for got, row in zip(read, rows, strict=True):
        assert tuple(got) == COLUMNS
        assert not any(value.startswith(("=", "+", "-", "@", "\t", "\r")) for value in (got["quote"], got["place"]))
        assert got["quote"].removeprefix("'") == row.quote.removeprefix("'")
        assert got["killed_low"] == ("" if row.killed is None or row.killed[1] is None else str(row.killed[1]))


@given(st.lists(events, max_size=4))
def test_json_and_geojson_hold_every_event(rows):
    told = json.loads("".join(write_json(rows)))
    features = json.loads("".join(write_geojson(rows)))
    assert features["type"] == "FeatureCollection"
    assert [feature["properties"] for feature in features["features"]] == told
    for event, feature, row in zip(told, features["features"], rows, strict=True):
        assert event["quote"] == row.quote
        assert [actor["name"] for actor in event["actors"]] == [actor.name for actor in row.actors]
        if row.place is None:
            assert feature["geometry"] is None
        else:
            assert feature["geometry"]["coordinates"] == [row.place.longitude, row.place.latitude]
