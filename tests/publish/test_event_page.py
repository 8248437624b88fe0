"""An id that was published once goes on leading somewhere, and the page tells how the event came to be what it is."""

import re

import pytest
from tests.publish.conftest import post_form


def list_events(client, question):
    """Ids of the events that a question finds."""
    return [event["id"] for event in client.get(f"/events/export.json?{question}").json()]


def test_the_id_of_a_merged_event_leads_to_the_one_that_holds_it(writer):
    one, other = list_events(writer, "type=ASSAULT")[:2]
    merged = post_form(writer, f"/review/{one}", f"/review/{one}/merge", other=other, reason="one blast")
    living = writer.get(merged.headers["location"])
    if living.status_code == 307:
        living = writer.get(living.headers["location"])
    assert living.status_code == 200
    kept = re.search(r'action="/review/(ev-[0-9a-f]+)/merge"', living.text)[1]
    gone = one if kept == other else other
    answer = writer.get(f"/event/{gone}")
    assert (answer.status_code, answer.headers["location"]) == (307, f"/event/{kept}")
    page = writer.get(f"/event/{kept}").text
    assert gone in page and "merged reports into one event" in page and "one blast" in page


def test_a_withdrawn_id_says_what_became_of_it(writer):
    event = list_events(writer, "killed=5")[0]
    post_form(writer, f"/review/{event}", f"/review/{event}/reject", reason="an exercise")
    answer = writer.get(f"/event/{event}")
    assert answer.status_code == 410
    assert "stands no more" in answer.text and "an exercise" in answer.text
    assert writer.get("/event/ev-000000000000").status_code == 404


def test_a_corrected_value_is_shown_with_what_it_was_and_who_says_so(writer):
    event = list_events(writer, "killed=5")[0]
    page = writer.get(f"/review/{event}").text
    coding = re.search(r'data-coding="([0-9a-f]{16})"', page)[1]
    form = {"best-0": "321", "low-0": "", "high-0": "", "words-0": ""}
    answer = post_form(writer, f"/review/{event}", f"/review/{event}/correct/{coding}/killed", **form)
    assert answer.status_code == 303, answer.text
    card = writer.get(f"/event/{event}").text
    assert "ada corrected killed" in card
    assert re.search(r"<ins[^>]*>321</ins>", card)


@pytest.mark.parametrize("form", ["text", "bibtex", "ris"])
def test_a_citation_is_a_file_that_names_event_and_state(reader, form):
    event = list_events(reader, "killed=5")[0]
    answer = reader.get(f"/event/{event}/cite/{form}")
    assert answer.status_code == 200
    assert f'attachment; filename="{event}.' in answer.headers["content-disposition"]
    assert event in answer.text and re.search(r"snapshot \d+", answer.text)
    assert "127.0.0.1" not in answer.text, "an address that only this machine knows is no address"


def test_the_article_is_shown_whole_with_the_words_marked(reader):
    event = list_events(reader, "killed=5")[0]
    address = re.search(rf'hx-get="(/event/{event}/article/[0-9a-f]+)"', reader.get(f"/event/{event}").text)[1]
    whole, part = reader.get(address).text, reader.get(address, headers={"HX-Request": "true"}).text
    assert "<html" in whole and "<html" not in part
    assert 'data-label="act"' in part
