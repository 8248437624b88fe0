"""What of a coding the linker looks at, drawn out once so that comparing two codings is a matter of look-ups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dragoman.model.actor import ResolvedActor
from dragoman.model.coding import Coding
from dragoman.model.event import ResolvedCoding
from dragoman.model.place import Place
from dragoman.resolve.link_tables import LinkTables
from dragoman.resolve.wording import OPENING, pick_full_names, pick_names, pick_telling_words, split_words

NARROW_DAYS = 4
"""An interval of no more days than this tells one happening of a kind from the next; "last week" does not."""

PRECISE = 3
"""UCDP's precision code up to which a place is no larger than a district."""

MOST_LOOKED_UP = 1
"""Of an opening's rarest words those by which others are looked up. With three, gva was no better (B-cubed F .928 for
.929), and linking ten new articles took half as long again.
"""

TownKey = int | str
REAL = frozenset({"actual", "historical"})


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a coding. `named`: ids of persons, groups, agencies, provisional names; `states`: alpha-3 codes."""

    named: frozenset[str]
    states: frozenset[str]

    @property
    def empty(self) -> bool:
        """Tell whether nobody is known on this side; unnamed gunmen are nobody."""
        return not self.named and not self.states


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the article around a coding tells; a coding's own sentence is short.

    `names`: rare names of the sentences of all its codings, and full names of its opening. `towns`: of all its codings,
    by key. `telling`: the rarest words of its opening. `rare`: those to look others up by, which no table of news has.
    """

    names: frozenset[str]
    towns: frozenset[TownKey]
    telling: frozenset[str] = frozenset()
    rare: tuple[str, ...] = ()


NOWHERE = Surroundings(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Profile:
    """A coding as the linker sees it.

    `first`, `last`: ordinals of the days on which it may have happened, by the text, or else by the day of publication;
    None where neither tells. `dated`: the text tells. `published`: ordinal. `names`: rare names of the sentence.
    """

    resolved: ResolvedCoding
    family: str
    kind: str
    reality: str
    published: int
    first: int | None
    last: int | None
    dated: bool
    actors: Party
    recipients: Party
    words: frozenset[str]
    names: frozenset[str]
    usual: frozenset[str]
    around: Surroundings

    @property
    def coding(self) -> Coding:
        """The coding itself."""
        return self.resolved.coding

    @property
    def place(self) -> Place | None:
        """Where, or None where that is unknown or international waters."""
        return self.resolved.place

    @property
    def narrow(self) -> bool:
        """Tell whether the days are few enough to look for others by."""
        if self.first is None or self.last is None:
            return False
        return not self.dated or self.last - self.first < NARROW_DAYS


def profile_coding(
    resolved: ResolvedCoding, tables: LinkTables, window_days: int, around: Surroundings = NOWHERE
) -> Profile:
    """Draw out what linking needs. `window_days`: how long before its publication an undated actual event may lie."""
    coding = resolved.coding
    family = tables.find_family(coding.event, coding.mode)
    first, last = _bound_days(resolved, window_days)
    parts = [coding.quote.text, *(quote.text for quote in coding.targets)]
    text = " \n ".join(parts)
    told = _told_elsewhere(resolved)
    words = frozenset(word.lower() for word in split_words(text)) - tables.common_words - told
    names = frozenset(pick_names(text, tables.known_words)) - told
    return Profile(
        resolved=resolved,
        family=family.name,
        kind=family.kind,
        reality="real" if coding.status in REAL else coding.status,
        published=resolved.published.toordinal(),
        first=first,
        last=last,
        dated=coding.date is not None,
        actors=gather_party(resolved.actors),
        recipients=gather_party(resolved.recipients),
        words=words - names,
        names=names,
        usual=words & tables.usual_words,
        around=around,
    )


def tell_opening(text: str, tables: LinkTables) -> tuple[str, ...]:
    """Return what of an article is kept to link it by: full names of its opening, and its rarest words."""
    opening = text[:OPENING]
    return (*pick_full_names(opening, tables.known_words), *pick_telling_words(opening, tables.halvings))


def look_around(article: Sequence[ResolvedCoding], tables: LinkTables) -> Surroundings:
    """Return what all the codings of one article name together, and the full names of its opening.

    Without places and actors of the tables, which are compared for themselves: a group attacks more than once a week.
    """
    names = {name for resolved in article for name in pick_names(resolved.coding.quote.text, tables.known_words)}
    names.update(name for name in article[0].named if " " in name)
    places = [resolved.place for resolved in article if resolved.place is not None]
    actors = (actor for resolved in article for actor in (*resolved.actors, *resolved.recipients))
    known = [actor.name for actor in actors if not actor.provisional]
    wheres = [f"{place.name} {place.admin1 or ''}" for place in places]
    told = {word.lower() for words in (*known, *wheres) for word in split_words(words)}
    towns = {key for place in places if (key := name_town(place)) is not None}
    telling = [word for word in article[0].named if " " not in word]
    rare = tuple(word for word in telling[:MOST_LOOKED_UP] if word not in tables.halvings)
    untold = frozenset(name for name in names if told.isdisjoint(name.split()))
    return Surroundings(untold, frozenset(towns), frozenset(telling), rare)


def name_town(place: Place) -> TownKey | None:
    """Return what a town is looked up by, or None for what is larger than a district."""
    if place.precision > PRECISE:
        return None
    return place.geoname_id if place.geoname_id is not None else place.name


def gather_party(actors: tuple[ResolvedActor, ...]) -> Party:
    """Sort one side's actors into named ones and states; a role of a state ("pak.mil") stands for the state."""
    named, states = set(), set()
    for actor in actors:
        if actor.country is not None:
            states.add(actor.country)
        if not _is_role(actor):
            named.add(actor.actor_id)
    return Party(frozenset(named), frozenset(states))


def _is_role(actor: ResolvedActor) -> bool:
    """Tell a state, a sector of one ("pak.mil") or nobody's sector ("uaf") from an actor with a name of its own."""
    sector = actor.sector.lower()
    if actor.actor_id in (sector, actor.country):
        return True
    return actor.country is not None and actor.actor_id == f"{actor.country.lower()}.{sector}"


def _bound_days(resolved: ResolvedCoding, window_days: int) -> tuple[int | None, int | None]:
    when = resolved.coding.date
    if when is not None:
        return when.start.toordinal(), when.end.toordinal()
    published: date = resolved.published
    if resolved.coding.status == "actual":
        return published.toordinal() - window_days, published.toordinal()
    return None, None


def _told_elsewhere(resolved: ResolvedCoding) -> frozenset[str]:
    """Words of act, actors, place and date, which are compared for themselves: what is left tells what it is about."""
    coding = resolved.coding
    texts = [coding.trigger.text]
    for place in (resolved.place, coding.place):
        if place is not None:
            texts += [place.name or "", place.admin1 or ""]
    if coding.date is not None:
        texts.append(coding.date.mention.text)
    texts += [actor.name for actor in (*resolved.actors, *resolved.recipients)]
    texts += [participant.mention.text for participant in (*coding.actors, *coding.recipients)]
    return frozenset(word.lower() for word in split_words(" ".join(texts)))
