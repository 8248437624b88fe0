"""Whatever the file's kind, the same story comes out, with its day, outlet, title and bytes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dragoman.collect import limits
from dragoman.collect.limits import MAX_BYTES
from dragoman.collect.mapping import Mapping, map_columns
from dragoman.collect.raw_article import RawArticle
from dragoman.collect.sources import read_source
from dragoman.errors import BadSetting, BadSource
from dragoman.model import SetAside, article_id

TODAY = date(2024, 6, 1)
DAY = date(2023, 4, 18)


def collect(source: Path | str, mapping: Mapping | None = None) -> tuple[list[RawArticle], list[SetAside]]:
    items = list(read_source(source, mapping or Mapping(), TODAY))
    return [i for i in items if isinstance(i, RawArticle)], [i for i in items if isinstance(i, SetAside)]


def reasons(aside: list[SetAside]) -> list[str]:
    return [entry.reason for entry in aside]


def write_tables(folder: Path, story: str) -> None:
    """The same two rows as JSONL, CSV (with semicolons and line breaks in a cell) and Parquet, plain and gzipped."""
    rows = [
        {"Doc ID": "a1", "Pub Date": "2023-04-18", "Headline": "Elder shot", "Body": story, "Publisher": "Ledger"},
        {
            "Doc ID": "a2",
            "Pub Date": "18 April 2023 10:00 PKT",
            "Headline": "",
            "Body": f"{story}\r\nMore.",
            "Publisher": None,
        },
    ]
    (folder / "t.jsonl").write_text("\n".join(json.dumps(row) for row in rows) + "\n")
    (folder / "t.json").write_text(json.dumps(rows))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    (folder / "t.csv").write_bytes(text.getvalue().encode("utf-8-sig"))
    pq.write_table(pa.Table.from_pylist(rows), folder / "t.parquet")
    for name in ("t.jsonl", "t.csv", "t.parquet", "t.json"):
        (folder / f"{name}.gz").write_bytes(gzip.compress((folder / name).read_bytes()))


@pytest.mark.parametrize("name", ["t.jsonl", "t.json", "t.csv", "t.parquet"])
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_every_table_gives_the_same_articles(tmp_path: Path, story: str, name: str, ending: str) -> None:
    write_tables(tmp_path, story)
    taken, aside = collect(tmp_path / (name + ending), Mapping(default_outlet="Flag", default_language="en"))
    assert not aside
    assert [item.article.source_id for item in taken] == ["a1", "a2"]
    assert [item.article.outlet for item in taken] == ["Ledger", "Flag"]
    assert {item.article.published for item in taken} == {DAY}
    assert [item.article.text for item in taken] == [story, f"{story}\nMore."]
    first = taken[0].article
    assert (first.title, first.language) == ("Elder shot", "en")
    assert first.id == article_id("Ledger", DAY, first.full_text)
    for item in taken:
        assert item.article.raw_sha256 == hashlib.sha256(item.raw).hexdigest()
        assert b"tribal elder" in item.raw


def test_text_files_tell_of_themselves(tmp_path: Path, story: str) -> None:
    (tmp_path / "a.md").write_text(f'---\ntitle: "Elder shot"\ndate: 2023-04-18\nsource: Ledger\n---\n\n{story}\n')
    (tmp_path / "b.txt").write_text(f"Elder shot\n\nDate: April 18, 2023\nOutlet: Ledger\n\n{story}")
    (tmp_path / "c.txt").write_text(
        f"Title: Elder shot\r\nPublished: 2023-04-18\r\nOutlet: Ledger\r\n\r\n{story}", newline=""
    )
    (tmp_path / "d-2023-04-18.txt").write_text(f"# Elder shot\n{story}")
    (tmp_path / "e.txt").write_text(f"DARGAI: {story}")
    os.utime(tmp_path / "e.txt", (1681800000, 1681800000))  # the file's own time is 18 April 2023, and tells nothing
    taken, aside = collect(tmp_path, Mapping(default_outlet="Ledger"))
    assert [(i.article.title, i.article.published, i.article.outlet, i.article.text) for i in taken] == [
        ("Elder shot", DAY, "Ledger", story)
    ] * 4
    assert len({item.article.id for item in taken}) == 1
    assert [(Path(entry.source).name, entry.reason) for entry in aside] == [("e.txt", "no-date")]
    dateline, _ = collect(tmp_path / "e.txt", Mapping(default_published=DAY))
    assert dateline[0].article.text.startswith("DARGAI: Gunmen")


def test_what_cannot_be_used_is_set_aside_with_its_reason(tmp_path: Path, story: str) -> None:
    rows = [
        b'{"date": "2023-04-18", "text": "' + story.encode() + b'"}',
        b'{"date": "2023-04-18", "text": " \\n "}',
        b'{"date": "2024-06-02", "text": "Tomorrow is let in, for it is tomorrow in Auckland."}',
        b'{"date": "2024-06-03", "text": "Two days from now."}',
        b'{"date": "03/04/2023", "text": "March or April?"}',
        b'{"text": "No day."}',
        b'{"date": "2023-04-18", "text": ["a", "list"]}',
        b'{"date": "2023-04-18"}',
        b"not json",
        b"[1, 2]",
        b'{"date": "2023-04-18", "text": "caf\xe9"}',
        b'{"date": "2023-04-18", "text": "half \\ud83d a pair"}',
        b'{"date": "2023-04-18", "text": "' + b"long " * 50_000 + b'"}',
        b'{"date": "2023-04-18", "text": "' + b"x" * MAX_BYTES + b'"}',
        "{}".format(
            '{"date": "2023-04-18", "text": "%s"}'
            % ("La police a arrêté les hommes et le ministre est dans la ville. " * 3)
        ).encode(),
        b'{"date": "2023-04-18", "text": "The \\u0000last\\u0007 one."}',
    ]
    (tmp_path / "rows.jsonl").write_bytes(b"\n\n".join(rows))
    taken, aside = collect(tmp_path / "rows.jsonl")
    assert [item.article.text for item in taken][1:] == [
        "Tomorrow is let in, for it is tomorrow in Auckland.",
        "The last one.",
    ]
    assert reasons(aside)[:6] == ["empty", "future-date", "bad-date", "no-date", "bad-row", "bad-row"]
    assert reasons(aside)[6:10] == ["bad-json", "bad-json", "bad-encoding", "bad-encoding"]
    assert reasons(aside)[10:] == ["too-long", "too-long", "language"]
    assert [entry.position for entry in aside[:2]] == [3, 7]


def test_files_that_are_no_articles(tmp_path: Path, story: str) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").write_text("left out")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "sub" / "2023-04-18 cp1252.txt").write_bytes(f"{story} The café’s owner fled.".encode("cp1252"))
    (tmp_path / "sub" / "2023-04-18 utf16.txt").write_text(story, encoding="utf-16")
    (tmp_path / "torn.jsonl.gz").write_bytes(
        gzip.compress(b'{"date": "2023-04-18", "text": "One."}\n' * 20_000)[:-2000]
    )
    taken, aside = collect(tmp_path)
    assert taken[0].article.text == f"{story} The café’s owner fled."
    assert taken[1].article.text == story
    assert reasons(aside) == ["empty", "binary", "not-articles", "unknown-kind", "bad-file"]


def test_rows_of_csv_that_break_the_table(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(
        b"date,text,outlet\n2023-04-18,One.,A\n2023-04-18,too few\n\n2023-04-18,a,b,c\n"
        b'2023-04-18,caf\xe9,A\n2023-04-18,"Two\nlines.",A\n'
    )
    taken, aside = collect(tmp_path / "t.csv")  # one wrong byte: the whole is read as Windows-1252
    assert [item.article.text for item in taken] == ["One.", "café", "Two\nlines."]
    assert reasons(aside) == ["bad-row", "bad-row"]
    assert taken[2].raw == b'2023-04-18,"Two\nlines.",A\n'


def test_a_wrong_source_stops_before_the_first_article(tmp_path: Path) -> None:
    (tmp_path / "articles.csv").write_text("day_printed,words\n2023-04-18,One.\n")
    with pytest.raises(BadSource, match=r"found: day_printed, words.*--column text=NAME"):
        read_source(tmp_path / "articles.csv", Mapping(), TODAY)
    with pytest.raises(BadSource, match=r"--column published=NAME or --published"):
        read_source(tmp_path / "articles.csv", map_columns(["text=words"]), TODAY)
    with pytest.raises(BadSource, match=r"Did you mean 'words'"):
        read_source(tmp_path / "articles.csv", map_columns(["text=wrods", "published=day_printed"]), TODAY)
    with pytest.raises(BadSource, match=r"there is none. Did you mean 'articles.csv'"):
        read_source(tmp_path / "article.csv", Mapping(), TODAY)
    with pytest.raises(BadSource, match=r"expected a name that ends in .txt"):
        (tmp_path / "a.docx").write_bytes(b"PK")
        read_source(tmp_path / "a.docx", Mapping(), TODAY)
    taken, _ = collect(tmp_path / "articles.csv", map_columns(["text=words", "published=day_printed"]))
    assert taken[0].article.published == DAY


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["txt=body"], "unknown field 'txt'.*Did you mean 'text'"),
        (["text"], "expected FIELD=NAME"),
        (["text=a", "text=b"], "named twice"),
    ],
)
def test_a_wrong_flag_says_what_is_right(flags: list[str], said: str) -> None:
    with pytest.raises(BadSetting, match=said):
        map_columns(flags)


def test_memory_stays_flat_over_a_long_file(tmp_path: Path, story: str) -> None:
    import tracemalloc

    line = json.dumps({"date": "2023-04-18", "text": story}).encode() + b"\n"
    peaks = []
    for rows in (500, 5_000):
        (tmp_path / "long.jsonl").write_bytes(line * rows)
        tracemalloc.start()
        assert sum(1 for _ in read_source(tmp_path / "long.jsonl", Mapping(), TODAY)) == rows
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.3 * peaks[0]


def test_every_reason_is_explained() -> None:
    package = Path(limits.__file__).parent
    given = {
        reason for file in package.glob("*.py") for reason in re.findall(r'"([a-z]+-[a-z-]+)", f?"', file.read_text())
    }
    page = Path(__file__).parents[2] / "docs" / "how-to" / "collect-your-own-articles.md"
    assert given
    for reason in given | {"empty", "binary", "language", "duplicate"}:
        assert f"`{reason}`" in page.read_text(encoding="utf-8"), reason
        assert reason in (limits.__doc__ or ""), reason
