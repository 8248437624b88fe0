"""The linker's tables of knowledge: families of types, modes that go together, weights, common words."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.codebook.terms import EVENTS
from dragoman.errors import BadTable, suggest_name

DATA = Path(__file__).parent / "data"
KINDS = ("deed", "word")
FIELDS = (
    "prior", "type", "mode", "status", "actors", "recipients", "place", "date", "killed", "injured", "words", "names",
    "article", "opening", "witness",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Family:
    """Types of event that two reports of one happening may be coded as; `kind` as in link_families.csv."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class LinkTables:
    """All that the linker knows beforehand. `weights`: kind, then field, then level, in log-odds."""

    families: Mapping[tuple[str, str | None], Family]
    kin_modes: frozenset[frozenset[str]]
    weights: Mapping[str, Mapping[str, Mapping[str, float]]]
    common_words: frozenset[str]
    usual_words: frozenset[str]
    known_words: frozenset[str]
    """Both together."""
    halvings: Mapping[str, int]
    """By word: how often the share of all news that holds it halves: 0 for "the", 11 for one in two thousand."""

    def find_family(self, event: str, mode: str | None) -> Family:
        """Return the family of a type of event; that of its mode first, where the mode has one of its own."""
        return self.families.get((event, mode)) or self.families[event, None]

    def weigh(self, kind: str, field: str, level: str) -> float:
        """Return what this level of agreement adds to the log-odds."""
        return self.weights[kind][field][level]


@cache
def load_link_tables(folder: Path = DATA) -> LinkTables:
    """Load the tables once a process. Raises BadTable, naming file and line, where one breaks its rules."""
    common, usual = _load_words(folder / "link_common_words.csv")
    return LinkTables(
        families=_load_families(folder / "link_families.csv"),
        kin_modes=frozenset(
            frozenset((row["left"], row["right"]))
            for _, row in _read_rows(folder / "link_modes.csv", ("left", "right"))
        ),
        weights=_load_weights(folder / "link_weights.csv"),
        common_words=common,
        usual_words=usual,
        known_words=common | usual,
        halvings=_load_halvings(folder / "link_word_halvings.csv"),
    )


def _read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row with where it stands; lines that start with `#` are comments."""
    lines = [(n, text) for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if text[:1] != "#"]
    header = tuple(lines[0][1].split(","))
    if header != columns:
        raise BadTable(f"{path.name}:{lines[0][0]}: expected the columns {columns}, found {header}. Rename them.")
    for (number, _), cells in zip(lines[1:], csv.reader(text for _, text in lines[1:]), strict=True):
        if len(cells) != len(columns):
            raise BadTable(f"{path.name}:{number}: expected {len(columns)} cells, found {len(cells)}. Quote commas.")
        yield f"{path.name}:{number}", dict(zip(columns, cells, strict=True))


def _load_families(path: Path) -> dict[tuple[str, str | None], Family]:
    families = {}
    for where, row in _read_rows(path, ("event", "mode", "family", "kind")):
        if row["event"] not in EVENTS:
            raise BadTable(f"{where}: unknown event {row['event']!r}.{suggest_name(row['event'], EVENTS)}")
        if row["kind"] not in KINDS:
            raise BadTable(f"{where}: expected a kind of {', '.join(KINDS)}, found {row['kind']!r}. Correct it.")
        families[row["event"], row["mode"] or None] = Family(row["family"], row["kind"])
    missing = [event for event in EVENTS if (event, None) not in families]
    if missing:
        raise BadTable(f"{path.name}: expected a row without mode for each event, found none for {missing}. Add it.")
    return families


def _load_weights(path: Path) -> dict[str, dict[str, dict[str, float]]]:
    weights: dict[str, dict[str, dict[str, float]]] = {kind: {field: {} for field in FIELDS} for kind in KINDS}
    for where, row in _read_rows(path, ("field", "level", *KINDS)):
        if row["field"] not in FIELDS:
            raise BadTable(f"{where}: unknown field {row['field']!r}.{suggest_name(row['field'], FIELDS)}")
        for kind in KINDS:
            try:
                weights[kind][row["field"]][row["level"]] = float(row[kind])
            except ValueError:
                raise BadTable(f"{where}: expected a number in {kind}, found {row[kind]!r}. Correct it.") from None
    return weights


def _load_words(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    degrees: dict[str, set[str]] = {"common": set(), "usual": set()}
    for where, row in _read_rows(path, ("word", "degree")):
        if row["degree"] not in degrees:
            raise BadTable(f"{where}: expected common or usual, found {row['degree']!r}. Correct it.")
        degrees[row["degree"]].add(row["word"])
    return frozenset(degrees["common"]), frozenset(degrees["usual"])


def _load_halvings(path: Path) -> dict[str, int]:
    halvings = {}
    for where, row in _read_rows(path, ("word", "halvings")):
        if not row["halvings"].isdigit():
            raise BadTable(f"{where}: expected a whole number of halvings, found {row['halvings']!r}. Correct it.")
        halvings[row["word"]] = int(row["halvings"])
    return halvings
