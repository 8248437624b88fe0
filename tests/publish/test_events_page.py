"""Map, time line, table and exports of the events page tell of the same events, whatever is asked."""

import csv
import html
import io
import json
import re

import pytest

QUESTIONS = [
    "",
    "type=ASSAULT&status=actual",
    "type=ASSAULT&type=ACCUSE&order=deadliest",
    "actor=PAK&from=2001&to=2010-06",
    "pair=USA,PAK&order=oldest",
    "country=PAK&killed=5",
    "box=60,23,78,37&witnesses=2",
    "text=army&confidence=0.3-0.8",
    "claimed=1",
    "place=peshawar&conflicting=1",
]


def count_found(page):
    return int(re.search(r'id="found"[^>]*>([\d,]+) event', page)[1].replace(",", ""))


def follow_rows(reader, page):
    """Return the ids of all rows, asking for more as the page does."""
    ids = re.findall(r'data-id="([^"]+)"', page)
    while found := re.search(r'hx-get="([^"]+)"', page):
        page = reader.get(html.unescape(found[1]), headers={"HX-Request": "true"}).text
        assert "<html" not in page
        ids += re.findall(r'data-id="([^"]+)"', page)
    return ids


def chart_of(page):
    return json.loads(re.search(r'data-brush.*?<script type="application/json">(.*?)</script>', page, re.DOTALL)[1])


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_part_tells_of_the_same_events(reader, question):
    page = reader.get(f"/events?{question}").text
    ids = follow_rows(reader, page)
    assert len(set(ids)) == len(ids) == count_found(page)
    exported = list(csv.DictReader(io.StringIO(reader.get(f"/events/export.csv?{question}").text)))
    assert [row["id"] for row in exported] == ids
    assert [event["id"] for event in reader.get(f"/events/export.json?{question}").json()] == ids
    features = reader.get(f"/events/export.geojson?{question}").json()["features"]
    assert [feature["id"] for feature in features] == ids
    located = sum(feature["geometry"] is not None for feature in features)
    box = "" if "box=" in question else "&view=-180,-90,180,90"
    if box:
        cells = reader.get(f"/events/cells?zoom=2{box}&{question}").json()["cells"]
        assert sum(cell["events"] for cell in cells) == located
        assert all(sum(cell["quads"]) == cell["events"] for cell in cells)
    if ids and "from=" not in question:
        drawn = sum(sum(period["quads"]) for period in chart_of(page)["periods"])
        before = re.search(r"([\d,]+) events? before", page)
        assert drawn + (int(before[1].replace(",", "")) if before else 0) == len(ids)


def test_the_time_line_shows_what_lies_outside_the_days_asked_for(reader):
    whole, part = (reader.get(f"/events?type=ASSAULT{days}").text for days in ("", "&from=2008&to=2012"))
    assert chart_of(whole)["periods"] == chart_of(part)["periods"]
    asked = chart_of(part)
    assert (asked["from"], asked["to"]) == ("2008-01-01", "2012-12-31")


@pytest.mark.parametrize("question", [question for question in QUESTIONS if question])
def test_each_chip_takes_one_thing_away(reader, question):
    page = reader.get(f"/events?{question}").text
    chips = re.findall(r'<li><a href="([^"]+)" data-show aria-label="Take away', page)
    assert chips
    for chip in map(html.unescape, chips):
        less = reader.get(chip).text
        assert len(re.findall(r'aria-label="Take away', less)) == len(chips) - 1
        # Of several types any will do, so that one type less may find less.
        if question.count("type=") < 2:
            assert count_found(less) >= count_found(page)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_address_leads_back_to_itself(reader, question):
    told = html.unescape(re.search(r'data-address="([^"]+)"', reader.get(f"/events?{question}").text)[1])
    again = html.unescape(re.search(r'data-address="([^"]+)"', reader.get(told).text)[1])
    assert again == told


def test_counts_beside_the_choices_are_what_choosing_gives(reader):
    page = reader.get("/events?country=PAK").text
    offered = re.findall(
        r'name="(type|status)" value="([^"]+)"[^>]*>\s*<span[^>]*>[^<]*</span> <span class="count">([\d,]+)<', page
    )
    assert len(offered) == 16 + 5
    for name, value, count in offered:
        chosen = reader.get(f"/events?country=PAK&{name}={value}").text
        assert count_found(chosen) == int(count.replace(",", ""))


def test_an_actor_may_be_asked_for_by_name(reader):
    by_name, by_id = (reader.get(f"/events?actor={actor}").text for actor in ("united states", "USA"))
    assert count_found(by_name) == count_found(by_id) > 0
    assert 'data-address="/events?actor=USA"' in by_name


def test_a_place_on_the_map_lists_its_events(reader):
    cells = reader.get("/events/cells?zoom=12&view=60,20,80,40").json()["cells"]
    one_place = next(cell for cell in cells if cell["box"][:2] == cell["box"][2:] and cell["events"] > 1)
    west, south = one_place["box"][:2]
    here = reader.get(f"/events/here?at={west},{south}").text
    assert one_place["place"] in here
    assert len(re.findall(r'href="/event/', here)) == min(one_place["events"], 20)


@pytest.mark.parametrize("zoom", [0.5, 3, 6, 11])
def test_with_room_on_the_map_a_region_is_never_gathered_with_a_place(reader, zoom):
    cells = reader.get(f"/events/cells?zoom={zoom}&view=-180,-90,180,90").json()["cells"]
    assert all(cell["vague"] in (0, cell["events"]) for cell in cells)
    assert any(cell["vague"] for cell in cells)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/events?box=1,2,3", "box:"),
        ("/events?type=WAR", "type:"),
        ("/events?from=soon", "from:"),
        ("/events?after=nonsense", "after:"),
        ("/events?order=alphabetical", "order:"),
        ("/events/export.csv?order=alphabetical", "order:"),
        ("/events/cells?zoom=3&view=0,0,0", "view:"),
        ("/events/cells?zoom=99&view=0,0,1,1", "zoom:"),
        ("/events/here?at=far", "at:"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_name(reader, address, told):
    answer = reader.get(address)
    assert answer.status_code == 422
    assert told in answer.text


def test_a_question_is_shown_as_text(reader):
    page = reader.get("/events", params={"text": '"><script>alert(1)</script>', "place": "<b>x</b>"}).text
    assert "<script>alert" not in page
    assert "<b>x" not in page


def killed_in(events):
    """Sum the tolls of exported events: the best figure of each, else the lowest, else the highest."""
    tolls = [event["killed"] for event in events if event["killed"]]
    return sum(next(toll[n] for n in ("best", "low", "high") if toll[n] is not None) for toll in tolls)


@pytest.mark.parametrize("question", ["", "actor=PAK", "status=historical", "status=actual&status=historical"])
def test_the_sum_of_killed_is_of_what_happened_unless_a_status_is_asked_for(reader, question):
    exported = reader.get(f"/events/export.json?{question}").json()
    counted = [event for event in exported if "status=" in question or event["status"] == "actual"]
    shown = re.search(r"([\d,]+) reported killed", reader.get(f"/events?{question}").text)
    assert int(shown[1].replace(",", "")) == killed_in(counted)
    assert question or killed_in(counted) < killed_in(exported)
