"""The event card in a real browser: each value leads to its words, and nothing of an article runs on the page."""

import json
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Server

pytestmark = pytest.mark.xdist_group("browser")

DRAGOMAN = Path(sys.executable).with_name("dragoman")


def find_event(server, question, fits=lambda event: True):
    """The id of the first event that a question finds, and that fits."""
    with urlopen(f"{server.address}/events/export.json?{question}") as answer:
        return next(event["id"] for event in json.load(answer) if fits(event))


def test_a_value_shows_its_words_and_leads_to_them(server, page):
    event = find_event(server, "killed=5&order=deadliest")
    page.goto(f"{server.address}/event/{event}")
    page.locator("[data-traced]").wait_for()
    figure = page.locator(".facts .figure a.value").first
    figure.focus()
    words = page.locator(".facts .figure .origin q").first
    expect(words).to_be_visible()
    expect(page.locator(".legend")).to_contain_text("killed")
    figure.click()
    lit = page.locator("mark.lit")
    expect(lit.first).to_be_in_viewport()
    assert "".join(lit.all_inner_texts()).split()[0] in words.inner_text()


def test_reports_tell_outlet_day_and_sentence_and_open_the_whole_article(server, page):
    event = find_event(server, "witnesses=2")
    page.goto(f"{server.address}/event/{event}")
    reports = page.locator(".witnesses .report")
    assert reports.count() >= 2
    first = reports.first
    sentence = first.locator(".sentence").inner_text()
    expect(first.locator("h3")).to_contain_text(re.compile(r"\d{4}-\d\d-\d\d"))
    first.get_by_text("Show the whole article").click()
    expect(first.locator(".article-text")).to_contain_text(sentence[:40])
    expect(page.locator(".pair").first).to_contain_text("% probability")


def test_wire_copies_stand_together_as_one_witness(server, page):
    event = find_event(server, "", lambda event: event["reports"] > event["witnesses"])
    page.goto(f"{server.address}/event/{event}")
    witness = page.locator(".witness", has=page.locator(".report + .report"))
    expect(witness.first).to_contain_text("count as one witness")


def test_a_citation_names_the_event_and_is_a_file(server, page):
    event = find_event(server, "killed=5")
    page.goto(f"{server.address}/event/{event}")
    for form, mark in (("text", "event record, snapshot"), ("bibtex", "@misc{"), ("ris", "TY  - DATA")):
        shown = page.locator(f"#cite-{form}")
        expect(shown).to_contain_text(event)
        expect(shown).to_contain_text(mark)
    with page.expect_download() as download:
        page.locator("a[href$='/cite/ris']").click()
    assert download.value.suggested_filename == f"{event}.ris"


def test_words_of_an_article_stay_words(tmp_path, page):
    """Script tags, huge fields, right-to-left and control characters: shown as text, and nothing runs."""
    study = tmp_path / "fuzzed"
    subprocess.run([DRAGOMAN, "init", study], check=True, capture_output=True)
    attack = "Gunmen killed five guards at a checkpoint near Lahore on Tuesday"
    scripts = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    right_to_left = "\u0645\u0633\u0644\u062d\u0648\u0646 "
    strange = (
        ("</title><script>document.title='owned'</script>", f"{attack} {scripts} said {{{{ 7*7 }}}} officials."),
        ("\u202eevil \u0007 bell \u0000 nul", f"{attack}, police \u202esaid\u202c \u0001 \u0008."),
        (f"\u05de\u05ea\u05e7\u05e4\u05d4 {right_to_left * 40}", f"{attack}. {right_to_left}"),
        ("A" * 20_000, f"{attack}, {'x' * 5_000} said police."),
    )
    rows = [
        {
            "outlet": f"<b>Outlet {i}</b>",
            "published": "2024-03-07",
            "title": title,
            "text": text,
            "url": "javascript:alert(1)",
        }
        for i, (title, text) in enumerate(strange)
    ]
    source = study / "strange.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = subprocess.run(
        [DRAGOMAN, "run", source, "--study", study, "--workers", "1"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    server = Server(study)
    try:
        with urlopen(f"{server.address}/events/export.json") as answer:
            events = [event["id"] for event in json.load(answer)]
        assert events
        for event in events:
            for path in (f"/event/{event}", f"/review/{event}"):
                page.goto(server.address + path)
                page.locator("h1").wait_for()
                assert page.title() != "owned"
                assert page.locator("main script, main img, main b:has-text('Outlet')").count() == 0
                assert page.locator("a[href^='javascript']").count() == 0
                assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        text = page.locator("main").inner_text()
        shown = [page.goto(f"{server.address}/event/{event}") and page.locator("main").inner_text() for event in events]
        assert any("<script>" in words for words in [text, *shown])
        assert any("{{ 7*7 }}" in words for words in [text, *shown])
        assert not any("\u202e" in words or "\u0001" in words for words in [text, *shown])
    finally:
        page.goto("about:blank")
        server.stop()
