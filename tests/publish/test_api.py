"""The API as a program uses it: over HTTP, on the coded sample study."""

import csv
import io
import json

import pytest

from dragoman.codebook import EVENTS
from dragoman.publish.tables import COLUMNS

QUESTIONS = (
    {"actor": "PAK", "country": "PAK"},
    {"pair": "USA,PAK", "directed": "1"},
    {"type": ["ASSAULT", "CONSULT"], "from": "2011"},
    {"killed": "1", "witnesses": "1", "confidence": "0.1-1"},
    {"box": "60,23,78,37", "to": "2012-06-30"},
    {"text": "the"},
)


def read_pages(client, **asked):
    """Return the events of all pages, following `next`."""
    found, address = [], "/api/events"
    page = client.get(address, params=asked).json()
    while True:
        found += page["events"]
        if page["next"] is None:
            return found, page["found"]
        page = client.get(page["next"]).json()


@pytest.mark.parametrize("asked", QUESTIONS, ids="-".join)
def test_pages_csv_and_geojson_give_the_same_events(reader, asked):
    for order in ("newest", "deadliest", "least-sure"):
        events, found = read_pages(reader, **asked, order=order, limit=7)
        rows = list(csv.DictReader(io.StringIO(reader.get("/api/events.csv", params={**asked, "order": order}).text)))
        features = reader.get("/api/events.geojson", params={**asked, "order": order}).json()["features"]
        ids = [event["id"] for event in events]
        assert len(ids) == len(set(ids)) == found > 0
        assert ids == [row["id"] for row in rows] == [feature["id"] for feature in features]
        assert list(rows[0]) == list(COLUMNS)
        assert [feature["properties"] for feature in features] == events


def test_an_event_tells_what_its_row_does_and_where_each_word_stands(reader):
    for row in reader.get("/api/events", params={"order": "deadliest", "limit": 10}).json()["events"]:
        event = reader.get(f"/api/events/{row['id']}").json()
        assert {name: event[name] for name in row} | {"confidence": row["confidence"]} == row
        assert event["told_in"] == reader.get(f"/api/events/{row['id']}/reports").json()
        assert len(event["told_in"]) == event["reports"] > 0
        assert event["history"][-1]["began"]
        for report in event["told_in"]:
            article = reader.get(f"/api/articles/{report['article']['id']}").json()
            text = f"{article['title']}\n\n{article['text']}"
            start, end = report["coding"]["spans"]["quote"]
            assert text[start:end] == report["coding"]["quote"]
            assert report["coding_id"] in article["codings"]
            coding = reader.get(f"/api/codings/{report['coding_id']}").json()
            assert coding["coding"] == report["coding"] and coding["events"] == [row["id"]]


def test_tallies_add_up_to_the_events(reader):
    total = reader.get("/api/status").json()["events"]
    for by in ("month,event", "country", "status,year", "quarter,mode,event,admin1"):
        told = reader.get("/api/tallies", params={"by": by}).json()
        assert told["by"] == by.split(",")
        assert sum(row["events"] for row in told["rows"]) == total
        assert all(set(row) == {*told["by"], "events", "killed"} for row in told["rows"])


def test_actors_page_by_page_are_all_actors_and_lead_to_their_events(reader):
    found, address = [], "/api/actors?limit=20"
    while address:
        page = reader.get(address).json()
        found += page["actors"]
        address = page["next"]
    assert len({actor["key"] for actor in found}) == len(found) > 20
    assert [actor["events"] for actor in found] == sorted((actor["events"] for actor in found), reverse=True)
    first = found[0]
    assert reader.get("/api/events", params={"actor": first["key"]}).json()["found"] == first["events"]
    whole = reader.get(f"/api/actors/{first['key']}").json()
    assert whole["events"] == first["events"] and whole["actor"] == first
    assert sum(kind["does"]["events"] for kind in whole["kinds"]) > 0


def test_words_find_what_holds_them(reader):
    event = reader.get("/api/events", params={"type": "ASSAULT", "order": "deadliest", "limit": 1}).json()["events"][0]
    words = " ".join(event["quote"].split()[:3])
    found = reader.get("/api/search", params={"q": words, "limit": 100}).json()
    assert event["id"] in [each["id"] for each in found["events"]]
    assert "PAK" in [actor["key"] for actor in reader.get("/api/search?q=pakis").json()["actors"]]
    nothing = reader.get("/api/search?q=%20").json()
    assert [nothing[kind] for kind in ("articles", "events", "actors", "places")] == [[], [], [], []]


