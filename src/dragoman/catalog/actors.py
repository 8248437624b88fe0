"""The catalog of political actors: states, their organs, armed groups, organizations, persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from dragoman.catalog.describing import Describer, Description
from dragoman.catalog.matching import Name, NameIndex, NameMatch, fold_name
from dragoman.catalog.mention_head import STATE_WORDS, Lookups
from dragoman.catalog.persons import PersonIndex, choose_office
from dragoman.catalog.place_owner import find_place_country
from dragoman.catalog.roles import load_lexicon
from dragoman.catalog.tables import DATA, Entry, known_countries, load_entries, load_states, read_rows
from dragoman.model.actor import Actor

_TITLED = ("heads", "figures")
"""Tables of persons whom a surname alone does not mean."""
# In order: where two tables share a name, the kind of the first one is what a match is called.
_TABLES = (
    ("agencies", "agency"),
    ("igos", "igo"),
    ("groups", "group"),
    ("persons", "person"),
    *((table, "person") for table in _TITLED),
)

_ORGANS = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))

_REMEMBERED = 4096
"""Descriptions kept, some 2 MB: those of the mentions of a few hundred articles."""


class ActorCatalog:
    """All actors by id and by name. Make it with `load`."""

    def __init__(self, entries: list[Entry], lookalikes: dict[str, list[str]]) -> None:
        self._by_id: dict[str, list[Actor]] = {}
        self._kinds: dict[str, str] = {}
        for entry in entries:
            self._by_id.setdefault(entry.actor.id, []).append(entry.actor)
            self._kinds.setdefault(entry.actor.id, entry.kind)
        masks = [Name(phrase, (), "mask") for phrase in lookalikes["mask"]]
        names = [name for entry in entries for name in _names_of(entry)]
        self._alone, self._shared = frozenset(lookalikes["alone"]), frozenset(lookalikes["shared"])
        needy = {fold_name(name.text) for name in names if name.exact and self._is_shared(name.text, name.kind)}
        self._index = NameIndex([*names, *masks], frozenset(lookalikes["cased"]) | needy, frozenset(lookalikes["word"]))
        persons = [entry for entry in entries if entry.kind == "person"]
        self._persons = PersonIndex(
            (entry.actor for entry in persons), frozenset(e.actor.id for e in persons if e.table in _TITLED)
        )
        self._lexicon = load_lexicon()
        self._describer = Describer(Lookups(self._lexicon, self.get, self._persons.find, find_place_country))
        # An article names the same few actors again and again.
        self._describe = lru_cache(maxsize=_REMEMBERED)(self._describe_words)

    @classmethod
    def load(cls, extra: Path | None = None) -> ActorCatalog:
        """Load the shipped tables, and the study's own after them; the same catalog while the file is the same.

        Raises BadTable with file and line where a table breaks its rules.
        """
        return _load_catalog(extra, _stamp(extra))

    def __iter__(self) -> Iterator[Actor]:
        for actors in self._by_id.values():
            yield from actors

    def find(self, text: str) -> list[NameMatch]:
        """Find every name in running text: leftmost, longest, not overlapping, in text order.

        A short abbreviation that many things share ("AA", "EFF") counts only where a name of its actor stands too.
        """
        matches = self._index.find(text)
        named = {actor_id for match in matches if not match.short for actor_id in match.actor_ids}
        return [m for m in matches if not m.short or self._is_backed(m, named, text)]

    def _is_backed(self, match: NameMatch, named: set[str], text: str) -> bool:
        return not named.isdisjoint(match.actor_ids) or not self._is_shared(match.span.quote(text), match.kind)

    def _is_shared(self, abbreviation: str, kind: str) -> bool:
        if kind == "group":
            return len(abbreviation) < 5 and abbreviation.isalpha() and abbreviation not in self._alone
        return abbreviation in self._shared

    def describe(self, mention: str, day: date | None = None) -> Description | None:
        """Describe an actor from the words of its mention alone, as of `day`; None where they tell nothing.

        A catalogued group, body or person beats a state word in its name; a state and a role noun give the state's
        country and the role's sector; a capital or state alone is its government.
        """
        return self._describe(mention, day)

    def _describe_words(self, mention: str, day: date | None) -> Description | None:
        return self._describer.describe(self._lexicon.read_zones(mention, self._index.find(mention)), day)

    def hold_office(self, country: str, office: str, day: date) -> Actor | None:
        """Return who holds an office of a state on a day ("PAK", "prime minister"); None where the table cannot say."""
        return self._persons.hold_office(country, office, day)

    def strip_titles(self, name: str) -> str:
        """Return a person's name without titles and offices: "President Jane Roe" gives "Jane Roe"."""
        return self._lexicon.strip_titles(name)

    def cut_title(self, name: str) -> str:
        """Return the person's name that a title stands before, wherever it stands; the whole where none does."""
        return self._lexicon.cut_title(name)

    def holds_name(self, words: str) -> bool:
        """Tell whether the words hold more than a role, a state and small words: a proper name, or an entry's.

        A union or party made of such words is a name all the same ("Workers Union"), an organ of a state is not.
        """
        matches = self._index.find(words)
        zones = self._lexicon.read_zones(words, matches)
        named = any(match.kind not in STATE_WORDS for match in matches)
        proper = [piece.text for zone in zones for piece in zone.pieces if piece.kind == "proper"]
        if named or not all(self._lexicon.is_portfolio(word) for text in proper for word in text.split()):
            return True
        said = self.describe(words)
        return self._lexicon.names_body(words) and (said is None or said.sector not in _ORGANS)

    def names_body(self, name: str) -> bool:
        """Tell whether the name ends as the names of parties, unions and firms do ("Workers Union")."""
        return self._lexicon.names_body(name)

    def kind(self, actor_id: str) -> str | None:
        """Return "state", "agency", "igo", "group" or "person", or None where the id is unknown."""
        return self._kinds.get(actor_id)

    def get(self, actor_id: str, day: date | None = None) -> Actor | None:
        """Return the entry with this id: the one that holds on `day` where there are several, else the first.

        Of offices held at once that of the government comes first.
        """
        actors = self._by_id.get(actor_id, [])
        held = [actor for actor in actors if actor.active(day)] or actors[:1]
        return choose_office(held) if held else None


