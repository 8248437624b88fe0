"""Codings made by reading, kept as offsets into articles that lie in the shared corpus: no text of theirs is stored.

    python -m evals.standoff pack --articles A.jsonl --codings C.jsonl --out evals/standoff/NAME.jsonl
    python -m evals.standoff unpack --out DIR

One line an article: its id and its codings, in the guide's fields, with [start, end] in title + blank line + text in
place of every quotation. A name, speaker or claimant that the text does not hold word for word is left out. `unpack`
writes articles_train.jsonl and codings_train.jsonl, laid out as gold/dispatches-train.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]
FOLDER = Path(__file__).parent / "standoff"
CORPORA = ("news_2016_2020", "reuters_1987", "current_events_2002_2026")


def pack_article(article: Row, codings: Iterable[Row]) -> Row:
    """Return an article's codings with offsets for words."""
    text = full_text(article)
    return {"article_id": article["id"], "codings": [_pack_coding(coding, text) for coding in codings]}


def _pack_coding(coding: Row, text: str) -> Row:
    start = max(text.find(coding["quote"]), 0)

    def find(words: str | None) -> list[int] | None:
        """Prefer the words in the coding's own sentence."""
        if not words:
            return None
        at = text.find(words, start, start + len(coding["quote"]))
        at = at if at >= 0 else text.find(words)
        return [at, at + len(words)] if at >= 0 else None

    packed: Row = {key: coding[key] for key in ("event", "mode", "status", "date")}
    packed |= {key: find(coding[key]) for key in ("trigger", "quote", "claimed_by")}
    packed |= {key: [find(words) for words in coding[key]] for key in ("targets", "weapons")}
    for side in ("actors", "recipients"):
        packed[side] = [
            {"text": find(p["text"]), "name": find(p["name"]), "country": p["country"], "sector": p["sector"]}
            for p in coding[side]
        ]
    place = coding["place"]
    packed["place"] = place and {
        "text": find(place["text"]),
        "name": find(place["name"]),
        "admin1": place["admin1"],
        "country": place["country"],
    }
    for toll in ("killed", "injured"):
        packed[toll] = coding[toll] and {**coding[toll], "text": find(coding[toll]["text"])}
    said = coding["attribution"]
    packed["attribution"] = said and {"speaker": find(said["speaker"]), "kind": said["kind"]}
    return packed


def unpack_coding(packed: Row, article: Row) -> Row:
    """Return a coding in the guide's format, with the article's words for offsets."""
    text = full_text(article)

    def words(value: Any) -> Any:  # noqa: ANN401 -- the shape of the guide's JSON
        if isinstance(value, list) and len(value) == 2 and all(isinstance(n, int) for n in value):
            return text[value[0] : value[1]]
        if isinstance(value, list):
            return [words(each) for each in value]
        return {key: words(each) for key, each in value.items()} if isinstance(value, dict) else value

    return {"article_id": article["id"], **{key: words(value) for key, value in packed.items()}}


def full_text(article: Row) -> str:
    """Return the text that offsets count in."""
    return f"{article.get('title') or ''}\n\n{article['text']}"


def read_lines(path: Path) -> Iterator[Row]:
    """Yield the objects of a JSON lines file, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        yield from (json.loads(line) for line in stream if line.strip())


def read_standoff(shared: Path, part: str = "read") -> list[tuple[Row, list[Row]]]:
    """Return the articles of `evals/standoff/` that the shared corpus holds, with codings in the guide's format.

    `part`: "read", which the coder's network is trained on, or "judge", which it never sees and its judge is fitted to.
    """
    files = sorted(FOLDER.glob(f"{part}_*.jsonl"))
    packed = {row["article_id"]: row["codings"] for path in files for row in read_lines(path)}
    found = []
    for name in CORPORA:
        for article in read_lines(shared / "corpus" / f"{name}.jsonl.gz"):
            if article["id"] in packed:
                found.append((article, [unpack_coding(p, article) for p in packed[article["id"]]]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    packing = commands.add_parser("pack")
    packing.add_argument("--articles", type=Path, required=True)
    packing.add_argument("--codings", type=Path, required=True)
    packing.add_argument("--out", type=Path, required=True)
    unpacking = commands.add_parser("unpack")
    unpacking.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    if options.command == "pack":
        _pack(options.articles, options.codings, options.out)
    else:
        _unpack(Path(os.environ.get("DRAGOMAN_SHARED", "../shared")), options.out)


def _pack(articles: Path, codings: Path, out: Path) -> None:
    by_article: dict[str, list[Row]] = defaultdict(list)
    for coding in read_lines(codings):
        by_article[coding["article_id"]].append(coding)
    rows = [pack_article(article, by_article[article["id"]]) for article in read_lines(articles)]
    out.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} articles, {sum(len(row['codings']) for row in rows)} codings in {out}")


def _unpack(shared: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    pairs = read_standoff(shared)
    keys = ("id", "outlet", "published", "title", "text")
    lines = [json.dumps({key: article.get(key) or "" for key in keys}, ensure_ascii=False) for article, _ in pairs]
    coded = [json.dumps(coding, ensure_ascii=False) for _, codings in pairs for coding in codings]
    (out / "articles_train.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "codings_train.jsonl").write_text("\n".join(coded) + "\n", encoding="utf-8")
    print(f"{len(lines)} articles, {len(coded)} codings in {out}")


if __name__ == "__main__":
    main()
