"""Say who a participant of a coding is: an entry of the catalog, a new name, or a role of a state."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.catalog.actors import ActorCatalog, Description
from dragoman.model.actor import Actor, ResolvedActor
from dragoman.model.coding import Participant
from dragoman.resolve.article_context import ArticleContext
from dragoman.resolve.proper_names import clean_name, make_slug, name_before_role
from dragoman.resolve.role_names import name_role

PROVISIONAL = "new."
_OWNERLESS = frozenset(("REB", "UAF", "CRM", "IGO", "MIL"))
"""Sectors that a coding may leave without a country on purpose: groups, unknown attackers, coalitions."""
_PUBLIC = frozenset(("GOV", "MIL", "SPY", "JUD", "LEG", "PTY", "OPP", "IGO", "UNK"))
_GROUP_SECTORS = frozenset(("REB", "UAF", "CRM", "OPP", "UNK"))
"""What a coder may take "the group" for before it is known which one."""
_BARE = 0.95
"""Confidence of the catalog in a mention that is a body's name and nothing more."""
_SOFT = 0.5
"""Confidence of the catalog in a name that bodies of several states share ("Congress"), no state named beside it."""
_SHARED = frozenset(("LEG", "PTY"))
"""Sectors of such bodies: parliaments and parties."""
_EARLIER = timedelta(days=92)
"""A body may be written of this long before the day that our tables have it begin: most are known by month only."""
_BODIES = frozenset(("agency", "group", "igo"))
_ISLAMIC_STATE, _KHORASAN = "group.islamic-state", "group.is-k"


@dataclass(frozen=True, slots=True)
class _Reading:
    """A participant with what the catalog makes of its mention and of its name, and the article around it."""

    participant: Participant
    mention: Description | None
    name: Description | None
    context: ArticleContext | None

    @property
    def country(self) -> str | None:
        """The coding's, or the mention's where the sector is one that a state owns."""
        given = self.participant.country
        if given is not None or self.mention is None or self.sector in _OWNERLESS:
            return given
        return self.mention.country

    @property
    def sector(self) -> str:
        if self.participant.sector != "UNK" or self.mention is None:
            return self.participant.sector
        return self.mention.sector


def resolve_actor(
    participant: Participant, published: date, catalog: ActorCatalog, context: ArticleContext | None = None
) -> ResolvedActor:
    """Resolve a participant as of the day of publication; the same participant of the same article is the same actor.

    In order: the catalogued actor that its name or mention names, where country and day do not speak against it; the
    group of the article that "the militants" mean; the holder of the office that it names, on that day; a provisional
    actor "new.<slug>" for another proper name; the role of a state ("pak.mil" for "Pakistani soldiers"), or of none
    ("uaf" for "unidentified gunmen"). `context`: the article; without it nothing is read into words like "the group".
    """
    participant = _widen(participant, context)
    name = participant.name
    reading = _Reading(
        participant,
        catalog.describe(participant.mention.text, published),
        catalog.describe(name, published) if name else None,
        context,
    )
    reading = _move_shared_name(reading, published, catalog)
    known = _find_known(reading, published, catalog) or _find_group(reading, published, catalog)
    known = known or _find_holder(reading, published, catalog)
    if known is not None:
        return _as_known(_narrow_branch(known, reading, published, catalog), reading, catalog)
    proper = _find_proper_name(reading, catalog)
    if proper is None:
        return _as_role(reading, catalog)
    wide = participant.mention if context is None else context.widen(participant.mention)
    if wide != participant.mention:  # A piece of a known name is no new name: "Drug Administration".
        return resolve_actor(replace(participant, mention=wide, name=None), published, catalog, context)
    return _as_provisional(proper, reading)


def _widen(participant: Participant, context: ArticleContext | None) -> Participant:
    """Read a word that the coder cut out of a longer name, and made nothing of, as that name."""
    name, quote = participant.name, participant.mention
    words = [word for word in quote.text.split() if word.lower() != "the"]
    unread = participant.country is None and participant.sector == "UNK" and (name is None or len(name.split()) == 1)
    if context is None or not unread or len(words) != 1 or not words[0][0].isupper():
        return participant
    wide = context.widen(quote)
    return participant if wide == quote else replace(participant, mention=wide, name=None)


def _move_shared_name(reading: _Reading, published: date, catalog: ActorCatalog) -> _Reading:
    """Give a name that bodies of several states share to the state that the article is about.

    "Congress" in news on Colombia is Colombia's; in news on India it is the party. Where the catalog lacks that state's
    body it is the state's parliament or party, unnamed.
    """
    said, context = reading.mention, reading.context
    if said is None or said.actor_id is None or said.confidence != _SOFT or context is None:
        return reading
    words = reading.participant.mention.text
    if said.country is None or said.sector not in _SHARED:
        return reading
    state = context.state_instead(said.country, words)
    if state is None:
        return reading
    ids = (actor_id for match in catalog.find(words) for actor_id in match.actor_ids)
    others = [actor for each in ids if (actor := catalog.get(each, published)) and actor.country == state]
    body = next((actor for actor in others if actor.active(published)), None)
    sector = body.sector if body is not None else said.sector
    described = replace(said, actor_id=body.id if body else None, name=None, country=state, sector=sector)
    return replace(
        reading,
        participant=replace(reading.participant, name=None, country=state, sector=sector),
        mention=described,
        name=None,
    )


def _find_known(reading: _Reading, published: date, catalog: ActorCatalog) -> Actor | None:
    """The catalogued actor named; the full name speaks first, since the mention may be a surname or a role."""
    for described in (reading.name, reading.mention):
        if described is None or described.actor_id is None:
            continue
        actor = catalog.get(described.actor_id, published)
        if actor is None or not _exists(actor, published, catalog) or not _agrees(actor, reading, catalog):
            continue
        if described != reading.name and _is_other(actor, reading, catalog):
            return None
        return actor
    return None


