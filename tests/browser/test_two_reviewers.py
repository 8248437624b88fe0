"""Two reviewers with accounts, each in a browser of their own, on one study that asks both."""

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import WAIT_MILLISECONDS, Server

pytestmark = pytest.mark.xdist_group("browser")

DRAGOMAN = Path(sys.executable).with_name("dragoman")
PASSWORD = "correct horse battery staple"
QUEUE = "/review?type=ASSAULT&killed=5"


@pytest.fixture
def team_server(own_study, tmp_path):
    """A server that demands a sign-in, on a study that asks two reviewers."""
    settings = own_study / "study.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[review]\nreviewers = 2\n", encoding="utf-8")
    word = tmp_path / "password"
    word.write_text(PASSWORD + "\n", encoding="utf-8")
    for name in ("ada", "ben"):
        line = [DRAGOMAN, "accounts", "add", name, "--role", "reviewer", "--password-file", word, "--study", own_study]
        subprocess.run(line, check=True, capture_output=True)
    server = Server(own_study, "--accounts")
    yield server
    server.stop()


def sign_in(chromium, server, name):
    """Return a page of a browser of its own, signed in and at the queue."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(WAIT_MILLISECONDS)
    expect.set_options(timeout=WAIT_MILLISECONDS)
    page = context.new_page()
    page.goto(server.address + "/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".person")).to_have_text(name)
    page.goto(server.address + QUEUE)
    page.locator("[data-review][data-ready]").wait_for()
    return page


def correct_killed(page, best):
    """Correct the toll of the first report by number."""
    page.locator("[data-field-link=killed]").first.click()
    form = page.locator("[data-correction]")
    form.get_by_label("Best").fill(best)
    form.get_by_label("At least").fill("")
    form.get_by_label("At most").fill("")
    form.get_by_role("button", name="Save").click()
    expect(page.locator(".told")).to_have_text("Noted in your answer.")
    page.locator("[data-review][data-ready]").wait_for()


def test_neither_sees_the_other_before_both_are_in(team_server, chromium):
    ada, ben = (sign_in(chromium, team_server, name) for name in ("ada", "ben"))
    event = ada.locator(".item-head code").inner_text()
    assert ben.locator(".item-head code").inner_text() == event
    correct_killed(ada, "4321")
    ada.keyboard.press("a")
    expect(ada.locator(".told")).to_contain_text("Your answer is kept")
    for path in (f"/event/{event}", f"/review/{event}", QUEUE):
        ben.goto(team_server.address + path)
        expect(ben.locator("h1")).to_be_visible()
        shown = ben.locator("main").inner_text()  # The whole answer is looked through in tests/publish.
        assert "4321" not in shown and "4,321" not in shown
    ben.goto(team_server.address + QUEUE)
    ben.locator("[data-review][data-ready]").wait_for()
    correct_killed(ben, "4321")
    ben.keyboard.press("a")
    expect(ben.locator(".told")).to_have_text("Accepted.")
    expect(ben.locator("#agreement")).to_contain_text("alike in all: 1")
    ada.goto(f"{team_server.address}/event/{event}")
    expect(ada.locator(".facts")).to_contain_text("4,321")
    expect(ada.locator(".history")).to_contain_text("ada, ben")
