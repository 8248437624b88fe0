"""The page of events in a real browser."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("browser")


def test_a_filter_stands_in_the_address(page, server):
    page.goto(server.address + "/events")
    everything = page.locator("#found").inner_text()
    page.locator("select[name=type]").select_option("ASSAULT")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("type=ASSAULT"))
    assert page.locator("#found").inner_text() != everything
    address = page.url
    page.goto(server.address + "/")
    page.goto(address)
    assert page.locator("select[name=type]").input_value() == "ASSAULT"


def test_more_events_follow_without_a_repeat(page, server):
    page.goto(server.address + "/events")
    rows = page.locator("tbody tr[data-id]")
    expect(rows).to_have_count(50)
    page.get_by_role("link", name="More events").click()
    expect(rows).to_have_count(100)
    ids = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert len(set(ids)) == 100
