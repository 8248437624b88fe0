"""Which events are promises, and which later acts keep or overtake them: data/promises.toml, read and checked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.codebook import EVENTS, STATUSES
from dragoman.errors import BadTable, suggest_name

FILE = Path(__file__).parent / "data" / "promises.toml"
_KEYS = frozenset(("event", "status", "kept", "overtaken", "either"))


@dataclass(frozen=True, slots=True)
class PromiseRule:
    """A kind of promise. `kept`, `overtaken`: types of later actual events. `either`: the deed may be told from the
    other side."""

    event: str
    status: str
    kept: frozenset[str]
    overtaken: frozenset[str]
    either: bool


@cache
def load_rules(file: Path = FILE) -> dict[tuple[str, str], PromiseRule]:
    """Return the rules by event type and status; BadTable with the number of the entry that breaks the form."""
    rules: dict[tuple[str, str], PromiseRule] = {}
    for number, entry in enumerate(tomllib.loads(file.read_text(encoding="utf-8")).get("promise", ()), 1):
        where = f"{file.name}: promise {number}"
        if not {"event", "status", "kept", "overtaken"} <= set(entry) <= _KEYS:
            raise BadTable(f"{where}: expected the keys {', '.join(sorted(_KEYS))}; found {', '.join(entry)}.")
        _check_terms(where, (entry["event"], *entry["kept"], *entry["overtaken"]), EVENTS)
        _check_terms(where, (entry["status"],), STATUSES)
        rules[entry["event"], entry["status"]] = PromiseRule(
            entry["event"],
            entry["status"],
            frozenset(entry["kept"]),
            frozenset(entry["overtaken"]),
            bool(entry.get("either", False)),
        )
    return rules


def list_types() -> tuple[str, ...]:
    """Return every event type that a promise, its keeping or its overtaking may have, in the codebook's order."""
    rules = load_rules().values()
    named = {event for rule in rules for event in (rule.event, *rule.kept, *rule.overtaken)}
    return tuple(event for event in EVENTS if event in named)


def _check_terms(where: str, terms: Iterable[str], known: Iterable[str]) -> None:
    for term in terms:
        if term not in known:
            raise BadTable(f"{where}: expected one of {', '.join(known)}; found '{term}'.{suggest_name(term, known)}")