def test_what_one_does_to_the_other_is_what_the_other_undergoes(reader):
    forth, back = reader.get("/api/between/USA/PAK").json(), reader.get("/api/between/PAK/USA").json()
    assert (forth["forth"], forth["back"]) == (back["back"], back["forth"])
    asked = {"pair": "USA,PAK", "directed": "1", "status": "actual"}
    assert forth["forth"]["events"] == reader.get("/api/events", params=asked).json()["found"]
    assert (
        sum(figure["events"] for period in forth["periods"] for figure in period["forth"].values())
        == (forth["forth"]["events"])
    )
    named = reader.get("/api/between/Pakistan/United States").json()
    assert named["left"]["key"] == "PAK"


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [
        ("/api/events?killed=x", 422, "killed"),
        ("/api/events?from=2011-13", 422, "from"),
        ("/api/events?to=2011-02-31", 422, "to"),
        ("/api/events?typ=ASSAULT", 422, "typ"),
        ("/api/events?type=ATTACK", 422, "type"),
        ("/api/events?limit=0", 422, "limit"),
        ("/api/events?limit=99999999999999999999999", 422, "limit"),
        ("/api/events?after=nonsense", 422, "after"),
        ("/api/events?after=W05hTiwiZXYteCJd", 422, "after"),
        ("/api/events?after=WzFlNDAwLCJldi14Il0", 422, "after"),
        ("/api/events?after=Wy0xLCJcdWQ4MDAiXQ", 422, "after"),
        ("/api/events?order=random", 422, "order"),
        ("/api/events?box=60,37,78,23", 422, "box"),
        ("/api/events?box=nan,nan,nan,nan", 422, "box"),
        ("/api/events?confidence=0.9-0.1", 422, "confidence"),
        ("/api/tallies?by=month,colour", 422, "by"),
        ("/api/actors?after=nobody", 422, "after"),
        ("/api/between/USA/USA", 422, "two different actors"),
        ("/api/between/USA/nobody-at-all", 404, "nobody-at-all"),
        ("/api/events/ev-nothing", 404, "ev-nothing"),
        ("/api/events/%00", 404, "no event"),
        ("/api/codings/zz", 404, "zz"),
        ("/api/articles/..%2f..%2fetc%2fpasswd", 404, ""),
        ("/api/nothing", 404, ""),
    ],
)
def test_what_cannot_be_answered_is_said_in_words(reader, address, code, told):
    answer = reader.get(address)
    assert answer.status_code == code
    assert set(answer.json()) == {"error"} and told in answer.json()["error"]


def test_bad_bodies_are_said_in_words(writer):
    odd = (
        "", "{", "[]", "null", '{"action": "burn"}', '{"action": "merge"}', '{"action": "undo", "number": 1e400}',
        '{"action": "undo", "number": NaN}', '{"action": "merge", "left": "\\ud800", "right": "x"}',
        '{"action": "review", "coding": "0", "field": "killed", "verdict": "correct", "value": Infinity}',
        '{"action": "undo", "surprise": 1}', '{"action": "undo", "reason": "' + "x" * 5000 + '"}', "[" * 100_000,
        '{"action": "undo", "number": ' + "9" * 5000 + "}",
    )  # fmt: skip
    for body in odd:
        answer = writer.post("/api/decisions", content=body, headers={"Content-Type": "application/json"})
        assert answer.status_code in (400, 404, 422), (body[:60], answer.text)
        assert set(answer.json()) == {"error"}
    assert writer.post("/api/decisions", content="x" * (1 << 21)).status_code in (413, 415)


