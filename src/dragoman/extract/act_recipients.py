"""To whom was it done? Whoever the article names around an act is weighed, where its own sentence names nobody surely.

"They will fight this rule" names nobody, and the judge stands a sentence before. A linear model weighs what the network
says of a party's words in the light of the act with the part that it plays in the other acts; it is fitted by
scripts/train_acts.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.codebook import QUADS
from dragoman.extract.act_circumstances import bin_odds
from dragoman.extract.act_fields import Draft
from dragoman.extract.linear import load_model
from dragoman.extract.network import Network
from dragoman.extract.role_spans import label_mass, mean_probability
from dragoman.model import Participant

RECIPIENT_LEAST, RECIPIENT_ALSO = 0.12, 0.45
"""The likeliest party is taken from the first on, others from the second on."""
_MOVED, _MOVED_ALONE = 0.4, 0.6
"""An actor becomes a recipient from the first on, and from the second on where no other actor is left."""
_NEAR = 4
"""Sentences from the trigger within which the parties of other acts are weighed."""


@dataclass(slots=True)
class Party:
    """Somebody whom the article names: the mention nearest to the act, and the parts played around it."""

    who: Participant
    away: int
    own: set[str] = field(default_factory=set)
    others: list[tuple[str, Draft]] = field(default_factory=list)
    recipient: float = 0.0
    actor: float = 0.0


def choose_parties(
    draft: Draft, drafts: Sequence[Draft], network: Network
) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Return who did an act and to whom, the likeliest recipient first; `drafts`: all of the article.

    Whoever turns out to be a recipient is an actor no more.
    """
    weighed = weigh_recipients(draft, drafts, network)
    each = load_model("act_recipients").probability_of_each((features for _, features in weighed), "yes")
    scored = sorted(((probability, -n) for n, probability in enumerate(each)), reverse=True)
    actors = list(draft.actors)
    recipients: list[Participant] = []
    for probability, n in scored:
        party = weighed[-n][0]
        if probability < (RECIPIENT_ALSO if recipients else RECIPIENT_LEAST):
            break
        if party.own == {"actor"}:
            if probability < (_MOVED if len(actors) > 1 else _MOVED_ALONE):
                continue
            actors = [who for who in actors if name_of(who) != name_of(party.who)]
        if not any(party.who.mention.span.overlaps(who.mention.span) for who in (*actors, *recipients)):
            recipients.append(party.who)
    return tuple(actors), tuple(recipients)


def weigh_recipients(draft: Draft, drafts: Sequence[Draft], network: Network) -> list[tuple[Party, set[str]]]:
    """Return whoever may be an act's recipient, each with features."""
    found = _gather(draft, drafts, network)
    best = max((p.recipient for p in found), default=0.0)
    states = {who.country for who in draft.actors} - {None}
    return [(party, set(_features(draft, party, best, len(found), states))) for party in found]


def _gather(draft: Draft, drafts: Sequence[Draft], network: Network) -> list[Party]:
    """Return the parties of the act and of its neighbours, one entry a name."""
    mass = label_mass(draft.act, network, "party")
    parties: dict[str, Party] = {}
    for other in sorted(drafts, key=lambda d: (d is not draft, abs(d.act.sentence - draft.act.sentence))):
        away = other.act.sentence - draft.act.sentence
        if abs(away) > _NEAR:
            continue
        for role, people in (("actor", other.actors), ("recipient", other.recipients)):
            for who in people:
                party = parties.setdefault(name_of(who), Party(who, away))
                if other is draft:
                    party.own.add(role)
                else:
                    party.others.append((role, other))
                for label in ("recipient", "actor"):
                    told = mean_probability(draft.act, mass[label], who.mention.span) or 0.0
                    setattr(party, label, max(getattr(party, label), told))
    return list(parties.values())


def _features(draft: Draft, party: Party, best: float, count: int, states: set[str | None]) -> Iterator[str]:
    event, who = draft.act.event, party.who
    quad = QUADS[event]
    own = "own" if "recipient" in party.own else "actor" if party.own else "other"
    strength = bin_odds(party.recipient)
    yield from (f"p={strength}", f"p={strength}:{own}", f"p={strength}:best={party.recipient == best}")
    yield from (f"a={bin_odds(party.actor)}", f"best={bin_odds(best)}:{own}")
    yield from (f"own={own}", f"own={own}:{event}", f"e={event}", f"count={min(count, 5)}")
    away = max(-3, min(party.away, 2))
    yield from (f"away={away}:{own}", f"away={away}:{quad}:{own}")
    yield from (f"sector={who.sector}", f"sector={who.sector}:{event}", f"named={who.name is not None}:{own}")
    kin = "none" if not states or who.country is None else str(who.country in states)
    yield from (f"kin={kin}:{own}", f"kin={kin}:{quad}:{own}")
    yield from (f"actors={min(len(draft.actors), 2)}:{own}", f"recipients={min(len(draft.recipients), 2)}:{own}")
    if own == "actor":
        order = "first" if party.who is draft.actors[0] else "later"
        yield f"actor={order}:{min(len(draft.actors), 2)}:{event}"
        yield f"actor={order}:{min(len(draft.recipients), 1)}:{quad}"
        yield f"lead={bin_odds(party.recipient) - bin_odds(party.actor)}"
    if own == "other":
        yield from _other_features(draft, party)


def _other_features(draft: Draft, party: Party) -> Iterator[str]:
    """Yield which parts somebody plays in the acts around, and whether beside the same people."""
    event = draft.act.event
    quad = QUADS[event]
    roles = "+".join(sorted({role for role, _ in party.others}))
    yield from (f"roles={roles}", f"roles={roles}:{quad}", f"often={min(len(party.others), 4)}")
    doers = {name_of(who) for who in draft.actors}
    for role, other in party.others:
        same = "same" if other.act.event == event else "quad" if QUADS[other.act.event] == quad else "else"
        yield f"role={role}:{same}"
        if role == "recipient" and doers & {name_of(who) for who in other.actors}:
            yield f"did={same}"
        if role == "actor" and doers & {name_of(who) for who in other.recipients}:
            yield f"suffered={same}"
        if other.act.sentence == draft.act.sentence:
            yield from (f"beside={role}:{other.act.event}", f"beside={role}:{event}")


def name_of(who: Participant) -> str:
    """Return what somebody is told apart by."""
    return (who.name or who.mention.text).casefold()
