"""The codebook: look up a term, list a kind of term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.codebook.entry import Entry
from dragoman.codebook.read_terms import read_entries, read_version
from dragoman.errors import NotFound, suggest_name


@dataclass(frozen=True, slots=True)
class Codebook:
    """Every term by its key. `version` goes with codings that were made by it."""

    version: str
    entries: Mapping[str, Entry]

    @classmethod
    def load(cls) -> Codebook:
        """Return the codebook that ships with Dragoman, read once a process. Raises BadTable where it is damaged."""
        return _load_codebook()

    def list_terms(self, kind: str) -> tuple[Entry, ...]:
        """Return the terms of one kind (a key of KINDS_OF_TERM) in the order of their table."""
        return tuple(entry for entry in self.entries.values() if entry.kind == kind)

    def find_terms(self, term: str) -> tuple[Entry, ...]:
        """Return every term that goes by this code or key, whatever its case; `arrest` is a mode of two types.

        Raises NotFound, with the nearest known name, where there is none.
        """
        wanted = _fold(term)
        found = tuple(e for e in self.entries.values() if wanted in (_fold(e.key), _fold(e.code)))
        if found:
            return found
        names = list(dict.fromkeys([e.code for e in self.entries.values()] + list(self.entries)))
        hint = suggest_name(term, names) or " `dragoman codebook` lists all terms."
        raise NotFound(f"The codebook has no term '{term}'.{hint}")

    def explain(self, term: str) -> Entry:
        """Return the one term of this name. Raises NotFound where there is none, or several ("arrest")."""
        found = self.find_terms(term)
        exact = [entry for entry in found if _fold(entry.key) == _fold(term)]
        if len(exact) == 1:
            return exact[0]
        if len(found) > 1:
            raise NotFound(f"'{term}' stands for several terms. Say which: {', '.join(e.key for e in found)}.")
        return found[0]


def _fold(name: str) -> str:
    return name.strip().casefold().replace("_", "-").replace(" ", "-")


@cache
def _load_codebook() -> Codebook:
    return Codebook(read_version(), read_entries())
