"""How many were killed and injured in each act? The figures of an article are shared out over its attacks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.tolls import TollMention, choose_toll
from dragoman.model import Toll

# Only these types hold a toll of their own: 344 of 351 coded tolls stand on ASSAULT, the others on PROTEST.
_HOLDERS = frozenset(("ASSAULT", "PROTEST"))
_OWN, _NEAR = 0.85, 0.6
_REACH = 3


def choose_tolls(reading: ActReading, kept: Sequence[Kept]) -> list[dict[str, Toll]]:
    """Return killed and injured of each kept draft, in order.

    A figure belongs to the attack whose sentence it stands in (also by another mention of it), else to the attack
    told at most `_REACH` sentences before it, unless that one has its own. Two attacks in one sentence: the nearer
    trigger.
    """
    shares: list[list[TollMention]] = [[] for _ in kept]
    near: list[list[TollMention]] = [[] for _ in kept]
    for toll in reading.tolls:
        owner, own = _find_owner(reading, kept, toll)
        if owner is not None:
            (shares if own else near)[owner].append(toll)
    text = reading.article.full_text
    chosen: list[dict[str, Toll]] = []
    for own_tolls, near_tolls in zip(shares, near, strict=True):
        found = {}
        for kind in ("killed", "injured"):
            best = choose_toll(own_tolls + [t for t in near_tolls if t.running or not own_tolls], kind)
            if best is not None:
                found[kind] = best.as_toll(text, _OWN if best in own_tolls else _NEAR)
        chosen.append(found)
    return chosen


def _find_owner(reading: ActReading, kept: Sequence[Kept], toll: TollMention) -> tuple[int | None, bool]:
    mentions = [
        (n, draft)
        for n, k in enumerate(kept)
        if k.draft.act.event in _HOLDERS and k.draft.status in ("actual", "historical")
        for draft in (k.draft, *k.again)
    ]
    number = bisect_right([span.start for span in reading.sentences], toll.span.start) - 1
    in_sentence = [
        (abs(draft.act.span.start - toll.span.start), n) for n, draft in mentions if draft.act.sentence == number
    ]
    if in_sentence:
        return min(in_sentence)[1], True
    before = [
        (draft.act.sentence, n)
        for n, draft in mentions
        if draft.act.event == "ASSAULT" and 0 <= number - draft.act.sentence <= _REACH
    ]
    return (max(before)[1] if before else None), False
