"""Which words may name an act? A table of triggers, each with the acts that it may name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.codebook import MODES
from dragoman.errors import BadTable

Act = tuple[str, str | None]
"""Event type and mode, or None for a trigger that tells no mode."""


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """Lemmas of verbs and nouns, and "verb>dependent" phrases, each with the acts that they may name."""

    verbs: Mapping[str, tuple[Act, ...]]
    nouns: Mapping[str, tuple[Act, ...]]
    phrases: Mapping[tuple[str, str], tuple[Act, ...]]


@cache
def load_triggers() -> TriggerTable:
    """Read and check `data/triggers.toml`, once a process."""
    text = files("dragoman.extract").joinpath("data", "triggers.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[Act]]] = {"verbs": {}, "nouns": {}, "phrases": {}}
    for number, entry in enumerate(tomllib.loads(text)["act"], 1):
        event, mode = entry["event"], entry.get("mode")
        if event not in MODES or (mode is not None and mode not in MODES[event]):
            raise BadTable(f"triggers.toml, entry {number}: expected an act of the codebook, found {event}/{mode}")
        for kind, table in tables.items():
            for word in entry.get(kind, "").split():
                if (kind == "phrases") != (">" in word):
                    raise BadTable(f"triggers.toml, entry {number}: '{word}' does not belong under {kind}")
                acts = table.setdefault(word, [])
                if (event, mode) not in acts:
                    acts.append((event, mode))
    phrases = {tuple(word.split(">", 1)): tuple(acts) for word, acts in tables["phrases"].items()}
    return TriggerTable(
        verbs={word: tuple(acts) for word, acts in tables["verbs"].items()},
        nouns={word: tuple(acts) for word, acts in tables["nouns"].items()},
        phrases={(verb, rest): acts for (verb, rest), acts in phrases.items()},
    )
