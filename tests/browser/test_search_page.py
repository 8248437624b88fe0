"""Search in a real browser: found while one types, walked by keyboard, and shown as text whatever it is."""

import json
import re
import subprocess

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import DRAGOMAN
from tests.browser.site import settle

pytestmark = pytest.mark.xdist_group("browser")


def field(page):
    return page.get_by_label("Words, names or places")


def open_search(page, server, typed=""):
    page.goto(f"{server.address}/search?q={typed}")
    settle(page)
    wait_for_index(page, server, typed)


def wait_for_index(page, server, typed):
    """The index is made beside the first answers."""
    for _ in range(100):
        if page.locator("#search-progress").count() == 0:
            return
        page.wait_for_timeout(200)
        page.goto(f"{server.address}/search?q={typed}")
    pytest.fail("the articles' words are not indexed after twenty seconds")


def test_articles_quotes_actors_and_places_are_found_while_one_types(page, server):
    open_search(page, server)
    field(page).press_sequentially("islamab")
    for kind in ("Places", "Events by their sentence", "Articles"):
        expect(page.get_by_role("region", name=kind)).to_be_visible()
    expect(page.locator("#search-said")).to_contain_text(re.compile(r"Found: .*[1-9]\d* articles"))
    expect(page).to_have_url(re.compile("q=islamab"))
    expect(page.get_by_role("region", name="Articles").locator("mark").first).to_contain_text(
        re.compile("^Islamab", re.I)
    )
    field(page).fill("musharraf")
    expect(page.get_by_role("region", name="Actors").get_by_role("link").first).to_have_text("Pervez Musharraf")


def test_each_kind_of_hit_leads_to_its_page(page, server):
    for kind, address in (
        ("Actors", r"/actor/"),
        ("Places", r"/events\?place="),
        ("Events by their sentence", r"/events?[/?]"),
        ("Articles", r"/article/"),
    ):
        open_search(page, server, "islam")
        page.get_by_role("region", name=kind).locator("[data-hit]").first.click()
        expect(page).to_have_url(re.compile(address))


def test_arrow_keys_walk_through_what_is_found(page, server):
    open_search(page, server, "islamabad")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-hit]").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-hit]").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field(page)).to_be_focused()


def test_an_article_shows_what_was_read_from_it_and_leads_to_the_events(page, server):
    open_search(page, server, "church grenades")
    page.get_by_role("region", name="Articles").get_by_role("link").first.click()
    expect(page.locator(".article-text mark").first).to_be_visible()
    page.locator(".codings a").first.click()
    expect(page).to_have_url(re.compile(r"/event/ev-"))


def test_nothing_found_says_so(page, server):
    open_search(page, server, "qqqqqq")
    expect(page.get_by_text("Nothing found.")).to_be_visible()


HOSTILE = (
    '<script>document.title="run"</script> <img src=x onerror=alert(1)> & "quoted" \u202eturned\u202c \x07 '
    "Soldiers of Veldania shelled the harbour of Tamsk on Monday, killing seven people, the police said."
)


@pytest.fixture
def hostile_study(own_study, tmp_path):
    article = {"outlet": "Tamsk Courier", "published": "2024-03-05", "title": "<b>Bold</b> harbour", "text": HOSTILE}
    file = tmp_path / "hostile.jsonl"
    file.write_text(json.dumps(article) + "\n")
    line = [DRAGOMAN, "run", file, "--study", own_study, "--workers", "1"]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return own_study


def test_an_article_full_of_markup_is_text(hostile_study, own_server, page):
    open_search(page, own_server, "onerror")
    hits = page.get_by_role("region", name="Articles")
    expect(hits).to_contain_text("<img src=x onerror=alert(1)>")
    expect(hits).to_contain_text("<b>Bold</b> harbour")
    assert page.locator("#search-results img, #search-results b").count() == 0
    hits.get_by_role("link").first.click()
    expect(page.locator(".article-text")).to_contain_text('<script>document.title="run"</script>')
    assert page.title() != "run"


def test_what_is_typed_is_shown_as_text(page, server):
    page.goto(server.address + "/search?q=%3Cscript%3Ealert(1)%3C/script%3E%22%27%00")
    settle(page)
    expect(field(page)).to_have_value(re.compile(r"<script>alert\(1\)</script>"))
