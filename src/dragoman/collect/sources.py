"""A source, whatever its kind -> its articles, and what was set aside, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from dragoman.collect.admission import admit_drafts
from dragoman.collect.bytes_read import read_whole
from dragoman.collect.csv_rows import read_csv
from dragoman.collect.feeds import read_feed
from dragoman.collect.html import draft_page
from dragoman.collect.jsonl import read_json, read_jsonl
from dragoman.collect.mapping import Mapping
from dragoman.collect.parquet import read_parquet
from dragoman.collect.raw_article import Collected
from dragoman.collect.rows import Numbered
from dragoman.collect.text_files import draft_text_file
from dragoman.collect.warc import read_warc
from dragoman.collect.web import read_address
from dragoman.errors import BadSource, SkipArticle, suggest_name
from dragoman.model import SetAside

Reader = Callable[[Path, Mapping, str], Numbered]
"""Reads one file; the last argument is where it lies in the source, for a date in its name."""


Admit = Callable[[Numbered, str], Collected]
"""Checks the drafts of one file or address, named by the last argument."""


def _read_text_file(path: Path, mapping: Mapping, place: str) -> Numbered:
    yield None, draft_text_file(read_whole(path), place)


def _read_page_file(path: Path, mapping: Mapping, place: str) -> Numbered:
    yield None, draft_page(read_whole(path), hint=place)


def _read_feed_file(path: Path, mapping: Mapping, place: str) -> Numbered:
    yield from read_feed(read_whole(path))


READERS: dict[str, Reader] = {
    **dict.fromkeys((".txt", ".text", ".md", ".markdown"), _read_text_file),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _read_page_file),
    **dict.fromkeys((".rss", ".atom", ".xml", ".rdf"), _read_feed_file),
    **dict.fromkeys((".jsonl", ".ndjson"), lambda path, mapping, place: read_jsonl(path, mapping)),
    **dict.fromkeys((".csv", ".tsv"), lambda path, mapping, place: read_csv(path, mapping)),
    ".json": lambda path, mapping, place: read_json(path, mapping),
    ".parquet": lambda path, mapping, place: read_parquet(path, mapping),
    ".warc": lambda path, mapping, place: read_warc(path),
}
"""By the end of the file's name, less a last .gz."""


def read_source(source: str | Path, mapping: Mapping, today: date) -> Collected:
    """Read a folder, a file or an http(s) address.

    A folder is read with all that lies below it, in the order of the paths; names that begin with a dot are left out.
    Nothing but the present row or file is held. BadSource is raised at once, before the first article, where the
    source does not exist, is of no known kind, or has no column for the text or the day. Within a folder such a file
    is set aside instead ("not-articles", "unknown-kind").
    """
    collected = _read_any(source, mapping, partial(admit_drafts, mapping=mapping, today=today))
    first = next(collected, None)
    return iter(()) if first is None else chain([first], collected)


def _read_any(source: str | Path, mapping: Mapping, admit: Admit) -> Collected:
    if is_address(source):
        yield from admit(read_address(str(source)), str(source))
        return
    path = Path(source)
    if path.is_dir():
        for file in list_files(path):
            yield from _read_member(file, file.relative_to(path).as_posix(), mapping, admit)
        return
    if not path.is_file():
        raise BadSource(
            f"{source}: expected a folder, a file or an http(s) address; there is none.{_suggest_neighbour(path)}"
        )
    yield from _read_file(path, path.name, mapping, admit)


def is_address(source: str | Path) -> bool:
    """Tell whether a source is an http(s) address."""
    return isinstance(source, str) and source.lower().startswith(("http://", "https://"))


def list_files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, sorted by name, folder by folder; no dot files, no links to folders."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from list_files(entry)
        elif entry.is_file():
            yield entry


def find_reader(path: Path) -> Reader | None:
    """Return what reads files of this name, or None."""
    name = path.name.lower().removesuffix(".gz")
    return READERS.get(Path(name).suffix)


def _read_member(path: Path, place: str, mapping: Mapping, admit: Admit) -> Collected:
    try:
        yield from _read_file(path, place, mapping, admit)
    except BadSource as error:
        reason = "unknown-kind" if find_reader(path) is None else "not-articles"
        yield SetAside(str(path), None, reason, str(error))


def _read_file(path: Path, place: str, mapping: Mapping, admit: Admit) -> Collected:
    reader = find_reader(path)
    if reader is None:
        known = " ".join(READERS)
        raise BadSource(
            f"{path}: expected a name that ends in {known}, or one of these with .gz; "
            f"found {path.suffix or 'no ending'!r}. Rename or convert it."
        )
    if path.stat().st_size == 0:
        yield SetAside(str(path), None, "empty", "a file of no bytes")
        return
    yield from admit(_guard(reader(path, mapping, place)), str(path))


def _guard(drafts: Numbered) -> Numbered:
    """Turn what ends a whole file into one last entry."""
    try:
        yield from drafts
    except SkipArticle as skipped:
        yield None, skipped
    except OSError as error:  # no right to read it, or the disk fails
        yield None, SkipArticle("bad-file", f"cannot be read: {error}")


def _suggest_neighbour(path: Path) -> str:
    neighbours: Iterable[Path] = path.parent.iterdir() if path.parent.is_dir() else ()
    return suggest_name(path.name, (neighbour.name for neighbour in neighbours)) or " Check the path."
