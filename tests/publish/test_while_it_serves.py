"""What happens to a server while others write, and when it is killed: real processes on one study."""

import json
import signal

import pytest

from dragoman.record import Record

from .served import Served, run_dragoman

NASTY = (
    "<script>alert(document.cookie)</script>",
    "\u202e<img src=x onerror=alert(1)>\u2066",
    "\x00\x07\x1b[31mred\x1b[0m \ufeff \ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    '=HYPERLINK("https://elsewhere.example","click")',
    '"onmouseover="alert(1) {{ 7*7 }} {% raw %} ${7*7} </textarea></title>',
)


@pytest.fixture
def take_in(own_study):
    """Take articles into the study by a command of its own; each is given by what differs from a plain one."""

    def take_in(*articles):
        text = "Shells fired by the Pakistan army killed four civilians in Miranshah on Tuesday, officials said. " * 3
        plain = {"outlet": "Tamsk Courier", "published": "2016-03-02", "title": "Shells fall", "text": text}
        rows = [plain | {"id": f"late-{number}"} | changed for number, changed in enumerate(articles)]
        file = own_study / "late.jsonl"
        file.write_text("".join(json.dumps(row) + "\n" for row in rows))
        run_dragoman("run", file, "--study", own_study, "--workers", "1")

    return take_in


def test_new_events_show_without_a_restart(own_study, take_in):
    asked = "/api/events?text=four civilians Miranshah"
    with Served(own_study) as server, server.ask() as client:
        before = client.get(asked)
        assert before.json()["found"] == 0
        take_in({})
        now = client.get(asked, headers={"If-None-Match": before.headers["etag"]}).json()
        assert now["found"] > 0
        event = now["events"][0]["id"]
        assert event in client.get("/events?text=four civilians Miranshah").text
        assert "Miranshah" in client.get(f"/event/{event}").text


def test_a_decision_that_was_answered_survives_a_kill(own_study):
    with Served(own_study) as server, server.ask() as client:
        event = client.get("/api/events?order=deadliest&limit=1").json()["events"][0]["id"]
        report = client.get(f"/api/events/{event}").json()["told_in"][0]
        body = {"action": "review", "coding": report["coding_id"], "field": "status", "verdict": "correct"}
        headers = {"Idempotency-Key": "once"}
        answer = client.post("/api/decisions", json=body | {"value": "hypothetical"}, headers=headers)
        server.end(signal.SIGKILL)
    assert answer.status_code == 201
    with Served(own_study) as server, server.ask() as client:
        assert client.get(f"/api/codings/{report['coding_id']}").json()["coding"]["status"] == "hypothetical"
        again = client.post("/api/decisions", json=body | {"value": "hypothetical"}, headers=headers).json()
        assert again["repeated"] and again["decision"] == answer.json()["decision"]
        assert len(client.get("/api/decisions").json()["decisions"]) == 1
    with Record.open(own_study, read_only=True) as record:
        assert [decision.author for decision in record.decisions()] == [answer.json()["decision"]["author"]]


def test_hostile_articles_come_out_as_text(own_study, take_in):
    told_by = "Rebels of {0} shelled Miranshah on Tuesday and killed {1} soldiers, officials said. {0}"
    take_in(*({"title": n, "outlet": n, "text": told_by.format(n, 3 + at)} for at, n in enumerate(NASTY)))
    with Served(own_study) as server, server.ask() as client:
        events = client.get("/api/events?text=shelled&limit=50").json()["events"]
        told = [client.get(f"/api/events/{event['id']}") for event in events]
        titles = {report["article"]["title"] for answer in told for report in answer.json()["told_in"]}
        assert {nasty for nasty in NASTY if nasty in titles} >= {NASTY[0], NASTY[3], NASTY[4]}
        for event in events:
            page = client.get(f"/event/{event['id']}")
            assert page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
            for word in ("<script>alert", "<img src=x", '"onmouseover=', "49 ", "</textarea></title>"):
                assert word not in page.text
        assert all(answer.headers["content-type"] == "application/json" for answer in told)
        table = client.get("/api/events.csv?text=shelled").text
        assert "\r\n=" not in table and ',"=' not in table and ",=" not in table


def test_the_address_of_others_is_served_only_with_accounts(own_study, tmp_path):
    with pytest.raises(AssertionError, match="dragoman accounts add NAME --role admin"):
        Served(own_study, "--host", "0.0.0.0")
    password = tmp_path / "password.txt"
    password.write_text("a password for tests\n")
    where = ("--study", own_study)
    run_dragoman("accounts", "add", "ada", "--role", "admin", "--password-file", password, *where)
    assert "ada" in run_dragoman("accounts", "list", *where)
    words = run_dragoman("accounts", "token", "ada", *where, "--expires", "1").strip()
    with Served(own_study, "--host", "0.0.0.0") as server, server.ask() as client:
        address = server.address.replace("0.0.0.0", "127.0.0.1")
        assert client.get(f"{address}/api/status").status_code == 401
        headers = {"Authorization": f"Bearer {words}"}
        assert client.get(f"{address}/api/status", headers=headers).status_code == 200
        run_dragoman("accounts", "revoke", "1", *where)
        assert client.get(f"{address}/api/status", headers=headers).status_code == 401
        forged = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
        assert "strict-transport-security" not in client.get(f"{address}/sign-in", headers=forged).headers
    with Served(own_study, "--behind-proxy") as server, server.ask() as client:
        answer = client.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
        assert "Secure" in answer.headers["set-cookie"] and "strict-transport-security" in answer.headers
