"""Actors by name: those of the record with their events, the catalog's beside them, found as somebody types."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.catalog.actors import ActorCatalog
from dragoman.codebook import SECTORS, Codebook
from dragoman.errors import NotFound
from dragoman.model.actor import Actor
from dragoman.record import Mirror
from dragoman.record.browse_actors import ActorTotal, count_actors


@dataclass(frozen=True, slots=True)
class Listed:
    """One actor of the directory. `names`: all that it goes by, the shown one first. `kind`: the catalog's ("state",
    "agency", "igo", "group", "person"), "sector" for people known by no more than state and sector, or "new" where the
    catalog has none. `offices`: for a person, the latest first."""

    key: str
    name: str
    kind: str
    country: str | None
    sector: str
    events: int
    names: tuple[str, ...]
    offices: tuple[str, ...] = ()


class ActorDirectory:
    """Looks actors up; made once for each snapshot of the record (see `follow`)."""

    def __init__(self, counts: Iterable[ActorTotal], catalog: ActorCatalog) -> None:
        known = _group_entries(catalog)
        listed = [_list_counted(count, known.get(count.actor_id, ()), catalog) for count in counts]
        there = {each.key for each in listed}
        rest = [_list_known(entries, catalog) for key, entries in known.items() if key not in there]
        self._all = (*listed, *sorted(rest, key=lambda each: each.name))
        self._by_key = {each.key: each for each in self._all}
        # One string for each, all names folded, every word with a space before it: most are passed over by one look.
        self._folded = [(each, "".join(f" {fold(name)}|" for name in (*each.names, each.key))) for each in self._all]

    @property
    def recorded(self) -> tuple[Listed, ...]:
        """Those with events, the most frequent first."""
        return tuple(each for each in self._all if each.events)

    def get(self, key: str) -> Listed | None:
        """Return the actor of a key of EventQuery; a state with a sector is made up from the state."""
        state, _, sector = key.partition(":")
        if sector not in SECTORS:
            return self._by_key.get(key)
        whole = self._by_key.get(state)
        if whole is None or whole.kind != "state":
            return None
        title = Codebook.load().explain(sector).title
        return Listed(key, f"{whole.name} ({title.lower()})", "sector", state, sector, 0, (whole.name,))

    def resolve(self, text: str) -> Listed:
        """Return the actor that a person means by a key or a name; NotFound with the nearest where nobody is."""
        told = text.strip()
        exact = self.get(told) or self.get(told.upper())
        if exact is not None:
            return exact
        found = self.find(told, 4)
        if found and fold(told) in (fold(name) for name in found[0].names):
            return found[0]
        hint = f" Near it: {', '.join(f'{each.name} ({each.key})' for each in found)}." if found else ""
        raise NotFound(f"'{told[:80]}': expected an actor's name or id, such as PAK; found none like it.{hint}")

    def name_of(self, key: str) -> str:
        """Return the name to show for a key, or the key itself."""
        found = self.get(key)
        return found.name if found else key

    def find(self, text: str, limit: int = 10, *, recorded: bool = False) -> list[Listed]:
        """Return those whose names hold all the words typed, each at the beginning of a word.

        First those of that very name, then those that begin so, then by number of events. `recorded`: with events only.
        """
        words = fold(text).split()
        if not words:
            return []
        whole = " ".join(words)
        ranked = []
        starts = [f" {word}" for word in words]
        for each, names in self._folded:
            if all(start in names for start in starts) and (each.events or not recorded):
                rank = min(_rank_name(name, whole, starts) for name in names.split("|"))
                if rank < _NO_RANK:
                    ranked.append((rank, -each.events, each.name, each))
        ranked.sort(key=lambda entry: entry[:3])
        return [entry[3] for entry in ranked[:limit]]

    def count(self, text: str) -> int:
        """Return how many with events `find` would find without a limit."""
        return len(self.find(text, len(self._all), recorded=True))


class DirectoryKeeper:
    """Keeps a directory that follows the record. Making one takes most of a second where actors are many: while the
    next is made, which happens beside, the last one answers."""

    def __init__(self, mirror: Mirror) -> None:
        self._mirror = mirror
        self._making = threading.Lock()
        self._kept: tuple[int, ActorCatalog, ActorDirectory] | None = None

    def read(self, catalog: ActorCatalog) -> ActorDirectory:
        """Return the directory; where the record has just changed, that of a moment ago."""
        kept = self._kept
        if kept is None or kept[1] is not catalog:
            with self._making:
                return self._make(catalog)
        if kept[0] != self._mirror.snapshot and self._making.acquire(blocking=False):
            threading.Thread(target=self._make_beside, args=(catalog,), name="actor-directory", daemon=True).start()
        return kept[2]

    def read_latest(self, catalog: ActorCatalog) -> ActorDirectory:
        """Return the directory of the snapshot that the mirror shows, and wait for it."""
        with self._making:
            return self._make(catalog)

    def close(self) -> None:
        """Wait for one that is being made."""
        with self._making:
            self._kept = None

    def _make(self, catalog: ActorCatalog) -> ActorDirectory:
        snapshot, kept = self._mirror.snapshot, self._kept
        if kept is None or kept[0] != snapshot or kept[1] is not catalog:
            kept = (snapshot, catalog, ActorDirectory(count_actors(self._mirror), catalog))
            self._kept = kept
        return kept[2]

    def _make_beside(self, catalog: ActorCatalog) -> None:
        try:
            self._make(catalog)
        finally:
            self._making.release()


def fold(text: str) -> str:
    """Fold a name as a search does: no case, no diacritics, words of letters and figures with one space between."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", plain.casefold()))


_NO_RANK = 9


def _rank_name(name: str, whole: str, starts: list[str]) -> int:
    """`name`: folded, with a space before it. The very name, one that begins so, one that holds words that do."""
    if name == f" {whole}":
        return 0
    if name.startswith(f" {whole}"):
        return 1
    return 2 if all(start in name for start in starts) else _NO_RANK


def _group_entries(catalog: ActorCatalog) -> dict[str, tuple[Actor, ...]]:
    entries: dict[str, list[Actor]] = {}
    for actor in catalog:
        entries.setdefault(actor.id, []).append(actor)
    return {key: tuple(actors) for key, actors in entries.items()}


def _list_counted(count: ActorTotal, entries: tuple[Actor, ...], catalog: ActorCatalog) -> Listed:
    if entries:
        known = _list_known(entries, catalog)
        return Listed(
            known.key, known.name, known.kind, known.country, known.sector, count.events, known.names, known.offices
        )
    kind = "new" if count.provisional else "sector"
    return Listed(count.actor_id, count.name, kind, count.country, count.sector, count.events, (count.name,))


def _list_known(entries: tuple[Actor, ...], catalog: ActorCatalog) -> Listed:
    first = entries[0]
    names = tuple(dict.fromkeys(name for entry in entries for name in (*entry.names, *entry.abbreviations)))
    offices = tuple(dict.fromkeys(entry.office for entry in reversed(entries) if entry.office))
    kind = catalog.kind(first.id) or "agency"
    return Listed(first.id, first.name, kind, first.country, first.sector, 0, names, offices)
