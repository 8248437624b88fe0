"""Which codings are worth comparing: those that share a key of kind, days and place, actor, name or toll.

Codings are taken in order of publication. Each looks up the earlier ones under its own keys and then stands there
itself, so that the work grows with the number of codings and not with its square, and a new article is looked up
without touching the rest. A key under which very many stand offers only the latest of them: those that share more
than that meet under a finer key.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from dragoman.resolve.compare_days import ACTUAL_DAYS, SLACK_DAYS
from dragoman.resolve.compare_places import NOWHERE
from dragoman.resolve.profiles import Profile, name_town

Key = tuple[object, ...]

MOST_PER_KEY = 60
"""Codings that one key offers: the latest."""

MOST_PER_CODING = 80
"""Codings that one is compared with: those with which it shares most keys, then the latest."""

MONTH_DAYS = 31
MOST_DAYS = 400
"""An interval of more days than this asks for others in its first months only: a decade tells no event."""

TELLING_TOLL = 5


def find_candidates(profiles: Sequence[Profile]) -> Iterator[tuple[int, list[int]]]:
    """Yield each position with the earlier positions to compare it with; `profiles` in order of publication."""
    index: dict[Key, list[int]] = defaultdict(list)
    for i, profile in enumerate(profiles):
        stand, ask = list_keys(profile)
        copied = _list_copied(profile)
        shared: Counter[int] = Counter()
        for key in ask | copied:
            if key in index:
                shared.update(index[key][-MOST_PER_KEY:])
        yield i, _choose(shared)
        for key in stand | copied:
            index[key].append(i)


def list_keys(profile: Profile) -> tuple[set[Key], set[Key]]:
    """Return the keys under which a coding stands, and those under which it asks for others.

    Two codings of few days meet on a day, with any thing that two reports may share. One of many days ("in 2014")
    meets others in a month, and one of unknown days (an anniversary) any time, only with what is rare enough to
    stand without the day: a named actor, a name, a town.
    """
    base, rare = (profile.family, profile.reality), list(_list_rare(profile))
    named = [thing for thing in rare if thing[0] != "town"]
    any_time = [(*base, thing) for thing in named]
    if profile.first is None or profile.last is None:
        return _label("unknown", any_time), _label("unknown", any_time) | _label("few", any_time)
    # "Actual" reaches back three months: an undated report of a trial tells of an attack some months ago.
    since = profile.first if profile.dated else profile.published - ACTUAL_DAYS
    months = range(since // MONTH_DAYS, min(profile.last, profile.first + MOST_DAYS) // MONTH_DAYS + 1)
    monthly = [(*base, month, thing) for month in months for thing in rare]
    if not profile.narrow:
        return _label("many", monthly), _label("many", monthly) | _label("few", monthly) | _label("unknown", any_time)
    days = range(profile.first, profile.last + SLACK_DAYS + 1)
    daily = [(*base, day, thing) for day in days for thing in (*rare, *_list_usual(profile))]
    stand = _label("day", daily) | _label("few", monthly if profile.dated else monthly[-len(rare) :])
    ask = _label("day", daily) | _label("many", monthly) | _label("unknown", any_time)
    if not profile.dated:
        stand |= _label("many", monthly)
        ask |= _label("few", monthly)
    return stand | _label("few", any_time), ask


def _list_copied(profile: Profile) -> set[Key]:
    """What copies of one story share, whatever they tell: the story, and the sentence to the letter."""
    base, resolved = (profile.family, profile.reality), profile.resolved
    return {("story", *base, resolved.witness), ("sentence", *base, resolved.coding.quote.text)}


def _label(label: str, keys: Sequence[Key]) -> set[Key]:
    return {(label, *key) for key in keys}


def _list_rare(profile: Profile) -> Iterator[tuple[str, object]]:
    for actor in (*profile.actors.named, *profile.recipients.named):
        yield "actor", actor
    for name in profile.names:
        yield "name", name
    place = profile.place
    town = name_town(place) if place is not None else None
    if town is not None:
        yield "town", town


def _list_usual(profile: Profile) -> Iterator[tuple[str, object]]:
    """What many events of one day share: the country, the states, the size of the toll."""
    place = profile.place
    if place is not None and place.precision != NOWHERE and place.country is not None:
        yield "country", place.country
    for state in profile.actors.states | profile.recipients.states:
        yield "state", state
    killed = profile.coding.killed
    if killed is not None and killed.best is not None and killed.best >= TELLING_TOLL:
        yield "killed", killed.best


def _choose(shared: Counter[int]) -> list[int]:
    if len(shared) <= MOST_PER_CODING:
        return sorted(shared)
    chosen = sorted(shared, key=lambda i: (-shared[i], -i))[:MOST_PER_CODING]
    return sorted(chosen)
