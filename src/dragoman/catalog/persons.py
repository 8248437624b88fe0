"""Find an office holder by a full name or by a surname and a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dragoman.catalog.matching import fold_name
from dragoman.model.actor import Actor

# Texts write of a person under a title shortly before the office begins (elect, designate) and long after it ends.
_BEFORE = timedelta(days=120)
_AFTER = timedelta(days=365)
_SURNAME_FIRST = frozenset(("CHN", "KOR", "PRK", "TWN", "VNM", "KHM"))
_PARTICLES = frozenset(
    ("al", "el", "bin", "ibn", "von", "der", "van", "den", "de", "da", "dos", "di", "la", "le", "ul", "abu")
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))

_SAME_OFFICE = {
    "secretary of defense": "defense minister",
    "defense secretary": "defense minister",
    "secretary of state": "foreign minister",
    "foreign secretary": "foreign minister",
    "external affairs minister": "foreign minister",
    "minister of foreign affairs": "foreign minister",
    "premier": "prime minister",
    "chief of army staff": "army chief",
    "chief of the army staff": "army chief",
    "chief of the army": "army chief",
    "home secretary": "interior minister",
    "home minister": "interior minister",
}


class PersonIndex:
    """Persons of the catalog by surname. `titled`: ids of those whom a surname means only beside office or state."""

    def __init__(self, persons: Iterable[Actor], titled: frozenset[str] = frozenset()) -> None:
        self._titled = titled
        self._by_surname: dict[str, list[Actor]] = {}
        self._by_office: dict[tuple[str, str], list[Actor]] = {}
        for actor in persons:
            if actor.country is not None and actor.office is not None:
                self._by_office.setdefault((actor.country, _plain_office(actor.office)), []).append(actor)
            surnames = {name for full in actor.names for name in _surnames(full, actor.country)}
            for surname in surnames:
                self._by_surname.setdefault(surname, []).append(actor)

    def find(self, name: str, roles: frozenset[str], country: str | None, day: date | None) -> Actor | None:
        """Return the one person whom the name fits: in or near office on `day`, of the country named beside it.

        With another first name before the surname nobody fits. A surname alone needs a day; where several persons fit,
        the office named in the mention decides, and otherwise nobody is returned.
        """
        words = [word for word in _words(name) if word not in _SUFFIXES]
        suffixes = _SUFFIXES.intersection(_words(name))
        fits = [a for a in self._candidates(words) if country in (None, a.country) and _same_suffix(suffixes, a)]
        offices = {_plain_office(role) for role in roles}
        if len(words) == 1 and country is None:
            fits = [a for a in fits if a.id not in self._titled or _plain_office(a.office or "") in offices]
        if len(words) == 1 or day is not None:
            fits = [actor for actor in fits if _near_office(actor, day)] or (fits if len(words) > 1 else [])
        if len({actor.id for actor in fits}) > 1:
            fits = [actor for actor in fits if actor.office is not None and _plain_office(actor.office) in offices]
        if len({actor.id for actor in fits}) != 1:
            return None
        return choose_office([actor for actor in fits if actor.active(day)] or fits[-1:])

    def hold_office(self, country: str, office: str, day: date) -> Actor | None:
        """Return the one person who holds the office on the day; None where the table has nobody, or two."""
        holders = [actor for actor in self._by_office.get((country, _plain_office(office)), ()) if actor.active(day)]
        return holders[0] if len({actor.id for actor in holders}) == 1 else None

    def _candidates(self, words: list[str]) -> list[Actor]:
        for cut in range(len(words)):
            actors = self._by_surname.get(" ".join(words[cut:]))
            if actors:
                given = [word for word in words[:cut] if len(word) > 1]
                return [actor for actor in actors if _given_fits(given, actor)]
        return []


def _plain_office(office: str) -> str:
    """One word for offices that countries and outlets spell or call in two ways."""
    plain = office.lower().replace("defence", "defense").replace("-", " ")
    return _SAME_OFFICE.get(plain, plain)


def _same_suffix(suffixes: frozenset[str], actor: Actor) -> bool:
    """Tell "Roe Jr." from the father: a suffix that no name of the actor has is another person's."""
    return not suffixes or any(suffixes.intersection(_words(name)) for name in actor.names)


def choose_office(held: list[Actor]) -> Actor:
    """Return the office that a person who holds several at once acts in: a ruler in uniform is the government."""
    return next((actor for actor in held if actor.sector == "GOV"), held[0])


def _given_fits(given: list[str], actor: Actor) -> bool:
    return not given or any(given[0] == _words(name)[0] for name in actor.names)


def _near_office(actor: Actor, day: date | None) -> bool:
    if day is None:
        return False
    begun = actor.start is None or actor.start - _BEFORE <= day
    return begun and (actor.end is None or day <= actor.end + _AFTER)


def _words(name: str) -> list[str]:
    return [word.strip(".,") for word in fold_name(name).split() if word.strip(".,")]


def _surnames(full: str, country: str | None) -> set[str]:
    words = [word for word in _words(full) if word not in _SUFFIXES]
    if not words:
        return set()
    if len(words) == 1:
        return {words[0]}
    at = len(words) - 1
    while at > 1 and words[at - 1] in _PARTICLES:
        at -= 1
    surnames = {words[-1], " ".join(words[at:])}
    if country in _SURNAME_FIRST:
        surnames = {words[0]} if "-" in words[-1] or len(words) > 2 or country == "CHN" else surnames | {words[0]}
    return surnames
