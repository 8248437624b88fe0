"""Which column of a table holds which field of an article, and what holds where the source does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from dragoman.collect.dates import read_date
from dragoman.errors import BadSetting, BadSource, BadTable, SkipArticle, suggest_name

FIELDS = ("id", "outlet", "published", "title", "text", "url", "language")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names of columns, None where their usual names are looked for; then what holds for articles that give none.

    `default_outlet`, `default_published`, `default_language`: used only where the source itself is silent.
    """

    id: str | None = None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    text: str | None = None
    url: str | None = None
    language: str | None = None
    default_outlet: str | None = None
    default_published: date | None = None
    default_language: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table: for each field the name that stands in it, or None where it has none."""

    id: str | None
    outlet: str | None
    published: str | None
    title: str | None
    text: str
    url: str | None
    language: str | None


def map_columns(
    columns: Iterable[str] = (), outlet: str | None = None, published: str | None = None, language: str | None = None
) -> Mapping:
    """Make a mapping from the flags of a command: `columns` as "FIELD=NAME", the rest as written.

    BadSetting where a field is unknown or named twice, or the day cannot be read.
    """
    named: dict[str, str] = {}
    for column in columns:
        field, equals, name = column.partition("=")
        field = field.strip()
        if not equals or not name:
            raise BadSetting(f"--column: expected FIELD=NAME, such as text=body; found {column!r}.")
        if field not in FIELDS:
            known = ", ".join(FIELDS)
            raise BadSetting(f"--column: unknown field {field!r}. Known: {known}.{suggest_name(field, FIELDS)}")
        if field in named:
            raise BadSetting(f"--column: the field {field!r} is named twice: {named[field]!r} and {name!r}. Keep one.")
        named[field] = name
    defaults = Mapping(default_outlet=outlet, default_published=_read_flag(published), default_language=language)
    return replace(defaults, **named)  # type: ignore[arg-type]  # only the seven fields of text, checked above


def _read_flag(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return read_date(published)
    except SkipArticle as error:
        raise BadSetting(f"--published: {error.detail}") from error


def find_columns(mapping: Mapping, found: Sequence[str], source: str) -> Columns:
    """Find each field's column among those of the table: the one that the mapping names, else the first usual name.

    BadSource where the text has no column, or the day has neither a column nor a default, or a named column is missing.
    """
    names: dict[str, str | None] = {field: _find_column(mapping, field, found, source) for field in FIELDS}
    for field in ("text", "published"):
        if names[field] is None and not (field == "published" and mapping.default_published):
            raise BadSource(_no_column(field, found, source))
    return Columns(**names)  # type: ignore[arg-type]  # the text is not None: checked above


def _find_column(mapping: Mapping, field: str, found: Sequence[str], source: str) -> str | None:
    named: str | None = getattr(mapping, field)
    if named is None:
        by_name = {fold_name(name): name for name in reversed(found)}
        return next((by_name[usual] for usual in usual_names()[field] if usual in by_name), None)
    if named not in found:
        listed = ", ".join(found)
        raise BadSource(
            f"{source}: expected a column {named!r} for {field}; found: {listed}.{suggest_name(named, found)}"
        )
    return named


def _no_column(field: str, found: Sequence[str], source: str) -> str:
    what = {"text": "the text", "published": "the day of publication"}[field]
    usual = ", ".join(usual_names()[field][:4])
    day = " or --published 2023-04-15 for all of them" if field == "published" else ""
    listed = ", ".join(found) or "none"
    return (
        f"{source}: expected a column with {what} ({usual}, ...); found: {listed}. "
        f"Name it with --column {field}=NAME{day}."
    )


def fold_name(name: str) -> str:
    """Return the name in lower case, without spaces and punctuation: "Pub Date" and "pub_date" are "pubdate"."""
    return re.sub(r"[\W_]+", "", name).casefold()


@cache
def usual_names() -> dict[str, tuple[str, ...]]:
    """Return each field's usual names, folded, the likeliest first (data/columns.toml)."""
    path = "collect/data/columns.toml"
    table = tomllib.loads(resources.files("dragoman").joinpath(path).read_text(encoding="utf-8"))
    if tuple(table) != FIELDS:
        raise BadTable(f"{path}: expected the fields {', '.join(FIELDS)}; found {', '.join(table)}. Mend the names.")
    for field, names in table.items():
        unfolded = [name for name in names if name != fold_name(name)]
        if unfolded:
            raise BadTable(
                f"{path}: {field}: expected names without case and punctuation; found {unfolded}. Fold them."
            )
    return {field: tuple(names) for field, names in table.items()}


def known_field(name: str) -> str | None:
    """Return the field that a header line or a key of this name holds, or None."""
    folded = fold_name(name)
    return next((field for field, names in usual_names().items() if folded in names), None)
