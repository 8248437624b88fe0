"""The review queue in a real browser: every act by its key, words marked by dragging, nothing lost in a power cut."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def open_queue(page, server, filters=""):
    """Open the queue and return the id of its first event."""
    page.goto(f"{server.address}/review?{filters}")
    return shown_event(page)


def press(page, key):
    """Press a key once the page hears it."""
    page.locator("[data-review][data-ready]").wait_for()
    page.keyboard.press(key)


def shown_event(page):
    """The id of the event under review."""
    return page.locator(".item-head code").inner_text()


def open_told_once(page, server, filters):
    """Open the queue at the first event with one report, whose correction is the event's; return its id."""
    event = open_queue(page, server, filters)
    while page.locator("[data-report]").count() > 1:
        press(page, "n")
        expect(page.locator(".item-head code")).not_to_have_text(event)
        event = shown_event(page)
    return event


def count_awaiting(page):
    """How many events the queue says await review."""
    return int(re.search(r"[\d,]+", page.locator(".queue-count b").inner_text())[0].replace(",", ""))


def value_of(page, field, report=0):
    """A value as the table of a report shows it."""
    return page.locator("[data-report]").nth(report).locator(f"tr[data-field={field}] td").first


def drag_over(page, first, last):
    """Drag over words of the first sentence, from the beginning of one to the end of another."""
    sentence = page.locator("[data-words]").first
    start = sentence.locator(".w", has_text=re.compile(f"^{re.escape(first)}$")).first.bounding_box()
    end = sentence.locator(".w", has_text=re.compile(f"^{re.escape(last)}$")).first.bounding_box()
    page.mouse.move(start["x"] + 1, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.move(end["x"] + end["width"] - 1, end["y"] + end["height"] / 2, steps=3)
    page.mouse.up()


def test_accept_goes_on_and_undo_comes_back(own_server, page):
    first = open_queue(page, own_server)
    awaiting = count_awaiting(page)
    press(page, "a")
    expect(page.locator(".told")).to_have_text("Accepted.")
    assert count_awaiting(page) == awaiting - 1
    assert shown_event(page) != first
    press(page, "u")
    expect(page.locator(".told")).to_have_text("Undone.")
    assert shown_event(page) == first
    assert count_awaiting(page) == awaiting


def test_skip_passes_and_loses_nothing(own_server, page):
    first = open_queue(page, own_server)
    awaiting = count_awaiting(page)
    press(page, "n")
    expect(page.locator(".item-head code")).not_to_have_text(first)
    assert count_awaiting(page) == awaiting
    page.goto(own_server.address + "/review")
    assert shown_event(page) == first


def test_reject_withdraws_the_event_and_says_so(own_server, page):
    first = open_queue(page, own_server)
    press(page, "r")
    expect(page.locator(".told")).to_have_text("Rejected.")
    page.goto(f"{own_server.address}/event/{first}")
    expect(page.locator("h1")).to_have_text("This event stands no more")
    expect(page.locator(".history")).to_contain_text("rejected")
    page.faults.clear()  # Chromium notes the answer 410.


def test_dragging_over_words_makes_them_a_value(own_server, page):
    event = open_queue(page, own_server, "type=ASSAULT&text=killed")
    words = page.locator("[data-words]").first.locator(".w").all_inner_texts()
    chosen = words[2]
    page.locator("[data-words]").first.scroll_into_view_if_needed()
    drag_over(page, chosen, words[3])
    palette = page.locator("[data-palette]:not([hidden])")
    palette.get_by_role("button", name="targets").click()
    form = page.locator("[data-correction]")
    expect(form).to_contain_text("Correct: targets")
    marked = form.locator("[data-row]").last.locator("[data-shown]").inner_text()
    assert marked.split() == words[2:4] or marked == words[2] + words[3]
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_have_text("Corrected.")
    assert shown_event(page) == event
    expect(value_of(page, "targets")).to_contain_text(marked)
    expect(value_of(page, "targets")).to_contain_text("corrected")
    page.goto(f"{own_server.address}/event/{event}")
    expect(page.locator(".history")).to_contain_text("corrected targets")


def test_words_are_marked_by_keyboard_alone(own_server, page):
    open_queue(page, own_server, "type=ASSAULT&killed=5")
    press(page, "w")
    press(page, "ArrowRight")
    press(page, "ArrowRight")
    press(page, "Shift+ArrowRight")
    chosen = page.locator("[data-words]").first.locator(".w.chosen")
    expect(chosen).to_have_count(2)
    words = page.locator("#spoken").inner_text()
    press(page, "Enter")
    expect(page.locator("[data-palette] button:focus")).to_have_count(1)
    page.locator("[data-palette]").get_by_role("button", name="actors").press("Enter")
    form = page.locator("[data-correction]")
    expect(form.locator("[data-row]").last.locator("input[name^=name]")).to_have_value(words)
    press(page, "Escape")
    expect(form).to_have_count(0)


def test_a_toll_is_corrected_by_number_and_a_wrong_one_is_refused_beside_the_field(own_server, page):
    event = open_told_once(page, own_server, "killed=5")
    press(page, "e")
    page.locator("[data-field-link=killed]").first.click()
    form = page.locator("[data-correction]")
    form.get_by_label("Best").fill("12")
    form.get_by_label("At least").fill("40")
    form.get_by_role("button", name="Save").click()
    fault = page.locator("#correction-fault")
    expect(fault).to_be_focused()
    expect(form.get_by_label("At least")).to_have_value("40")
    page.faults.clear()  # Chromium notes the answer 422.
    form.get_by_label("At least").fill("10")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_have_text("Corrected.")
    expect(value_of(page, "killed")).to_contain_text("12 (>=10)")
    page.goto(f"{own_server.address}/event/{event}")
    expect(page.locator(".facts")).to_contain_text("12")


def test_guidance_of_the_codebook_stands_beside_the_choice(own_server, page):
    open_queue(page, own_server, "type=ASSAULT")
    page.locator("[data-field-link=status]").first.click()
    form = page.locator("[data-correction]")
    form.get_by_label("Term").select_option("historical")
    expect(form.locator("[data-guidance]")).to_contain_text("more than 90 days")
    expect(form.locator("[data-guidance] section[data-key=actual]")).to_be_hidden()
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_have_text("Corrected.")
    expect(value_of(page, "status")).to_contain_text("historical")


def test_merge_joins_two_events_and_undo_parts_them(own_server, page):
    first = open_queue(page, own_server, "type=ASSAULT")
    press(page, "n")
    expect(page.locator(".item-head code")).not_to_have_text(first)
    second = shown_event(page)
    page.goto(f"{own_server.address}/review/{second}")
    reports = page.locator("[data-report]").count()
    press(page, "m")
    page.locator("#merge [name=other_id]").fill(first)
    page.locator("#merge").get_by_role("button", name="Merge").click()
    expect(page.locator(".told")).to_have_text("Merged.")
    assert page.locator("[data-report]").count() > reports
    press(page, "u")
    expect(page.locator(".told")).to_have_text("Undone.")
    for event in (first, second):
        page.goto(f"{own_server.address}/event/{event}")
        assert page.locator("#event-id").inner_text() == event


def test_split_takes_reports_off(own_server, page):
    page.goto(own_server.address + "/review?witnesses=2")
    event, reports = shown_event(page), page.locator("[data-report]").count()
    assert reports > 1
    press(page, "s")
    page.locator("#split input[type=checkbox]").last.check()
    page.locator("#split").get_by_role("button", name="Split them off").click()
    expect(page.locator(".told")).to_have_text("Split.")
    assert page.locator("[data-report]").count() == reports - 1
    page.goto(f"{own_server.address}/event/{event}")
    expect(page.locator(".history")).to_contain_text("split reports off")


def test_candidates_for_a_merge_are_shown_with_their_comparison(own_server, page):
    open_queue(page, own_server, "witnesses=2")
    # One report is split off, so that there is an event very near.
    press(page, "s")
    page.locator("#split input[type=checkbox]").last.check()
    page.locator("#split").get_by_role("button", name="Split them off").click()
    expect(page.locator(".told")).to_have_text("Split.")
    press(page, "m")
    expect(page.locator("#merge .candidate").first).to_contain_text("% one event")
    page.locator("#merge .candidate input").first.check()
    page.locator("#merge").get_by_role("button", name="Merge").click()
    expect(page.locator(".told")).to_have_text("Merged.")


def test_a_correction_survives_a_power_cut_right_after_the_answer(own_server, page):
    event = open_told_once(page, own_server, "killed=5")
    page.locator("[data-field-link=killed]").first.click()
    form = page.locator("[data-correction]")
    form.get_by_label("Best").fill("77")
    form.get_by_label("At least").fill("")
    form.get_by_label("At most").fill("")
    with page.expect_request_finished(lambda request: request.method == "POST"):
        form.get_by_role("button", name="Save").click()
    own_server.kill()
    own_server.start()
    page.goto(f"{own_server.address}/event/{event}")
    expect(page.locator(".facts")).to_contain_text("77")
    expect(page.locator(".history")).to_contain_text("corrected killed")
    page.faults.clear()  # The page that was on its way met a dead server.
