"""What a reviewer sends is checked on the server, and refused with the input kept."""

import re

import pytest
from tests.publish.conftest import post_form

QUEUE = "/review?killed=5"


@pytest.fixture
def item(writer):
    """The event that comes first, and its first coding."""
    page = writer.get(QUEUE).text
    event = re.search(r'action="/review/(ev-[0-9a-f]+)/merge"', page)[1]
    return event, re.search(r'data-coding="([0-9a-f]{16})"', page)[1]


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        ("killed", {"best-0": "many"}, 'value="many"'),
        ("killed", {"best-0": "5", "low-0": "9"}, 'value="9"'),
        ("date", {"start-0": "Tuesday"}, 'value="Tuesday"'),
        ("actors", {"name-0": "Somebody", "sector-0": "NOBODY", "country-0": ""}, 'value="Somebody"'),
        ("event", {"term-0": "WAR"}, "WAR"),
    ],
)
def test_a_value_that_is_none_is_refused_and_the_input_kept(writer, item, field, given, kept):
    event, coding = item
    answer = post_form(writer, QUEUE, f"/review/{event}/correct/{coding}/{field}", **given)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text and kept in answer.text
    assert writer.get("/api/decisions").json()["decisions"] == []


def test_a_form_without_its_token_changes_nothing(writer, item):
    event, _ = item
    answer = writer.post(f"/review/{event}/reject", data={}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert writer.get(f"/event/{event}").status_code == 200


def test_words_anywhere_in_the_article_can_be_marked(writer, item):
    event, coding = item
    words = re.findall(
        r'data-start="(\d+)" data-end="(\d+)"[^>]*>([^<]+)<', writer.get(f"/review/{event}/text/{coding}").text
    )
    start, end, shown = words[0]
    assert start == "0", "the title can be marked too"
    form = writer.get(f"/review/{event}/correct/{coding}/weapons?words={start}-{end}").text
    assert f'value="{start}-{end}"' in form and shown in form


def test_the_queue_answers_to_the_filters_of_the_events_page(writer):
    page = writer.get("/review?type=CONSULT").text
    assert 'data-field="event"' in page and re.search(r'<td dir="auto">CONSULT', page)
    assert writer.get("/review?type=NONSENSE").status_code == 422
