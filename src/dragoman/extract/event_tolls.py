"""How many were killed and injured in each act? The figures of an article are shared out over its attacks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from dragoman.extract.merging import Kept
from dragoman.extract.reading import Reading
from dragoman.extract.toll_choice import settle_tolls
from dragoman.extract.tolls import TollMention
from dragoman.model import Toll

# Only these types hold a toll of their own: 344 of 351 coded tolls stand on ASSAULT, the others on PROTEST.
_HOLDERS = frozenset(("ASSAULT", "PROTEST"))
_SIDES = {"killed": {"killed"}, "injured": {"injured", "hit"}, "hit": {"injured", "hit"}}
"""A figure near by counts where the attack's own sentences give none of the kinds that it would speak beside."""
_OWN, _NEAR = 0.85, 0.6
_REACH = 3


def choose_tolls(reading: Reading, kept: Sequence[Kept]) -> list[dict[str, Toll]]:
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
        told = own_tolls + [t for t in near_tolls if t.running or not (_SIDES[t.kind] & {o.kind for o in own_tolls})]
        spans = {t.span for t in own_tolls}
        chosen.append(
            {
                kind: best.as_toll(text, _OWN if best.span in spans else _NEAR)
                for kind, best in settle_tolls(told, text).items()
            }
        )
    return chosen


def _find_owner(reading: Reading, kept: Sequence[Kept], toll: TollMention) -> tuple[int | None, bool]:
    holders = [
        (n, k) for n, k in enumerate(kept) if k.draft.event in _HOLDERS and k.draft.status in ("actual", "historical")
    ]
    in_sentence = []
    for n, k in holders:
        for draft in (k.draft, *k.again):
            if reading.sentences[draft.position].parse.span.contains(toll.span):
                in_sentence.append((abs(draft.span(reading).start - toll.span.start), n))
    if in_sentence:
        return min(in_sentence)[1], True
    number = bisect_right([span.start for span in reading.spans], toll.span.start) - 1
    before = [
        (reading.sentences[draft.position].parse.index, n)
        for n, k in holders
        if k.draft.event == "ASSAULT"
        for draft in (k.draft, *k.again)
        if 0 <= number - reading.sentences[draft.position].parse.index <= _REACH
    ]
    return (max(before)[1] if before else None), False
