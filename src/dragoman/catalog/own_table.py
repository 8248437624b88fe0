"""Add rows to a study's own table of actors: whole, checked, and signed in a comment; nothing else in it is touched."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dragoman.catalog.tables import ACTOR_COLUMNS, known_countries, load_entries, load_states
from dragoman.errors import BadTable
from dragoman.model.actor import Actor


def add_rows(path: Path, actors: Sequence[Actor], author: str, day: date, note: str) -> str:
    """Append the actors below a comment line "# DAY AUTHOR: NOTE"; return what was appended.

    BadTable, and the file as it was, where a row would break the table's rules.
    """
    before = _read(path)
    signed = f"# {day.isoformat()} {' '.join(author.split())}: {' '.join(note.split())}\n"
    added = signed + "".join(_write_row(actor) for actor in actors)
    joint = "" if before.endswith("\n") else "\n"
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_text(before + joint + added, encoding="utf-8")
    try:
        load_entries(draft, None, known_countries(load_states()))
    except BadTable as error:
        draft.unlink()
        raise BadTable(str(error).replace(draft.name, path.name)) from None
    draft.replace(path)
    return added


def _read(path: Path) -> str:
    """Return the table's text; that of an empty one where there is no file yet."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ",".join(ACTOR_COLUMNS) + "\n"
    except (OSError, UnicodeDecodeError) as error:
        raise BadTable(f"{path}: expected a CSV table in UTF-8, found: {error}. Check path and encoding.") from error


def _write_row(actor: Actor) -> str:
    """Write names one a cell, parted by bars; a bar or line break within a name has no place in the table."""
    names = [" ".join(name.replace("|", " ").split()) for name in actor.names]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(
        [
            actor.id,
            names[0],
            "|".join(names[1:]),
            "|".join(actor.abbreviations),
            actor.country or "",
            actor.sector,
            actor.parent or "",
            actor.start.isoformat() if actor.start else "",
            actor.end.isoformat() if actor.end else "",
            actor.office or "",
        ]
    )
    return out.getvalue()
