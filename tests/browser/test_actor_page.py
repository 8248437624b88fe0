"""The list of actors and the page of one in a real browser."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.site import settle

pytestmark = pytest.mark.xdist_group("browser")


def open_actor(page, server, key):
    page.goto(f"{server.address}/actor/{key}")
    settle(page)


def figure(page):
    settle(page)
    return int(re.match(r"[\d,]+", page.locator("#found").inner_text())[0].replace(",", ""))


def test_the_list_narrows_as_a_name_is_typed(page, server):
    page.goto(server.address + "/actors")
    rows = page.locator("table.actors tbody tr")
    everybody = rows.count()
    page.get_by_label("Name or id").press_sequentially("musharr")
    expect(page.get_by_role("status").filter(has_text="actor")).to_contain_text(re.compile(r"^[12] actor"))
    assert 0 < rows.count() < everybody
    expect(page).to_have_url(re.compile("q=musharr"))
    page.get_by_role("link", name="Pervez Musharraf").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pervez Musharraf")


def test_the_number_of_events_leads_to_so_many(page, server):
    page.goto(server.address + "/actors")
    first = page.locator("table.actors tbody tr").first
    number = int(first.locator("td.n").inner_text().replace(",", ""))
    first.locator("td.n a").click()
    assert figure(page) == number


def test_a_state_tells_what_it_does_to_whom_and_where(page, server):
    open_actor(page, server, "PAK")
    kinds = page.locator("table.kinds").first
    row = kinds.locator("tr", has_text="Accuse or criticise")
    does = int(row.locator("td.n").first.inner_text())
    row.locator("td.n a").first.click()
    assert figure(page) == does
    open_actor(page, server, "PAK")
    targets = page.get_by_role("region", name="To whom it does most")
    expect(targets.locator("li").first).to_contain_text("United States")
    number = int(targets.locator("a.n").first.inner_text())
    targets.locator("a.n").first.click()
    assert figure(page) == number


def test_names_that_reports_use_come_after_the_page(page, server):
    open_actor(page, server, "group.ttp")
    names = page.get_by_role("region", name="As reports call it")
    expect(names.locator(".chip").first).to_be_visible()


def test_a_person_has_offices_with_their_days(page, server):
    open_actor(page, server, "person.pervez-musharraf")
    facts = page.get_by_role("region", name="Who this is")
    expect(facts).to_contain_text(re.compile("president.*2001-06-20 – 2008-08-18", re.DOTALL))


def test_a_group_tells_its_relatives_and_claims(page, server):
    open_actor(page, server, "group.ttp")
    expect(page.get_by_role("heading", name="Claims")).to_be_visible()
    expect(page.get_by_role("heading", name="Who accuses it")).to_be_visible()


def test_a_name_that_no_table_knows_says_so_and_how_to_name_it(page, server):
    page.goto(server.address + "/actors?q=new")
    link = page.locator("table.actors tr", has_text="not in the catalog").first.get_by_role("link").first
    key = link.get_attribute("href").rsplit("/", 1)[1]
    link.click()
    expect(page.get_by_role("note")).to_contain_text(f"dragoman actors name {key} --as")


def test_a_name_leads_to_its_actor_and_an_unknown_one_to_the_nearest(page, server):
    page.goto(server.address + "/actor/pakistan")
    expect(page).to_have_url(f"{server.address}/actor/PAK")
    answer = page.request.get(server.address + "/actor/pakistam")
    assert answer.status == 404
    assert "found none like it" in answer.text()
