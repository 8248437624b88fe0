"""Which drafts are codings of their own, and which only tell again of an act that another tells better?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.extract.act_fields import Draft
from dragoman.extract.act_reading import ActReading
from dragoman.extract.linear import load_model
from dragoman.extract.sentence_filter import claims_responsibility
from dragoman.model import Participant

_ANOTHER = frozenset(
    (
        "another", "separate", "separately", "other", "second", "third", "also", "meanwhile", "earlier", "previous",
        "last", "since", "latest", "more",
    )
)  # fmt: skip
_DEFINITE = frozenset(("the", "this", "that", "these", "those"))
_OUTCOME = re.compile(r"(?:and |then )?(?:kill|wound|injur)(?:ed|ing)?\b", re.IGNORECASE)
_PARTED = re.compile(r"[;:]|,? (?:and|while|but) (?!(?:kill|wound|injur))")
"""What parts two clauses; an "and" right before an outcome does not."""
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft that stands as a coding, the others that tell of the same act, and how sure that is."""

    draft: Draft
    again: tuple[Draft, ...]
    confidence: float


def rank_drafts(drafts: Sequence[Draft]) -> list[Draft]:
    """Return drafts by probability, the likeliest first; of equals the earlier."""
    return sorted(drafts, key=lambda d: (-d.act.probability, d.act.span))


def keep_drafts(
    reading: ActReading, drafts: Sequence[Draft], least: float, least_of_attacks: float | None = None
) -> list[Kept]:
    """Choose the drafts that stand as codings, in text order; `least`: the probability from which one does.

    Each draft is judged by a linear model that sees how likely it is by itself and how like it is to the likelier
    ones of its type; what is not kept is added to the kept draft that it agrees with, if any.
    """
    model = load_model("act_keep")
    attacks = least if least_of_attacks is None else least_of_attacks
    ranked = rank_drafts(drafts)
    kept: list[tuple[Draft, float]] = []
    rest: list[Draft] = []
    for n, draft in enumerate(ranked):
        probability = model.probability(keep_features(reading, draft, ranked[:n], len(ranked)), "yes")
        if probability >= (attacks if draft.act.event == "ASSAULT" else least) and not (
            _tells_of_claimed(reading, draft, ranked) or _is_outcome(reading, draft, [d for d, _ in kept])
        ):
            kept.append((draft, probability))
        else:
            rest.append(draft)
    again: dict[int, list[Draft]] = {}
    for draft in rest:
        home = find_home(draft, [d for d, _ in kept])
        if home is not None:
            again.setdefault(id(home), []).append(draft)
    chosen = [Kept(d, tuple(again.get(id(d), ())), round(p, 3)) for d, p in kept]
    return sorted(chosen, key=lambda k: (k.draft.act.span, k.draft.act.event))