def _stamp(path: Path | None) -> tuple[int, int] | None:
    """Return what changes when a study's table is written: the catalog of before is not that of after."""
    if path is None or not path.exists():
        return None
    found = path.stat()
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=8)
def _load_catalog(extra: Path | None, stamp: tuple[int, int] | None) -> ActorCatalog:
    states = load_states()
    countries = known_countries(states)
    entries = list(states)
    for stem, kind in _TABLES:
        path = DATA / f"{stem}.csv"
        if path.exists():
            entries.extend(load_entries(path, kind, countries))
    if extra is not None:
        entries.extend(load_entries(extra, None, countries))
    return ActorCatalog(entries, _load_lookalikes(DATA / "lookalikes.csv"))


def _load_lookalikes(path: Path) -> dict[str, list[str]]:
    uses: dict[str, list[str]] = {"mask": [], "cased": [], "word": [], "alone": [], "shared": []}
    for row in read_rows(path, ("phrase", "use")):
        use, phrase = row.cells["use"], row.cells["phrase"]
        if use not in uses:
            raise row.fail(f"a use ({', '.join(uses)})", use, "Correct it.")
        uses[use].append(fold_name(phrase) if use in ("cased", "word") else phrase)
    return uses


def _names_of(entry: Entry) -> Iterable[Name]:
    ids = (entry.actor.id,)
    for text in entry.actor.names:
        yield Name(_without_article(text), ids, entry.kind)
    for text in entry.actor.abbreviations:
        yield Name(text, ids, entry.kind, exact=True)
    for text in entry.demonyms:
        yield Name(text, ids, "demonym")
    for text in entry.capitals:
        yield Name(_without_article(text), ids, "capital")


def _without_article(name: str) -> str:
    return name[4:] if name[:4] in ("the ", "The ") and name != "The Hague" else name


__all__ = ["ActorCatalog", "Description", "NameMatch"]