def test_an_answer_is_asked_for_again_at_no_cost_until_the_record_changes(writer):
    for address in ("/api/events?limit=3", "/api/events.csv", "/api/status", "/api/tallies"):
        tag = writer.get(address).headers["etag"]
        again = writer.get(address, headers={"If-None-Match": f'"other", {tag}'})
        assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
        assert writer.get("/api/events?limit=4", headers={"If-None-Match": tag}).status_code == 200
    accept_first(writer)
    changed = writer.get("/api/events?limit=3", headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["cache-control"] == "private, no-cache"


def accept_first(client, **headers):
    """Accept the type of some coding as it stands; return the answer."""
    event = client.get("/api/events?limit=1").json()["events"][0]["id"]
    coding = client.get(f"/api/events/{event}").json()["told_in"][0]["coding_id"]
    body = {"action": "review", "coding": coding, "field": "event", "verdict": "accept", "reason": "read it"}
    return client.post("/api/decisions", json=body, headers=headers)


def test_a_correction_shows_at_once_and_is_taken_back(writer):
    row = writer.get("/api/events?order=deadliest&limit=1").json()["events"][0]
    event = writer.get(f"/api/events/{row['id']}").json()
    report = next(report for report in event["told_in"] if report["coding"]["killed"])
    body = {"action": "review", "coding": report["coding_id"], "field": "killed", "verdict": "correct", "value": "3"}
    answer = writer.post("/api/decisions", json=body)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["decision"]["author"] == "ada" and told["decision"]["number"] == 1
    now = writer.get(f"/api/events/{told['events'][0]}").json()
    [correction] = [c for c in now["corrections"] if c["coding_id"] == report["coding_id"]]
    assert correction["field"] == "killed" and correction["author"] == "ada"
    assert now["history"][0]["decisions"] == [1]
    undone = writer.post("/api/decisions", json={"action": "undo"})
    assert undone.status_code == 201 and undone.json()["decision"]["undoes"] == 1
    again = writer.get(f"/api/events/{row['id']}").json()
    assert again["killed"] == event["killed"] and again["corrections"] == []
    log = writer.get("/api/decisions").json()["decisions"]
    assert [(line["number"], line["action"], line["undone_by"]) for line in log] == [
        (1, "review", 2),
        (2, "undo", None),
    ]


def test_a_merged_events_old_id_leads_to_the_event(writer):
    left, right = (event["id"] for event in writer.get("/api/events?type=CONSULT&limit=2").json()["events"])
    told = writer.post("/api/decisions", json={"action": "merge", "left": left, "right": right, "reason": "one talk"})
    [merged] = told.json()["events"]
    for old in (left, right):
        assert writer.get(f"/api/events/{old}").json()["id"] == merged
    codings = [report["coding_id"] for report in writer.get(f"/api/events/{merged}").json()["told_in"]]
    split = writer.post("/api/decisions", json={"action": "split", "event": merged, "codings": codings[:1]})
    assert split.status_code == 201 and len(split.json()["events"]) >= 2


def test_an_event_that_stands_no_more_says_so(writer):
    event = writer.get("/api/events?limit=1").json()["events"][0]["id"]
    for report in writer.get(f"/api/events/{event}").json()["told_in"]:
        body = {"action": "review", "coding": report["coding_id"], "field": "coding", "verdict": "reject"}
        assert writer.post("/api/decisions", json=body).status_code == 201
    gone = writer.get(f"/api/events/{event}")
    assert gone.status_code == 410 and "stands no more" in gone.json()["error"]


def test_a_repeated_call_is_applied_once(writer):
    first = accept_first(writer, **{"Idempotency-Key": "monday-1"})
    again = accept_first(writer, **{"Idempotency-Key": "monday-1"})
    assert first.status_code == again.status_code == 201
    assert not first.json()["repeated"] and again.json()["repeated"]
    assert first.json()["decision"] == again.json()["decision"]
    assert len(writer.get("/api/decisions").json()["decisions"]) == 1
    other = writer.post("/api/decisions", json={"action": "undo"}, headers={"Idempotency-Key": "monday-1"})
    assert other.status_code == 409
    assert accept_first(writer, **{"Idempotency-Key": "monday-2"}).json()["decision"]["number"] == 2


def test_the_log_is_read_page_by_page(writer):
    for _ in range(5):
        assert accept_first(writer).status_code == 201
    numbers, address = [], "/api/decisions?limit=2"
    while address:
        page = writer.get(address).json()
        numbers += [line["number"] for line in page["decisions"]]
        address = page["next"]
    assert numbers == [1, 2, 3, 4, 5]


def test_the_description_names_every_call_and_what_it_gives(reader):
    described = reader.get("/api/openapi.json").json()
    assert described["info"]["title"] == "Dragoman"
    for path, methods in described["paths"].items():
        assert path.startswith("/api/")
        for about in methods.values():
            assert about["summary"] and about["description"]
            assert about["responses"]["422"]["content"]["application/json"]["schema"]["$ref"].endswith("/Fault")
            assert all(parameter.get("description") for parameter in about.get("parameters", ())), path
    types = next(p for p in described["paths"]["/api/events"]["get"]["parameters"] if p["name"] == "type")
    assert all(event in json.dumps(types) for event in EVENTS)


def test_the_page_for_people_lists_every_call(reader):
    page = reader.get("/api").text
    for path in reader.get("/api/openapi.json").json()["paths"]:
        assert path in page
