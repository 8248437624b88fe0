"""Which drafts are codings of their own, and which only tell again of an act that another tells better?"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.drafts import Draft
from dragoman.extract.linear import load_model
from dragoman.extract.reading import Reading
from dragoman.extract.sentence_filter import claims_responsibility
from dragoman.extract.triggers import lemma
from dragoman.model import Participant

_ANOTHER = frozenset(
    (
        "another", "separate", "separately", "other", "second", "third", "also", "meanwhile", "earlier", "previous",
        "last", "since", "latest", "more",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that stands as a coding, the others that tell of the same act, and how sure that is."""

    draft: Draft
    again: tuple[Draft, ...]
    confidence: float


def rank_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts by probability, the likeliest first; of equals the earlier."""
    return sorted(drafts, key=lambda d: (-d.probability, d.position, d.trigger.i))


def keep_drafts(reading: Reading, drafts: Sequence[Draft], least: float) -> list[Kept]:
    """Choose the drafts that stand as codings, in text order.

    Each draft is judged by a linear model that sees how likely it is by itself and how like it is to the likelier
    ones of its type; what is not kept is added to the kept draft that it agrees with, if any.
    """
    model = load_model("keep")
    ranked = rank_drafts(drafts)
    claimed = {id(draft) for draft in ranked if _tells_of_claimed(reading, draft, ranked)}
    kept: list[tuple[Draft, float]] = []
    rest: list[Draft] = []
    for n, draft in enumerate(ranked):
        probability = model.probability(keep_features(reading, draft, ranked[:n], len(ranked)), "yes")
        if probability >= least and id(draft) not in claimed:
            kept.append((draft, probability))
        else:
            rest.append(draft)
    again: dict[int, list[Draft]] = {}
    for draft in rest:
        home = find_home(draft, [d for d, _ in kept])
        if home is not None:
            again.setdefault(id(home), []).append(draft)
    chosen = [Kept(d, tuple(again.get(id(d), ())), round(p, 3)) for d, p in kept]
    return sorted(chosen, key=lambda k: (k.draft.position, k.draft.trigger.i, k.draft.event))


def _tells_of_claimed(reading: Reading, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether a draft is "the attack" that somebody claims, told before in a sentence of its own."""
    sentence = reading.sentences[draft.position].parse
    return (
        draft.event == "ASSAULT"
        and draft.trigger.pos_ == "NOUN"
        and claims_responsibility(sentence.doc.text)
        and any(other.event == "ASSAULT" and other.position < draft.position for other in drafts)
    )


def find_home(draft: Draft, kept: Sequence[Draft]) -> Draft | None:
    """Return the kept draft of the same type that this one agrees with and stands nearest to."""
    same = [k for k in kept if k.event == draft.event and not _conflicts(k, draft)]
    return min(same, key=lambda k: abs(k.position - draft.position), default=None)


def keep_features(reading: Reading, draft: Draft, likelier: Sequence[Draft], count: int) -> set[str]:
    """Return the features of a draft in the light of the likelier drafts of its article."""
    strength = _bin(draft.probability)
    features = {f"p={strength}", f"p={strength}:{draft.event}", f"e={draft.event}", f"status={draft.status}"}
    features.add(f"status={draft.status}:{draft.event}")
    features.update(_own_features(reading, draft, count))
    alike = [other for other in likelier if other.event == draft.event]
    features.add(f"rank={min(len(alike), 4)}")
    features.add(f"rank={min(len(alike), 4)}:{draft.event}")
    features.add(f"after={min(len(likelier), 6)}")
    if any(other.position == draft.position for other in likelier):
        features.update(("same-sentence", f"same-sentence:{strength}"))
        if any(
            other.trigger.i == draft.trigger.head.i or other.trigger.head.i == draft.trigger.i
            for other in likelier
            if other.position == draft.position
        ):
            features.update(("tied", f"tied:{draft.event}"))
    if alike:
        tolls = {t.size for t in reading.tolls if reading.sentences[draft.position].parse.span.contains(t.span)}
        best = max(alike, key=lambda other: (_agreement(draft, other), -abs(other.position - draft.position)))
        for feature in _pair_features(draft, best):
            features.update((feature, f"{feature}:{draft.event}"))
        others = {
            t.size for o in alike for t in reading.tolls if reading.sentences[o.position].parse.span.contains(t.span)
        }
        features.add(
            f"tolls={'none' if not tolls or not others else 'same' if tolls & others else 'differ'}:{draft.event}"
        )
        features.add(f"best={strength}:{_agreement(draft, best)}")
    return features


