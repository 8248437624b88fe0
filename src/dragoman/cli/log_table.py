"""The log of decisions as a table, as JSON lines, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping

from dragoman.cli.decision_words import word_decision
from dragoman.model import Decision
from dragoman.model.decision_row import write_decision

HEADERS = ("n", "when (UTC)", "who", "what", "reason", "state")
NUMBERS = frozenset({0})
WHOLE = frozenset({0, 1})
CSV_FIELDS = ("number", "at", "author", "action", "what", "field", "verdict", "value", "was", "codings", "others")
CSV_MORE = ("events", "undoes", "undone_by", "reason")


def make_rows(log: Iterable[Decision], undone: Mapping[int, int]) -> list[tuple[str, ...]]:
    """Return the cells of the table. `undone`: number of a decision to that of the one that took it back."""
    return [
        (
            str(decision.number),
            f"{decision.at:%Y-%m-%d %H:%M}",
            decision.author,
            word_decision(decision),
            decision.reason,
            f"undone by {undone[decision.number]}" if decision.number in undone else "",
        )
        for decision in log
    ]


def format_json(log: Iterable[Decision], undone: Mapping[int, int]) -> str:
    """Return one JSON object a line, with everything that the log holds."""
    rows = (write_decision(decision) | {"undone_by": undone.get(decision.number)} for decision in log)
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def format_csv(log: Iterable[Decision], undone: Mapping[int, int]) -> str:
    """Return CSV with a header; lists are separated by `|`."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*CSV_FIELDS, *CSV_MORE))
    for decision in log:
        row = write_decision(decision) | {"undone_by": undone.get(decision.number), "what": word_decision(decision)}
        cells = (row[name] for name in (*CSV_FIELDS, *CSV_MORE))
        writer.writerow(["|".join(cell) if isinstance(cell, list) else cell for cell in cells])
    return out.getvalue().rstrip("\n")
