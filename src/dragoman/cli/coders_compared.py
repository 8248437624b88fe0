"""The codings of two coders, from wherever they are: a file, the study's record, or articles coded now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dragoman.cli.coding_file import ArticleQueue
from dragoman.cli.open_record import open_to_read
from dragoman.codebook import EVENTS, STATUSES
from dragoman.errors import BadSource, StopRun, suggest_name
from dragoman.model import Article, Coding
from dragoman.model.guide import coding_to_guide
from dragoman.pipeline.choosing import CoderFlags, choose_coder
from dragoman.pipeline.engines import code_in_order
from dragoman.publish.wording import count_of

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two coders' names and codings, the ids of the articles that count, and their texts where they are at hand."""

    names: tuple[str, str]
    rows: tuple[Sequence[Row], Sequence[Row]]
    ids: Sequence[str]
    articles: Mapping[str, Article] | None


def gather_codings(
    names: tuple[str, str], articles: Path | None, study_folder: Path, flags: CoderFlags, workers: int
) -> Compared:
    """Return what the two coders found. A name is a file of codings where such a file is there.

    With `articles` coders code those; else they are looked up in the study's record.
    """
    files = [Path(name) if Path(name).is_file() or name.endswith((".jsonl", ".json")) else None for name in names]
    given = [None if path is None else read_coding_lines(path) for path in files]
    if articles is not None:
        return _compare_over_articles(names, given, articles, flags, workers)
    if given[0] is not None and given[1] is not None:
        return _compare_files(names, given[0], given[1])
    return _compare_in_record(names, given, study_folder)


def _compare_over_articles(
    names: tuple[str, str], given: Sequence[list[Row] | None], path: Path, flags: CoderFlags, workers: int
) -> Compared:
    articles = list(ArticleQueue(path))
    if not articles:
        raise BadSource(f"{path}: expected articles; found none that can be used.")
    rows, unread = [], set[str]()
    for name, file in zip(names, given, strict=True):
        found, failed = (file, set[str]()) if file is not None else _code(articles, name, flags, workers)
        rows.append(found)
        unread |= failed
    if unread:
        told = "is left out: a coder that was named could not read it"
        click.echo(f"{count_of(len(unread), 'article')} of {len(articles):,} {told}.", err=True)
    ids = [article.id for article in articles if article.id not in unread]
    if not ids:
        raise StopRun(f"{' and '.join(names)} have read no article in common: there is nothing to compare.")
    return Compared(names, (rows[0], rows[1]), ids, {a.id: a for a in articles})


def _code(articles: Sequence[Article], name: str, flags: CoderFlags, workers: int) -> tuple[list[Row], set[str]]:
    """Code the articles now; return the codings, and the ids of articles that this coder could not read itself.

    The flags of a model are meant for the coder that asks one.
    """
    asked = CoderFlags(name, flags.endpoint, flags.model, flags.max_calls) if name == "llm" else CoderFlags(name)
    coded = [result for _, result in code_in_order(articles, choose_coder(None, asked), workers)]
    for result in coded:
        for item in (*result.failed, *result.complaints):
            click.echo(f"{item.reason}: {item.detail}", err=True)
    rows: list[Row] = [coding_to_guide(coding) for result in coded for coding in result.codings]
    return rows, {article for result in coded for article in result.read_by}


def _compare_files(names: tuple[str, str], left: list[Row], right: list[Row]) -> Compared:
    """Without the articles nobody knows which were read and held nothing."""
    ours, theirs = ({row["article_id"] for row in rows} for rows in (left, right))
    lonely = len(ours ^ theirs)
    if lonely:
        click.echo(
            f"{count_of(lonely, 'article')} of {len(ours | theirs):,} stand in only one of the files; the other coder "
            "is taken to have found nothing there. Name the articles that both have read with --articles FILE.",
            err=True,
        )
    return Compared(names, (left, right), sorted(ours | theirs), None)


def _compare_in_record(names: tuple[str, str], given: Sequence[list[Row] | None], study_folder: Path) -> Compared:
    with open_to_read(study_folder) as (_, record):
        coders = [record.find_coder(name) if file is None else None for name, file in zip(names, given, strict=True)]
        articles, found = record.shared_readings([coder for coder in coders if coder is not None])
    called, rows = [], []
    read = iter(found)
    for name, coder, file in zip(names, coders, given, strict=True):
        called.append(coder or name)
        rows.append(file if file is not None else _write_rows(next(read)))
    for file in given:
        if file is not None:
            held = {row["article_id"] for row in file}
            articles = [article for article in articles if article.id in held]
    if not articles:
        raise StopRun(f"{called[0]} and {called[1]} have read no article in common: there is nothing to compare.")
    return Compared((called[0], called[1]), (rows[0], rows[1]), [a.id for a in articles], {a.id: a for a in articles})


def _write_rows(codings: Sequence[Coding]) -> list[Row]:
    return [coding_to_guide(coding) for coding in codings]


def read_coding_lines(path: Path) -> list[Row]:
    """Return the codings of a file in the coding guide's format. Raises BadSource with the first line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSource(f"{path}: expected a file of codings; found: {error}.") from error
    return [_read_line(path, number, text) for number, text in enumerate(lines, 1) if text.strip()]


def _read_line(path: Path, number: int, text: str) -> Row:
    where = f"{path}:{number}"
    try:
        row = json.loads(text)
    except ValueError as error:
        raise BadSource(f"{where}: expected a coding as a JSON object; found: {error}.") from error
    if not isinstance(row, dict):
        raise BadSource(f"{where}: expected a coding as a JSON object; found {type(row).__name__}.")
    for key in ("article_id", "trigger"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise BadSource(f"{where}: expected a text for {key}; found {row.get(key)!r}.")
    for key, known in (("event", EVENTS), ("status", STATUSES)):
        if row.get(key) not in known:
            hint = suggest_name(str(row.get(key)), known)
            raise BadSource(f"{where}: unknown {key} {row.get(key)!r}. Known: {', '.join(known)}.{hint}")
    return row