def _exists(actor: Actor, published: date, catalog: ActorCatalog) -> bool:
    """Tell whether a body had begun by then; what has ended is still written of, and people live before an office."""
    begun = actor.start is None or actor.start - _EARLIER <= published
    return begun or catalog.kind(actor.id) not in _BODIES


def _is_other(actor: Actor, reading: _Reading, catalog: ActorCatalog) -> bool:
    """Tell whether the full name, which the catalog does not know, makes the mention's actor somebody else's.

    "Bell" with the full name "Ada Bell" is not the minister Leo Bell, nor "a BBC host" with a name the BBC.
    """
    full = reading.participant.name
    if full is None or reading.mention is None or len(full.split()) < 2:
        return False
    return catalog.kind(actor.id) == "person" or reading.mention.confidence < _BARE


def _agrees(actor: Actor, reading: _Reading, catalog: ActorCatalog) -> bool:
    """Tell whether the coder's country allows the actor: a namesake in another state is somebody else.

    A full name of somebody in public life is stronger than a country that the coder took from the article.
    """
    given = reading.participant.country
    if _is_full_name(actor, reading, catalog):
        return True
    if catalog.kind(actor.id) in ("group", "igo") or given is None:
        return True
    return actor.country is None or actor.country == given


def _is_full_name(actor: Actor, reading: _Reading, catalog: ActorCatalog) -> bool:
    name, said = reading.participant.name, reading.name
    public = reading.participant.sector in _PUBLIC and actor.sector in _PUBLIC
    named = said is not None and said.actor_id == actor.id and name is not None and len(name.split()) > 1
    return public and named and catalog.kind(actor.id) == "person"


def _find_group(reading: _Reading, published: date, catalog: ActorCatalog) -> Actor | None:
    """The group that "the militants" or "the group" are, where the article names one before."""
    quote, context = reading.participant.mention, reading.context
    if context is None or reading.participant.name or reading.sector not in _GROUP_SECTORS:
        return None
    group = context.find_group(quote.text, quote.span.start)
    actor = catalog.get(group, published) if group is not None else None
    return actor if actor is not None and _exists(actor, published, catalog) else None


def _find_holder(reading: _Reading, published: date, catalog: ActorCatalog) -> Actor | None:
    """The holder of the office where nobody is named: of the state in the words, else of the article's first."""
    mention = reading.mention
    if reading.participant.name or mention is None or mention.name or not mention.office:
        return None
    country = reading.country
    if country is None and reading.context is not None:
        country = reading.context.first_state()
    return catalog.hold_office(country, mention.office, published) if country is not None else None


def _narrow_branch(actor: Actor, reading: _Reading, published: date, catalog: ActorCatalog) -> Actor:
    """Islamic State is its branch in Khorasan where the text says so."""
    if actor.id != _ISLAMIC_STATE or reading.context is None:
        return actor
    branch = catalog.get(_KHORASAN, published)
    if branch is None or not _exists(branch, published, catalog):
        return actor
    return branch if reading.context.speaks_of_khorasan(reading.participant.mention.span.start) else actor


def _as_known(actor: Actor, reading: _Reading, catalog: ActorCatalog) -> ResolvedActor:
    if catalog.kind(actor.id) == "state" and reading.sector not in ("GOV", "UNK"):
        return _as_role(reading, catalog)  # A state that acts through its forces, police or courts.
    country, sector = actor.country, actor.sector
    if catalog.kind(actor.id) == "person":  # The coding knows in which capacity a person acts.
        country, sector = reading.country or country, sector if reading.sector == "UNK" else reading.sector
    elif sector == "IGO" and reading.sector == "MIL":
        sector = "MIL"
    found = [d.confidence for d in (reading.name, reading.mention) if d is not None and d.actor_id == actor.id]
    return ResolvedActor(actor.id, actor.name, country, sector, False, max(found, default=0.7))


def _find_proper_name(reading: _Reading, catalog: ActorCatalog) -> str | None:
    """The proper name of somebody whom the catalog lacks; the words themselves where it has them for another day."""
    given, said = reading.participant.name, reading.mention
    if said is not None and said.actor_id is not None and (given is None or given == said.name):
        given = reading.participant.mention.text
    elif given is None and said is not None:
        given = said.name or (name_before_role(reading.participant.mention.text, catalog) if said.stateless else None)
    name = clean_name(given, catalog) if given else None
    return None if name is None or _is_state_name(name, catalog) else name


def _as_provisional(name: str, reading: _Reading) -> ResolvedActor:
    return ResolvedActor(PROVISIONAL + make_slug(name), name, reading.country, reading.sector, True, confidence=0.5)


def _as_role(reading: _Reading, catalog: ActorCatalog) -> ResolvedActor:
    """A sector of a state, or of none where no state owns it."""
    country, sector = reading.country, reading.sector
    state = catalog.get(country) if country is not None else None
    if state is None:
        return ResolvedActor(sector.lower(), name_role(sector, None), country, sector, False, 0.4)
    if sector == "GOV":
        return ResolvedActor(state.id, state.name, country, sector, False, 0.8)
    return ResolvedActor(
        f"{state.id.lower()}.{sector.lower()}", name_role(sector, state.name), country, sector, False, 0.7
    )


def _is_state_name(name: str, catalog: ActorCatalog) -> bool:
    described = catalog.describe(name)
    return described is not None and described.actor_id is not None and catalog.kind(described.actor_id) == "state"
