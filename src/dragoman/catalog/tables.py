"""Read and check the tables of actors: shipped ones and the study's own."""

from __future__ import annotations

import csv
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.codebook.terms import SECTORS
from dragoman.errors import BadTable, suggest_name
from dragoman.model.actor import Actor

DATA = Path(__file__).parent / "data"
ACTOR_COLUMNS = ("id", "name", "aliases", "abbreviations", "country", "sector", "parent", "start", "end", "office")
STATE_COLUMNS = (*ACTOR_COLUMNS, "demonyms", "capitals")

_ID = re.compile(r"[A-Z]{3}|[a-z0-9]+(\.[a-z0-9-]+)+")
_COUNTRY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: where it stands, and its cells by column."""

    path: Path
    line: int
    cells: dict[str, str]

    def fail(self, expected: str, found: str, advice: str) -> BadTable:
        """Return the error that names this line."""
        return BadTable(f"{self.path.name}:{self.line}: expected {expected}, found {found!r}. {advice}")

    def list_cell(self, column: str) -> tuple[str, ...]:
        """Return the `|`-separated values of a cell, less empty ones."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def day_cell(self, column: str, *, last: bool) -> date | None:
        """Return the day of a cell: an ISO date, or a month or year, whose first or last day is meant."""
        text = self.cells[column].strip()
        if not text:
            return None
        try:
            if re.fullmatch(r"\d{4}", text):
                return date(int(text), 12, 31) if last else date(int(text), 1, 1)
            if re.fullmatch(r"\d{4}-\d\d", text):
                year, month = int(text[:4]), int(text[5:])
                return date(year, month, monthrange(year, month)[1] if last else 1)
            return date.fromisoformat(text)
        except ValueError:
            raise self.fail(
                f"a day (YYYY-MM-DD), month (YYYY-MM) or year in {column}", text, "Write it so, or leave it empty."
            ) from None


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of a table and the words that stand for it beside its names.

    `kind`: "state", "agency", "igo", "group" or "person", from the table that it stands in or from its id.
    `table`: name of that table's file without ending.
    """

    actor: Actor
    kind: str
    table: str
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


def read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Read a CSV table with these columns; lines that start with `#` are comments.

    Raises BadTable where the file cannot be read, a column is missing or unknown, or a line is too long or short.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadTable(f"{path}: expected a CSV table in UTF-8, found: {error}. Check path and encoding.") from error
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        raise BadTable(f"{path.name}:1: expected the columns {','.join(columns)}, found nothing. Write them.")
    # One parser line a record: a name never holds a line break, so the numbers stay those of the file.
    records = csv.reader(line for _, line in lines)
    _check_header(path, lines[0][0], next(records), columns)
    for (number, _), record in zip(lines[1:], records, strict=True):
        if len(record) != len(columns):
            raise BadTable(
                f"{path.name}:{number}: expected {len(columns)} cells, found {len(record)}. "
                "Quote a cell that holds a comma, and write no line break inside one."
            )
        yield Row(path, number, dict(zip(columns, record, strict=True)))


def load_entries(path: Path, kind: str | None, countries: frozenset[str] | None = None) -> list[Entry]:
    """Load a table of actors; `kind` None: each row's kind follows from its id.

    `countries`: the codes that a row may name; None while the table of states itself is loaded.
    """
    columns = STATE_COLUMNS if kind == "state" else ACTOR_COLUMNS
    return [_read_entry(row, kind, countries) for row in read_rows(path, columns)]


def load_states() -> list[Entry]:
    """Load the shipped table of states, whose codes every other table names."""
    return load_entries(DATA / "states.csv", "state")


def _check_header(path: Path, line: int, found: list[str], columns: tuple[str, ...]) -> None:
    for name in found:
        if name not in columns:
            raise BadTable(
                f"{path.name}:{line}: expected the columns {','.join(columns)}, found {name!r}."
                f"{suggest_name(name, columns)} Rename or remove it."
            )
    if tuple(found) != columns:
        raise BadTable(
            f"{path.name}:{line}: expected the columns {','.join(columns)} in this order, "
            f"found {','.join(found)}. Add or reorder them."
        )


def _read_entry(row: Row, kind: str | None, countries: frozenset[str] | None) -> Entry:
    actor = _read_actor(row)
    if countries is not None and actor.country is not None and actor.country not in countries:
        advice = "See states.csv for the codes." + suggest_name(actor.country, countries)
        raise row.fail("a state's ISO 3166-1 alpha-3 code in country", actor.country, advice)
    extra = kind == "state"
    return Entry(
        actor,
        kind or _kind_of_id(actor.id),
        row.path.stem,
        row.list_cell("demonyms") if extra else (),
        row.list_cell("capitals") if extra else (),
    )


def _check_cells(row: Row, cells: dict[str, str]) -> None:
    if not _ID.fullmatch(cells["id"]):
        raise row.fail("an id such as 'PAK', 'pak.isi' or 'group.ttp'", cells["id"], "Write lower case, dots, hyphens.")
    if not cells["name"]:
        raise row.fail("a name", cells["name"], "Every actor has a proper name.")
    if cells["sector"] not in SECTORS:
        advice = f"Known: {', '.join(sorted(SECTORS))}.{suggest_name(cells['sector'][:3], SECTORS)}"
        raise row.fail("a sector", cells["sector"], advice)
    if cells["country"] and not _COUNTRY.fullmatch(cells["country"]):
        raise row.fail("an ISO 3166-1 alpha-3 code or nothing in country", cells["country"], "Write it as 'PAK'.")


def _read_actor(row: Row) -> Actor:
    cells = {name: cell.strip() for name, cell in row.cells.items()}
    _check_cells(row, cells)
    start, end = row.day_cell("start", last=False), row.day_cell("end", last=True)
    if start and end and start > end:
        raise row.fail("start on or before end", f"{start} to {end}", "Swap or correct them.")
    return Actor(
        id=cells["id"],
        names=(cells["name"], *row.list_cell("aliases")),
        country=cells["country"] or None,
        sector=cells["sector"],
        parent=cells["parent"] or None,
        start=start,
        end=end,
        office=cells["office"] or None,
        abbreviations=row.list_cell("abbreviations"),
    )


def _kind_of_id(actor_id: str) -> str:
    prefix = actor_id.split(".", maxsplit=1)[0]
    if prefix in ("igo", "group", "person"):
        return prefix
    return "state" if prefix.isupper() else "agency"


def known_countries(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the codes of all states in the table."""
    return frozenset(entry.actor.id for entry in entries if entry.kind == "state")
