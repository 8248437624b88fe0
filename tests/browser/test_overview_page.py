"""The overview: every figure leads to its events, and no number stands alone."""

import re

import pytest
from playwright.sync_api import expect
from tests.browser.site import settle

pytestmark = pytest.mark.xdist_group("browser")


def count(text):
    return int(re.search(r"[\d,]+", text)[0].replace(",", ""))


def test_charts_map_and_changes_are_there(page, server):
    page.goto(server.address + "/")
    settle(page)
    expect(page.locator("figure .chart").first).to_be_visible()
    assert int(page.locator("[data-map]").get_attribute("data-cells")) > 10
    expect(page.get_by_text(re.compile(r"[1-9]\d* new, 0 changed, 0 withdrawn"))).to_be_visible()
    expect(page.locator(".change-list a").first).to_have_attribute("href", re.compile("/event/ev-"))


def test_each_list_leads_to_as_many_events(page, server):
    page.goto(server.address + "/")
    settle(page)
    lines = page.locator(".ranked li:has(a[href^='/events'])").evaluate_all(
        "lines => lines.map(line => [line.querySelector('a').href, line.querySelector('.count').textContent])"
    )
    assert len(lines) >= 4
    for address, events in lines:
        page.goto(address)
        assert count(page.locator("#found").inner_text()) == count(events), address


def test_the_small_charts_lead_to_their_type(page, server):
    page.goto(server.address + "/")
    settle(page)
    link = page.locator(".multiples a").first
    events = count(link.locator(".count").inner_text())
    link.click()
    expect(page).to_have_url(re.compile("type="))
    assert count(page.locator("#found").inner_text()) == events


def test_light_and_dark_are_remembered(page, server):
    page.goto(server.address + "/")
    settle(page)
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.get_by_role("button", name="Light or dark").click()
    dark = page.evaluate(paper)
    assert dark != light
    page.reload()
    settle(page)
    assert page.evaluate(paper) == dark
