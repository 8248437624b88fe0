"""Articles for `dragoman code` are read as they stand, and a bad line costs only itself."""

import gzip
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.cli.article_lines import parse_article, read_article_lines
from dragoman.errors import BadSource, SkipArticle
from dragoman.model import Article, SetAside


@given(st.text(), st.none() | st.text(), st.none() | st.text(), st.dates())
def test_text_and_title_are_kept_to_the_character(text, title, outlet, published):
    row = {"id": 7, "title": title, "outlet": outlet, "published": published.isoformat(), "text": text}
    if not (text.strip() or (title or "").strip()):
        with pytest.raises(SkipArticle):
            parse_article(json.dumps(row).encode())
        return
    article = parse_article(json.dumps(row).encode())
    assert article == Article("7", outlet, published, title or "", text)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_a_reason(raw):
    try:
        assert isinstance(parse_article(raw), Article)
    except SkipArticle as error:
        assert error.reason in {"bad-json", "bad-encoding", "no-id", "bad-row", "no-date", "bad-date", "empty"}


def test_each_bad_line_is_named_and_the_others_go_on(tmp_path):
    good = {"id": "a", "published": "2024-03-07T09:00:00Z", "text": "Rain."}
    lines = [
        good,
        "no json",
        [],
        good,
        good | {"id": "b", "text": "\ud800"},
        good | {"id": "c", "published": "7 March"},
    ]
    path = tmp_path / "articles.jsonl.gz"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_bytes(gzip.compress(("\ufeff" + text + "\n\n").encode()))
    items = list(read_article_lines(path))
    assert items[0] == Article("a", None, date(2024, 3, 7), "", "Rain.")
    found = [(item.position, item.reason) for item in items[1:] if isinstance(item, SetAside)]
    assert found == [(2, "bad-json"), (3, "bad-json"), (4, "duplicate-id"), (5, "bad-encoding"), (6, "bad-date")]


def test_an_endless_line_is_set_aside_and_a_cut_off_file_stops(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.cli.article_lines.MAX_BYTES", 100)
    good = json.dumps({"id": "a", "published": "2024-03-07", "text": "Rain."})
    path = tmp_path / "a.jsonl"
    path.write_text("x" * 1000 + "\n" + good + "\n" + "y" * 1000)
    reasons = [item.reason if isinstance(item, SetAside) else item.id for item in read_article_lines(path)]
    assert reasons == ["too-long", "a", "too-long"]
    whole = gzip.compress(b"\n".join(good.encode() for _ in range(9)))
    (tmp_path / "cut.gz").write_bytes(whole[: len(whole) // 2])
    for bad in (tmp_path / "cut.gz", tmp_path / "none.jsonl"):
        with pytest.raises(BadSource, match="expected a file of JSON lines"):
            list(read_article_lines(bad))
