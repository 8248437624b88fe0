"""Two actors in a real browser: chosen as one types, drawn, and every figure leads to its events."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.site import settle

pytestmark = pytest.mark.xdist_group("browser")


def open_pair(page, server, path="/between/USA/PAK"):
    page.goto(server.address + path)
    settle(page)


def listed(page):
    """How many events the page of events says that it lists."""
    settle(page)
    return int(re.match(r"[\d,]+", page.locator("#found").inner_text())[0].replace(",", ""))


def test_two_actors_are_chosen_by_keyboard_from_what_is_suggested(page, server):
    page.goto(server.address + "/between")
    left = page.get_by_role("combobox", name="One actor")
    left.click()
    left.press_sequentially("pakis")
    expect(page.get_by_role("option", name="Pakistan", exact=False).first).to_be_visible()
    left.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Pakistan")
    left.press("Enter")
    assert left.input_value() == "PAK"
    right = page.get_by_role("combobox", name="Another actor")
    expect(right).to_be_focused()
    right.press_sequentially("united st")
    expect(page.get_by_role("option").first).to_contain_text("United States")
    right.press("ArrowDown")
    right.press("Enter")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.address}/between/PAK/USA")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pakistan and United States")


def test_names_and_watched_pairs_lead_to_the_page_of_the_pair(page, server):
    page.goto(server.address + "/between?left=pakistan&right=Afghanistan")
    expect(page).to_have_url(f"{server.address}/between/PAK/AFG")
    page.goto(server.address + "/between")
    page.get_by_role("link", name=re.compile("United States.*Pakistan")).click()
    expect(page).to_have_url(f"{server.address}/between/USA/PAK")


def test_somebody_unknown_is_told_with_the_nearest_names(page, server):
    page.goto(server.address + "/between?left=Pakistam&right=USA")
    expect(page.get_by_role("alert")).to_contain_text("Pakistam")


def test_every_figure_of_the_table_leads_to_as_many_events(page, server):
    open_pair(page, server)
    page.get_by_text("The figures as a table").click()
    links = page.locator(".figures-table tbody a")
    figures = [(link.get_attribute("href"), link.inner_text()) for link in links.all()]
    assert len(figures) > 20
    largest = sorted(figures, key=lambda figure: -int(figure[1]))[:3]
    for address, number in (*largest, figures[0], figures[-1]):
        page.goto(server.address + address)
        assert listed(page) == int(number), address


def test_a_bar_and_a_numbered_event_lead_to_their_events(page, server):
    open_pair(page, server)
    bars = page.locator("[data-panel] svg a[href*='/events?']")
    assert bars.count() > 20
    address = bars.first.get_attribute("href")
    assert "pair=USA%2CPAK" in address and "begins=1" in address
    marks = page.locator("[data-panel] svg a[href*='/event/ev-']")
    numbered = {mark.get_attribute("href") for mark in marks.all()}
    listed_below = {link.get_attribute("href") for link in page.locator(".noted a").all()}
    assert numbered == listed_below != set()
    bars.first.click()
    expect(page).to_have_url(re.compile(r"/events\?"))


def test_the_chart_needs_no_stop_of_the_keyboard_for_the_table_has_all_of_it(page, server):
    open_pair(page, server)
    assert page.locator("[data-panel] a:not([tabindex='-1'])").count() == 0
    bars = {link.get_attribute("href") for link in page.locator("[data-panel] a[href*='/events?']").all()}
    table = {link.get_attribute("href") for link in page.locator(".figures-table a").all()}
    assert set() < bars <= table


def test_both_panels_have_one_scale_and_show_leaders_in_office(page, server):
    open_pair(page, server)
    boxes = [panel.bounding_box() for panel in page.locator("[data-panel]").all()]
    assert boxes[0]["x"] == boxes[1]["x"] and boxes[0]["width"] == boxes[1]["width"]
    ticks = [
        panel.locator("svg").last.locator("g[text-anchor=end]").text_content()
        for panel in page.locator("[data-panel]").all()
    ]
    assert ticks[0] == ticks[1]
    expect(page.locator("[data-panel='0']")).to_contain_text("Barack Obama")
    expect(page.locator("[data-panel='1']")).to_contain_text("Pervez Musharraf")
    expect(page.get_by_text("gaps mean that it has nobody")).to_be_visible()


def test_the_page_says_what_its_figures_do_not_show(page, server):
    open_pair(page, server)
    summary = page.get_by_role("region", name="In short")
    expect(summary).to_contain_text("coverage of your sources, not the world")
    expect(page.get_by_text("What was promised in particular is not coded")).to_be_visible()
    for told in page.locator(".promises > li > .outcome").all_inner_texts():
        assert told.startswith(("appears", "open"))


def test_few_events_are_listed_and_not_drawn(page, server):
    open_pair(page, server, "/between/AFG/IND")
    assert page.locator("[data-panel]").count() == 0
    expect(page.get_by_text(re.compile("too little for a chart|tell of no event"))).to_be_visible()


def test_the_government_alone_does_less_than_the_whole_state(page, server):
    open_pair(page, server)
    everybody = page.locator(".figures-table tbody a").count()
    page.locator("select[name=only]").select_option("government")
    page.locator("select[name=by]").select_option("year")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("only=government"))
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("(government)")
    assert 0 < page.locator(".figures-table tbody a").count() < everybody
    for link in page.locator(".doing a.count").all()[:2]:
        assert "%3AGOV" in link.get_attribute("href")


@pytest.fixture
def phone(chromium, request):
    context = chromium.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark")
    page = context.new_page()
    yield page
    context.close()


def test_nothing_runs_over_the_edge_of_a_phone(phone, server):
    for path in ("/between", "/between/USA/PAK", "/actors", "/actor/PAK", "/search?q=islam"):
        phone.goto(server.address + path)
        settle(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path
