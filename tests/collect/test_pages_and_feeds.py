"""HTML pages, feeds, WARC files and addresses."""

from __future__ import annotations

import gzip
import socket
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from .pages import ATOM, PUBLISHED, RSS, make_page
from .test_sources import DAY, collect, reasons


def test_a_page_gives_its_article_and_no_menu(tmp_path: Path, story: str) -> None:
    (tmp_path / "a.html").write_bytes(make_page(story, PUBLISHED))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(make_page(story)))
    (tmp_path / "c.html").write_bytes(b"<html><head><title>Nothing</title></head><body><img src='x.png'></body></html>")
    (tmp_path / "d.html").write_bytes(make_page(story, PUBLISHED, language="ur"))
    taken, aside = collect(tmp_path)
    article = taken[0].article
    assert article.published == DAY  # the day in the outlet's own calendar, not in UTC
    assert (article.title, article.outlet, article.language) == ("Elder shot in Dargai", "Frontier Ledger", "en")
    assert "promised that the men would be found" in article.text
    assert article.text.startswith("Gunmen on two motorcycles")
    assert article.text.count("\n\n") == 4  # five paragraphs
    assert "newsletter" not in article.full_text
    assert "Sport" not in article.full_text
    assert reasons(aside) == ["no-date", "no-text", "language"]  # "rights reserved 2019" is no date of publication


def test_feeds_give_one_article_an_entry(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_bytes(RSS)
    (tmp_path / "b.xml.gz").write_bytes(gzip.compress(ATOM))
    (tmp_path / "c.atom").write_bytes(b"/etc/hostname")
    taken, aside = collect(tmp_path)
    rss, atom = (item.article for item in taken)
    assert (rss.title, rss.text) == ("Elder shot & killed", "Gunmen shot a tribal elder.\n\nThe police seek two men.")
    assert (rss.published, rss.outlet, rss.source_id, rss.url) == (
        DAY,
        "Frontier Ledger",
        "led-1",
        "http://ledger.example/1",
    )
    assert (atom.text, atom.published, atom.outlet) == (
        "Soldiers let the first lorries through.",
        date(2023, 4, 19),
        "Valley Wire",
    )
    assert [(entry.reason, entry.position) for entry in aside] == [("no-date", 2), ("bad-file", None)]
    assert taken[0].raw == RSS


def write_warc(path: Path, story: str, zipped: bool) -> None:
    answers = [
        ("http://ledger.example/2023/04/18/elder", "200 OK", "text/html; charset=utf-8", make_page(story)),
        ("http://ledger.example/gone", "404 Not Found", "text/html", b"gone"),
        ("http://ledger.example/logo.png", "200 OK", "image/png", b"\x89PNG"),
        ("http://ledger.example/old", "200 OK", "text/html", make_page(story, PUBLISHED)),
    ]
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=zipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "test"}))
        for url, status, kind, body in answers:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(writer.create_warc_record(url, "response", payload=BytesIO(body), http_headers=headers))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_warc_gives_one_article_a_page(tmp_path: Path, story: str, name: str) -> None:
    write_warc(tmp_path / name, story, name.endswith(".gz"))
    taken, aside = collect(tmp_path / name)
    assert [item.article.published for item in taken] == [DAY, DAY]  # from the address; from the metadata
    assert taken[0].article.url == "http://ledger.example/2023/04/18/elder"
    assert taken[0].raw == make_page(story)
    assert [(entry.reason, entry.position) for entry in aside] == [("http-error", 3), ("not-a-page", 4)]
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole[: len(whole) - 300])
    taken, aside = collect(tmp_path / name)
    assert len(taken) + len(aside) >= 3  # what stands before the tear is still read


def test_addresses_are_fetched(web: tuple[Path, str], story: str) -> None:
    folder, address = web
    (folder / "feed.xml").write_bytes(RSS)
    (folder / "page.html").write_bytes(make_page(story, PUBLISHED))
    (folder / "note.txt").write_text(f"Date: 2023-04-18\n\n{story}")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    taken, aside = collect(f"{address}/feed.xml")
    assert (len(taken), reasons(aside)) == (1, ["no-date"])
    taken, _ = collect(f"{address}/moved")
    assert taken[0].article.url == f"{address}/page.html"
    assert taken[0].raw == make_page(story, PUBLISHED)
    assert collect(f"{address}/note.txt")[0][0].article.text == story
    assert reasons(collect(f"{address}/photo.jpg")[1]) == ["unknown-kind"]
    assert reasons(collect(f"{address}/missing")[1]) == ["http-error"]


def test_a_server_that_is_not_there_is_set_aside() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: nobody answers
        assert reasons(collect(f"http://127.0.0.1:{taken.getsockname()[1]}/")[1]) == ["http-error"]
    assert reasons(collect("http://")[1]) == ["http-error"]