def _own_features(reading: Reading, draft: Draft, count: int) -> Iterator[str]:
    parse = reading.sentences[draft.position].parse
    token, cast, event = draft.trigger, draft.cast, draft.event
    yield from (
        f"pos={token.pos_}",
        f"pos={token.pos_}:{event}",
        f"lemma={lemma(token)}",
        f"lemma={event}:{lemma(token)}",
    )
    yield f"count={min(count, 12) // 2}"
    yield f"density={min(int(10 * count / max(len(reading.spans), 1)), 15) // 3}"
    where = "title" if parse.in_title else str(min(parse.index, 8) // 2)
    yield from (f"where={where}", f"where={where}:{event}", f"long={min(len(reading.spans), 20) // 4}")
    yield f"date={draft.date is not None}:{event}"
    yield f"place={draft.place is not None}:{event}"
    for side, people in (("actor", cast.actors), ("recipient", cast.recipients)):
        yield from (f"{side}s={min(len(people), 2)}", f"{side}s={min(len(people), 2)}:{event}")
        for who in people[:1]:
            yield from (f"{side}={who.sector}", f"{side}={who.sector}:{event}", f"{side}-named={who.name is not None}")
            yield f"{side}-p={_bin(who.confidence)}"
    for word in {t.lower_ for t in parse.doc} & _ANOTHER:
        yield from (f"cue={word}", f"cue={word}:{event}")
    determiners = {child.lower_ for child in token.children if child.dep_ == "det"}
    if determiners & {"the", "this", "that", "these", "those"}:
        yield from ("definite", f"definite:{event}")


def _pair_features(draft: Draft, other: Draft) -> Iterator[str]:
    yield f"same-lemma={lemma(draft.trigger) == lemma(other.trigger)}"
    yield f"away={min(abs(draft.position - other.position), 6)}"
    order = draft.position - other.position
    yield f"order={'later' if order > 0 else 'earlier' if order < 0 else 'same'}"
    yield f"actors={_compare_people(draft.cast.actors, other.cast.actors)}"
    yield f"recipients={_compare_people(draft.cast.recipients, other.cast.recipients)}"
    yield f"dates={_compare_dates(draft, other)}"
    yield f"places={_compare_places(draft, other)}"
    yield f"statuses={draft.status == other.status}"
    yield f"agree={_agreement(draft, other)}"


def _agreement(draft: Draft, other: Draft) -> int:
    found = (
        _compare_people(draft.cast.actors, other.cast.actors),
        _compare_people(draft.cast.recipients, other.cast.recipients),
        _compare_dates(draft, other),
        _compare_places(draft, other),
        "same" if lemma(draft.trigger) == lemma(other.trigger) else "open",
    )
    return found.count("same") - found.count("differ")


def _conflicts(kept: Draft, draft: Draft) -> bool:
    return _compare_dates(kept, draft) == "differ" or _compare_places(kept, draft) == "differ"


def _compare_people(left: Sequence[Participant], right: Sequence[Participant]) -> str:
    if not left or not right:
        return "open"
    names = [{(who.name or who.mention.text).casefold() for who in people} for people in (left, right)]
    if names[0] & names[1]:
        return "same"
    states = [{who.country for who in people} - {None} for people in (left, right)]
    return "state" if states[0] & states[1] else "differ"


def _compare_dates(left: Draft, right: Draft) -> str:
    if left.date is None or right.date is None:
        return "open"
    return "same" if left.date.start <= right.date.end and right.date.start <= left.date.end else "differ"


def _compare_places(left: Draft, right: Draft) -> str:
    if left.place is None or right.place is None:
        return "open"
    if left.place.mention.text.casefold() == right.place.mention.text.casefold() or left.place.name == right.place.name:
        return "same"
    return "country" if left.place.country == right.place.country else "differ"


def _bin(probability: float) -> int:
    clipped = min(max(probability, 0.01), 0.99)
    return round(1.5 * math.log(clipped / (1 - clipped)))