def _tells_of_claimed(reading: ActReading, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Tell whether a draft is "the attack" that somebody claims, told before in a sentence of its own."""
    act = draft.act
    return (
        act.event == "ASSAULT"
        and claims_responsibility(reading.sentences[act.sentence].quote(reading.article.full_text))
        and _word_before(reading, draft) in _DEFINITE
        and any(o.act.event == "ASSAULT" and o.act.sentence < act.sentence for o in drafts)
    )


def _is_outcome(reading: ActReading, draft: Draft, kept: Sequence[Draft]) -> bool:
    """Tell whether a draft is what came of a likelier attack of its clause: "attacked a post and killed four"."""
    act = draft.act
    return (
        act.event == "ASSAULT"
        and bool(_OUTCOME.match(act.span.quote(reading.article.full_text)))
        and any(
            other.act.event == "ASSAULT"
            and other.act.sentence == act.sentence
            and other.act.span < act.span
            and not _PARTED.search(reading.article.full_text, other.act.span.end, act.span.end)
            and not _conflicts(other, draft)
            and _compare_people(other.actors, draft.actors) != "differ"
            for other in kept
        )
    )


def find_home(draft: Draft, kept: Sequence[Draft]) -> Draft | None:
    """Return the kept draft of the same type that this one agrees with and stands nearest to."""
    same = [k for k in kept if k.act.event == draft.act.event and not _conflicts(k, draft)]
    return min(same, key=lambda k: abs(k.act.sentence - draft.act.sentence), default=None)


def keep_features(reading: ActReading, draft: Draft, likelier: Sequence[Draft], count: int) -> set[str]:
    """Return the features of a draft in the light of the likelier drafts of its article."""
    act, event = draft.act, draft.act.event
    strength = _bin(act.probability)
    features = {f"p={strength}", f"p={strength}:{event}", f"e={event}"}
    features.update((f"status={draft.status}", f"status={draft.status}:{event}"))
    features.update(_own_features(reading, draft, count))
    alike = [other for other in likelier if other.act.event == event]
    features.update((f"rank={min(len(alike), 4)}", f"rank={min(len(alike), 4)}:{event}"))
    features.add(f"after={min(len(likelier), 6)}")
    beside = [other for other in likelier if other.act.sentence == act.sentence]
    if beside:
        gap = min(max(act.span.start - o.act.span.end, o.act.span.start - act.span.end) for o in beside)
        features.update(("same-sentence", f"same-sentence:{strength}", f"gap={min(max(gap, 0) // 15, 5)}"))
        for other in beside:
            features.add(f"beside={other.act.event}:{event}")
    if alike:
        best = max(alike, key=lambda other: (_likeness(act.vector, other.act.vector), -_away(draft, other)))
        for feature in _pair_features(reading, draft, best):
            features.update((feature, f"{feature}:{event}"))
        features.add(f"best={strength}:{_agreement(reading, draft, best)}")
    return features


def _own_features(reading: ActReading, draft: Draft, count: int) -> Iterator[str]:
    act, event = draft.act, draft.act.event
    yield f"word={_trigger_word(reading, draft)}"
    yield f"count={min(count, 12) // 2}"
    yield f"density={min(int(10 * count / max(len(reading.sentences), 1)), 15) // 3}"
    where = "title" if reading.titled and act.sentence == 0 else str(min(act.sentence, 8) // 2)
    yield from (f"where={where}", f"where={where}:{event}", f"long={min(len(reading.sentences), 20) // 4}")
    yield f"date={draft.date is not None}:{event}"
    yield f"place={draft.place is not None}:{event}"
    yield f"words={min(len(act.words), 3)}"
    for side, people in (("actor", draft.actors), ("recipient", draft.recipients)):
        yield from (f"{side}s={min(len(people), 2)}", f"{side}s={min(len(people), 2)}:{event}")
        for who in people[:1]:
            yield from (f"{side}={who.sector}", f"{side}={who.sector}:{event}", f"{side}-named={who.name is not None}")
            yield f"{side}-p={_bin(who.confidence)}"
    sentence = reading.sentences[act.sentence].quote(reading.article.full_text).lower()
    for word in set(_WORD.findall(sentence)) & _ANOTHER:
        yield from (f"cue={word}", f"cue={word}:{event}")
    if _word_before(reading, draft) in _DEFINITE:
        yield from ("definite", f"definite:{event}")


def _pair_features(reading: ActReading, draft: Draft, other: Draft) -> Iterator[str]:
    yield f"like={int(10 * _likeness(draft.act.vector, other.act.vector))}"
    yield f"same-word={_trigger_word(reading, draft) == _trigger_word(reading, other)}"
    yield f"away={min(_away(draft, other), 6)}"
    order = draft.act.sentence - other.act.sentence
    yield f"order={'later' if order > 0 else 'earlier' if order < 0 else 'same'}"
    yield f"actors={_compare_people(draft.actors, other.actors)}"
    yield f"recipients={_compare_people(draft.recipients, other.recipients)}"
    yield f"dates={_compare_dates(draft, other)}"
    yield f"places={_compare_places(draft, other)}"
    yield f"statuses={draft.status == other.status}"
    yield f"agree={_agreement(reading, draft, other)}"
    sizes = [
        {t.size for t in reading.tolls if reading.sentences[d.act.sentence].contains(t.span)} for d in (draft, other)
    ]
    yield f"tolls={'none' if not all(sizes) else 'same' if sizes[0] & sizes[1] else 'differ'}"


def _likeness(left: np.ndarray, right: np.ndarray) -> float:
    return max(float(left @ right / (np.linalg.norm(left) * np.linalg.norm(right))), 0.0)


def _away(draft: Draft, other: Draft) -> int:
    return abs(draft.act.sentence - other.act.sentence)


def _trigger_word(reading: ActReading, draft: Draft) -> str:
    word = draft.act.span.quote(reading.article.full_text).lower().split()
    return word[0][:6] if word else ""


def _word_before(reading: ActReading, draft: Draft) -> str:
    start = draft.act.span.start
    words = reading.article.full_text[max(start - 30, 0) : start].lower().split()
    return words[-1] if words else ""


def _agreement(reading: ActReading, draft: Draft, other: Draft) -> int:
    found = (
        _compare_people(draft.actors, other.actors),
        _compare_people(draft.recipients, other.recipients),
        _compare_dates(draft, other),
        _compare_places(draft, other),
        "same" if _trigger_word(reading, draft) == _trigger_word(reading, other) else "open",
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
