"""Two reviewers answer independently: nobody sees the other's answer before both are in, and nothing is decided."""

import re

import pytest
from tests.publish.conftest import open_client, post_form

from dragoman.publish.access.gate import OpenGate
from dragoman.publish.access.persons import Admission, Person

QUEUE = "/review?type=ASSAULT&killed=5"


@pytest.fixture
def desks(own_study):
    """Two reviewers at desks of their own, on one study that asks both."""
    settings = own_study / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[review]\nreviewers = 2\n", encoding="utf-8")
    with open_client(own_study, OpenGate("ada")) as ada, open_client(own_study, OpenGate("ben")) as ben:
        yield ada, ben


class ReviewerGate:
    """Lets one person in, who may review and no more."""

    local = True

    def admit(self, request):
        return Admission(Person("cleo", "reviewer"), "open", key="cleo", secret="cleo's")


def read_item(client, address=QUEUE):
    """Return the event under review and its first coding."""
    page = client.get(address).text
    event = re.search(r'action="/review/(ev-[0-9a-f]+)/merge"', page)[1]
    return event, re.search(r'data-coding="([0-9a-f]{16})"', page)[1], page


def follow(client, answer):
    """Return the page that an answer leads to."""
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"]).text


def correct_killed(client, event, coding, best):
    return follow(
        client,
        post_form(client, QUEUE, f"/review/{event}/correct/{coding}/killed", **{"best-0": best, "words-0": ""}),
    )


def everything_shown(client, event):
    """All that another reader may look at for an answer that waits."""
    paths = (f"/event/{event}", f"/review/{event}", "/review", "/", "/api/decisions", f"/api/events/{event}")
    return "\n".join(client.get(path).text for path in paths)


def test_an_answer_is_kept_from_the_other_until_both_agree(desks):
    ada, ben = desks
    event, coding, _ = read_item(ada)
    assert "4321" in correct_killed(ada, event, coding, "4321")
    told = follow(ada, post_form(ada, QUEUE, f"/review/{event}/accept", reason="counted twice"))
    assert "Your answer is kept" in told
    assert read_item(ada)[0] != event
    for hint in ("4,321", "4321", "counted twice", "answer differs"):
        assert hint not in everything_shown(ben, event)
    assert read_item(ben)[:2] == (event, coding)

    correct_killed(ben, event, coding, "4321")
    told = follow(ben, post_form(ben, QUEUE, f"/review/{event}/accept"))
    assert "Accepted." in told and "alike in all: 1" in told
    card = ada.get(f"/event/{event}").text
    assert "ada, ben" in card and "4321" in card
    assert read_item(ben)[0] != event


def test_answers_that_differ_wait_for_somebody_to_settle_them(desks):
    ada, ben = desks
    event, coding, _ = read_item(ada)
    correct_killed(ada, event, coding, "4321")
    follow(ada, post_form(ada, QUEUE, f"/review/{event}/accept"))
    told = follow(ben, post_form(ben, QUEUE, f"/review/{event}/reject", reason="an exercise"))
    assert "somebody else settles it" in told
    shown = ada.get(f"/event/{event}").text
    assert "4321" not in shown and "4,321" not in shown, "nothing is decided yet"
    both = ada.get("/review/differing").text
    assert "4321" in both and "an exercise" in both
    follow(ada, post_form(ada, QUEUE, f"/review/{event}/settle", reviewer="ada", settling="1"))
    card = ada.get(f"/event/{event}").text
    assert "4321" in card and "settled between ada, ben" in card
    assert "alike in all: 0" in ben.get("/review").text


def test_an_answer_that_waits_is_taken_back_whole(desks):
    ada, ben = desks
    event, coding, _ = read_item(ada)
    correct_killed(ada, event, coding, "4321")
    follow(ada, post_form(ada, QUEUE, f"/review/{event}/accept"))
    page = follow(ada, post_form(ada, QUEUE, "/review/undo"))
    assert "Undone." in page and event in page and "4321" not in page
    follow(ben, post_form(ben, QUEUE, f"/review/{event}/accept"))
    assert read_item(ada)[0] == event, "one answer is in, and it is not hers"


def test_a_program_of_one_reviewer_does_not_decide_alone(desks, own_study):
    event, coding, _ = read_item(desks[0])
    decision = {"action": "review", "coding": coding, "field": "coding", "verdict": "reject"}
    with open_client(own_study, ReviewerGate()) as cleo:
        answer = cleo.post("/api/decisions", json=decision)
    assert answer.status_code == 403 and "2 reviewers" in answer.text
    assert desks[1].get(f"/event/{event}").status_code == 200
