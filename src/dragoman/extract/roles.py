"""Who does it, to whom, with what, against what? A linear model over pairs of trigger and option decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.linear import load_model
from dragoman.extract.reading import Reading, ReadSentence
from dragoman.extract.role_features import Option, role_features
from dragoman.model import Participant, Quote, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

ROLES = ("actor", "recipient", "target", "weapon")
# The best option of a role is taken from here on, a further one from _ALSO on; set on the validation part.
_TAKE = {"actor": 0.12, "recipient": 0.14, "target": 0.3, "weapon": 0.3}
_TAKE_AWAY = {"actor": 0.3, "recipient": 0.35}
_ALSO = 0.5


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what takes part in one act."""

    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    targets: tuple[Quote, ...]
    weapons: tuple[Quote, ...]


def list_options(reading: Reading, position: int) -> list[Option]:
    """Return everybody who might take part in an act told in the sentence at `position` of `reading.sentences`."""
    sentence = reading.sentences[position]
    here = [Option(m, sentence.referents[m.head.i], "here") for m in sentence.mentions]
    seen = {key for option in here for key in _keys(option)}
    away: list[Option] = []
    sources = [("before", position - 1)] if position > 0 else []
    if position > 0 and reading.sentences[0].parse.in_title:
        sources.append(("title", 0))
    counts = _count_names(reading)
    for where, index in sources:
        other = reading.sentences[index]
        away.extend(_fresh_options(other, where, counts, seen))
    often = [key for key, _ in counts.most_common(4)]
    for other in reading.sentences[: position + 1]:
        away.extend(o for o in _fresh_options(other, "often", counts, seen, often))
    return here + away


def _fresh_options(
    sentence: ReadSentence, where: str, counts: Counter[str], seen: set[str], only: Sequence[str] | None = None
) -> list[Option]:
    found = []
    for mention in sentence.mentions:
        referent = sentence.referents[mention.head.i]
        option = Option(mention, referent, where, min(counts[_key(referent.name, referent.quote)], 4))
        keys = _keys(option)
        usable = mention.kind != "pronoun" and referent.resolved and not keys & seen
        if usable and (only is None or keys & set(only)):
            seen.update(keys)
            found.append(option)
    return found


def _count_names(reading: Reading) -> Counter[str]:
    return Counter(
        _key(referent.name, referent.quote)
        for sentence in reading.sentences
        for referent in sentence.referents.values()
        if referent.resolved
    )


def _key(name: str | None, quote: Quote) -> str:
    return (name or quote.text).casefold()


def _keys(option: Option) -> set[str]:
    return {_key(option.referent.name, option.referent.quote), option.mention.quote.text.casefold()}


def cast_roles(trigger: Token, event: str, options: Sequence[Option]) -> Cast:
    """Choose the participants, targets and weapons of one act."""
    model = load_model("roles")
    scored = [
        (option, model.probabilities(role_features(trigger, event, option)))
        for option in options
        if not (option.where == "here" and option.mention.head.i == trigger.i)
    ]
    chosen = {}
    for role in ROLES:
        column = model.classes.index(role)
        ranked = sorted(((float(p[column]), -n, option) for n, (option, p) in enumerate(scored)), key=lambda r: r[:2])
        chosen[role] = _take_best(role, [(p, option) for p, _, option in reversed(ranked)])
    taken = {key for _, option in chosen["actor"] for key in _keys(option)}
    recipients = [(p, option) for p, option in chosen["recipient"] if not _keys(option) & taken]
    return Cast(
        actors=tuple(_participant(p, option) for p, option in chosen["actor"]),
        recipients=tuple(_participant(p, option) for p, option in recipients),
        targets=tuple(option.mention.quote for _, option in chosen["target"]),
        weapons=tuple(option.mention.quote for _, option in chosen["weapon"]),
    )


def _take_best(role: str, ranked: list[tuple[float, Option]]) -> list[tuple[float, Option]]:
    taken: list[tuple[float, Option]] = []
    spans: list[Span] = []
    for probability, option in ranked:
        least = _ALSO if taken else _TAKE[role] if option.where == "here" else _TAKE_AWAY.get(role, 1.0)
        span = option.referent.quote.span
        if probability >= least and not any(span.overlaps(other) for other in spans):
            taken.append((probability, option))
            spans.append(span)
    return sorted(taken, key=lambda item: item[1].referent.quote.span) if len(taken) > 1 else taken


def _participant(probability: float, option: Option) -> Participant:
    who = option.referent
    return Participant(who.quote, who.name, who.country, who.sector, round(probability, 3))
