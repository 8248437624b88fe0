"""Signing in, one's own account and everybody's, in a real browser."""

import re
import subprocess

import httpx
import pytest
from playwright.sync_api import expect
from tests.browser.conftest import DRAGOMAN, Server
from tests.browser.test_access import AXE

pytestmark = pytest.mark.xdist_group("browser")

PASSWORD = "a password for the browser"


@pytest.fixture
def shared_server(own_study, tmp_path):
    """A server that asks everybody to sign in, with one admin."""
    (tmp_path / "password.txt").write_text(PASSWORD + "\n")
    words = ["accounts", "add", "ada", "--role", "admin", "--password-file", tmp_path / "password.txt"]
    subprocess.run([DRAGOMAN, *words, "--study", own_study], check=True, capture_output=True)
    server = Server(own_study, "--accounts")
    yield server
    server.stop()


def sign_in(page, name, password):
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def find_faults(page):
    """Return what axe-core finds serious on the page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")]


def test_who_signs_in_gets_where_they_wanted_makes_a_token_and_an_account_and_leaves(shared_server, page):
    page.goto(shared_server.address + "/events?type=ASSAULT")
    expect(page).to_have_url(re.compile("/sign-in"))
    assert find_faults(page) == []
    sign_in(page, "ada", PASSWORD)
    expect(page).to_have_url(shared_server.address + "/events?type=ASSAULT")
    page.get_by_role("link", name="ada").click()
    page.get_by_role("button", name="Make a token").click()
    words = page.locator("#token").inner_text()
    answer = httpx.get(shared_server.address + "/api/me", headers={"Authorization": f"Bearer {words}"})
    assert answer.json() == {"name": "ada", "role": "viewer"}
    assert find_faults(page) == []
    page.get_by_role("link", name="Accounts").click()
    page.get_by_label("Name").fill("vera")
    page.get_by_label("First password").fill(PASSWORD)
    page.get_by_role("button", name="Add an account").click()
    expect(page.get_by_role("rowheader", name="vera")).to_be_visible()
    assert find_faults(page) == []
    page.get_by_role("link", name="ada").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto(shared_server.address + "/")
    sign_in(page, "vera", PASSWORD)
    expect(page).to_have_url(shared_server.address + "/")
    assert page.get_by_role("link", name="Accounts").count() == 0
