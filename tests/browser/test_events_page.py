"""The page of events in a real browser: map, time line, table and address move together."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.site import settle

pytestmark = pytest.mark.xdist_group("browser")


def found(page):
    return int(re.match(r"[\d,]+", page.locator("#found").inner_text())[0].replace(",", ""))


def open_events(page, server, question=""):
    page.goto(f"{server.address}/events{question}")
    settle(page)


def drawn(page):
    """The events that the map draws, by what the server told it."""
    return page.locator("[data-map]").get_attribute("data-question")


def test_a_filter_stands_in_the_address_and_back_takes_it_away(page, server):
    open_events(page, server)
    everything = found(page)
    page.get_by_role("checkbox", name="Use violence").check()
    expect(page).to_have_url(re.compile(r"/events\?type=ASSAULT$"))
    settle(page)
    violent = found(page)
    assert violent < everything
    assert drawn(page) == "type=ASSAULT"
    page.get_by_role("checkbox", name="Threaten or warn").check()
    expect(page).to_have_url(re.compile("type=THREATEN&type=ASSAULT"))
    settle(page)
    assert violent < found(page) < everything
    page.go_back()
    expect(page.get_by_role("checkbox", name="Threaten or warn")).not_to_be_checked()
    settle(page)
    assert found(page) == violent
    page.go_back()
    expect(page.get_by_role("checkbox", name="Use violence")).not_to_be_checked()
    settle(page)
    assert found(page) == everything


def test_a_shared_address_shows_the_same(page, server):
    open_events(page, server, "?type=ASSAULT&country=PAK&killed=3&from=2005&order=deadliest")
    shared = page.url, found(page), page.locator("tbody tr[data-id]").first.get_attribute("data-id")
    page.goto(server.address + "/")
    page.goto(shared[0])
    settle(page)
    assert (found(page), page.locator("tbody tr[data-id]").first.get_attribute("data-id")) == shared[1:]
    assert page.locator("#filter-from").input_value() == "2005-01-01"
    assert page.locator("#filter-country").input_value() == "PAK"


def test_a_chip_takes_its_filter_away(page, server):
    open_events(page, server, "?type=ASSAULT&status=actual")
    page.get_by_role("link", name="Take away: Status actual").click()
    expect(page).to_have_url(re.compile(r"/events\?type=ASSAULT$"))
    expect(page.get_by_role("link", name=re.compile("Take away"))).to_have_count(1)
    expect(page.locator("#status-actual")).not_to_be_checked()


def test_brushing_the_time_line_sets_the_days(page, server):
    open_events(page, server)
    everything = found(page)
    line = page.locator(".brush .overlay").bounding_box()
    page.mouse.move(line["x"] + line["width"] * 0.6, line["y"] + 40)
    page.mouse.down()
    page.mouse.move(line["x"] + line["width"] * 0.8, line["y"] + 40, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"from=\d{4}-01-01&to=\d{4}-12-31"))
    settle(page)
    assert 0 < found(page) < everything
    start, end = page.locator("#filter-from").input_value(), page.locator("#filter-to").input_value()
    days = page.locator("tbody tr[data-id] .when").all_inner_texts()
    years = {int(re.search(r"\d{4}", day)[0]) for day in days}
    assert min(years) >= int(start[:4]) - 1
    assert max(years) <= int(end[:4])
    assert f"from={start}" in drawn(page)
    page.mouse.click(line["x"] + 5, line["y"] + 40)
    expect(page).to_have_url(re.compile(r"/events$"))


def test_a_box_drawn_on_the_map_is_a_filter(page, server):
    open_events(page, server)
    everything = found(page)
    page.get_by_role("button", name="Draw a box").click()
    area = page.locator(".map canvas").bounding_box()
    page.mouse.move(area["x"] + area["width"] * 0.6, area["y"] + 60)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] - 60, area["y"] + area["height"] - 20, steps=5)
    page.mouse.up()
    expect(page).to_have_url(re.compile("box="))
    settle(page)
    assert 0 < found(page) < everything
    assert page.locator("#filter-box").input_value().count(",") == 3
    expect(page.get_by_role("link", name=re.compile("Take away: Box"))).to_be_visible()


def test_what_the_map_shows_can_be_the_filter(page, server):
    open_events(page, server)
    everything = found(page)
    page.get_by_label("Only what the map shows").check()
    expect(page).to_have_url(re.compile("box="))
    settle(page)
    before = page.url, found(page)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Zoom in").click()
    expect(page).not_to_have_url(before[0])
    settle(page)
    assert found(page) < before[1] <= everything
    page.get_by_label("Only what the map shows").uncheck()
    expect(page).to_have_url(re.compile(r"/events$"))


def test_a_place_on_the_map_opens_a_card(page, server):
    open_events(page, server, "?place=Rawalpindi&type=ASSAULT")
    area = page.locator(".map canvas").bounding_box()
    page.mouse.click(area["x"] + area["width"] / 2, area["y"] + area["height"] / 2)
    card = page.locator(".map-card")
    expect(card).to_contain_text("Rawalpindi")
    card.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/event/ev-"))


def test_more_events_follow_without_a_repeat(page, server):
    open_events(page, server)
    rows = page.locator("tbody tr[data-id]")
    expect(rows).to_have_count(50)
    page.get_by_role("link", name="More events").click()
    expect(rows).to_have_count(100)
    ids = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(set(ids)) == 100


def test_the_download_holds_what_is_shown(page, server):
    open_events(page, server, "?type=PROTEST")
    with page.expect_download() as caught:
        page.get_by_role("link", name="CSV").click()
    lines = caught.value.path().read_text(encoding="utf-8").strip().splitlines()
    assert len(lines) - 1 == found(page)


def test_an_answer_that_cannot_be_given_is_told_in_place(page, server):
    open_events(page, server)
    page.locator("#group-where summary").click()
    page.locator("#filter-box").fill("somewhere")
    page.locator("#filter-box").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("box: expected west,south,east,north")
    page.faults.clear()  # The browser itself complains of the status, 422.


def test_the_page_is_walked_by_keyboard_alone(page, server):
    open_events(page, server)
    everything = found(page)

    def tab_to(locator, key="Tab"):
        for _ in range(120):
            if locator.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press(key)
        pytest.fail(f"no way by {key} to {locator}")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    tab_to(page.locator("#type-ASSAULT"))
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("type=ASSAULT"))
    settle(page)
    # The form is new, and the cursor where it was.
    assert page.evaluate("document.activeElement.id") == "type-ASSAULT"
    tab_to(page.locator("#filter-from"))
    page.keyboard.type("01012010")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("from=2010-01-01"))
    settle(page)
    assert 0 < found(page) < everything
    tab_to(page.get_by_role("link", name=re.compile("Take away: From")))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/events\?type=ASSAULT$"))
    settle(page)
    tab_to(page.locator("#fold-places summary"))
    page.keyboard.press("Enter")
    tab_to(page.locator("#fold-places tbody a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("place="))
    settle(page)
    tab_to(page.locator("tbody tr[data-id] th a").first)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/event/ev-"))


def test_without_scripts_the_form_and_links_do_the_same(chromium, server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + "/events")
    page.get_by_role("checkbox", name="Protest").check()
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile("type=PROTEST"))
    protests = found(page)
    assert 0 < protests < 50
    expect(page.locator("tbody tr[data-id]")).to_have_count(protests)
    page.get_by_role("link", name=re.compile("Take away")).click()
    expect(page).to_have_url(re.compile(r"/events$"))
    page.get_by_role("link", name="More events").click()
    expect(page.locator("tbody tr[data-id]")).to_have_count(50)
    context.close()


class TestOnAPhone:
    @pytest.fixture
    def context_options(self):
        return {"viewport": {"width": 390, "height": 844}, "has_touch": True, "color_scheme": "dark"}

    def test_rows_are_cards_and_the_filters_are_folded(self, page, server):
        open_events(page, server)
        expect(page.get_by_role("checkbox", name="Use violence")).to_be_hidden()
        page.get_by_text("Filters", exact=True).click()
        page.get_by_role("checkbox", name="Use violence").check()
        expect(page).to_have_url(re.compile("type=ASSAULT"))
        settle(page)
        quote = page.locator("tbody tr[data-id] .quote").first.bounding_box()
        assert quote["width"] > 300
        assert page.get_by_role("row").count() > 50


def test_without_webgl_the_table_of_places_stands_for_the_map(page, server):
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    open_events(page, server)
    expect(page.get_by_text("This browser draws no maps")).to_be_visible()
    page.locator("#fold-places summary").click()
    page.locator("#fold-places tbody a").first.click()
    expect(page).to_have_url(re.compile("place="))
