"""Whatever bytes lie in a folder: nothing is raised, and every file is accounted for."""

from __future__ import annotations

import gzip
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.collect.admission import clean_text
from dragoman.collect.dates import read_date
from dragoman.collect.mapping import Mapping
from dragoman.collect.raw_article import RawArticle
from dragoman.collect.sources import READERS, read_source
from dragoman.errors import SkipArticle

from .pages import ATOM, RSS, make_page

TODAY = date(2024, 6, 1)
SEEDS = [
    RSS,
    ATOM,
    make_page("The army took the town. The mayor left it. The road was shut."),
    b'{"date": "2023-04-18", "text": "The army took the town."}\n' * 3,
    b"date,text\n2023-04-18,The army took the town.\n",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nHTTP/\r\n\r\n",
    b"---\ndate: 2023-04-18\n---\nThe army took the town.",
    "\ufeffعاجل Date: 2023".encode("utf-16"),
]


@st.composite
def contents(draw: st.DrawFn) -> bytes:
    """Random bytes, or a good file with a few bytes changed, cut or doubled."""
    if draw(st.booleans()):
        return draw(st.binary(max_size=300))
    raw = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(raw)))
        raw[place : place + draw(st.integers(0, 9))] = draw(st.binary(max_size=6))
    return bytes(raw)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(contents(), st.sampled_from(sorted(READERS)), st.booleans()), min_size=1, max_size=4))
def test_any_bytes_in_any_file(files: list[tuple[bytes, str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        for number, (raw, ending, zipped) in enumerate(files):
            path = Path(name, f"{number}{ending}{'.gz' * zipped}")
            path.write_bytes(gzip.compress(raw, mtime=0) if zipped else raw)
        items = list(read_source(name, Mapping(), TODAY))
        assert items == list(read_source(name, Mapping(), TODAY))
        sources = {Path(item.source) for item in items}
        for path in Path(name).iterdir():
            whole_file = path.name.removesuffix(".gz").endswith((".txt", ".md", ".html", ".htm"))
            told = [item for item in items if Path(item.source) == path]
            assert len(told) == 1 or not whole_file
            assert path in sources or path.name.removesuffix(".gz").endswith(HOLDS_NONE)
        for item in items:
            if isinstance(item, RawArticle):
                item.article.full_text.encode()  # can be written anywhere
                assert item.article.text == clean_text(item.article.text) != ""


HOLDS_NONE = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".warc")
"""A table of blank lines, a header alone and an archive of other records hold no article: nothing to account for."""


@given(st.lists(st.sampled_from(["good", "bad", "", "empty"]), min_size=2, max_size=30))
def test_every_line_is_an_article_or_set_aside(kinds: list[str]) -> None:
    lines = {
        "good": b'{"date": "2023-04-18", "text": "The army took the town."}',
        "bad": b"{",
        "": b"",
        "empty": b'{"date": "2023-04-18", "text": ""}',
    }
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "a.jsonl")
        path.write_bytes(b"\n".join(lines[kind] for kind in kinds))
        items = list(read_source(path, Mapping(), TODAY))
    assert [item.position for item in items] == [number for number, kind in enumerate(kinds, 1) if kind]
    assert [isinstance(item, RawArticle) for item in items] == [kind == "good" for kind in kinds if kind]


@given(st.text(max_size=40))
def test_a_date_is_read_or_refused(written: str) -> None:
    try:
        assert read_date(written).year >= 1600
    except SkipArticle as skipped:
        assert skipped.reason == "bad-date"


@given(
    st.dates(date(1700, 1, 1), date(2100, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%b %d, %Y", "%Y%m%d", "%d.%m.%Y"]),
)
def test_a_date_as_outlets_write_it_is_read(day: date, form: str) -> None:
    assert read_date(day.strftime(form)) == day
    assert read_date(f"{day.isoformat()}T23:59:59-11:00") == day
