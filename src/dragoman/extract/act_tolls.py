"""How many were killed and injured in each act? The figures of an article are shared out over its attacks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from dragoman.extract.act_fields import Draft
from dragoman.extract.act_merging import Kept, find_home
from dragoman.extract.act_reading import ActReading
from dragoman.extract.toll_choice import settle_tolls
from dragoman.extract.tolls import TollMention
from dragoman.model import Toll

# Only these types hold a toll of their own: 344 of 351 coded tolls stand on ASSAULT, the others on PROTEST.
_HOLDERS = frozenset(("ASSAULT", "PROTEST"))
_OWN, _NEAR = 0.85, 0.6
_REACH = 3
_SURE = 0.35
"""From here on a coding is given by default; what is less sure rather tells again of a surer attack."""
_REAL = ("actual", "historical")
_SIDES = {"killed": {"killed"}, "injured": {"injured", "hit"}, "hit": {"injured", "hit"}}
"""Kinds that speak of the same people: a figure further away counts where none nearer by tells of these."""


def choose_tolls(reading: ActReading, kept: Sequence[Kept]) -> list[dict[str, Toll]]:
    """Return killed and injured of each kept draft, in order.

    A figure belongs to the attack whose sentence it stands in (also by another mention of it); two attacks in one
    sentence: the nearer trigger. Else it is near, or far: it belongs to the attack told at most `_REACH` sentences
    before it; a title's to the first attack of the first sentences; and where an article tells of one attack only,
    single persons and those shot are that one's: a figure far off may be that of a year or of a flood. What stands
    nearer by counts first, for the killed and for the others by themselves.
    """
    shares: list[list[list[TollMention]]] = [[[], [], []] for _ in kept]
    home = _find_homes(kept)
    for toll in reading.tolls:
        owner, distance = _find_owner(reading, kept, home, toll)
        if owner is not None:
            shares[owner][distance].append(toll)
    text = reading.article.full_text
    chosen: list[dict[str, Toll]] = []
    for n in range(len(kept)):
        own, near, far = shares[home.get(n, n)]
        told = list(own)
        for further in (near, far[:1]):
            kinds = {kind for toll in told for kind in _SIDES[toll.kind]}
            told += [toll for toll in further if toll.kind not in kinds or toll.running]
        spans = {toll.span for toll in own}
        chosen.append(
            {
                kind: best.as_toll(text, _OWN if best.span in spans else _NEAR)
                for kind, best in settle_tolls(told, text).items()
            }
        )
    return chosen


def _find_owner(
    reading: ActReading, kept: Sequence[Kept], home: Mapping[int, int], toll: TollMention
) -> tuple[int | None, int]:
    """Return the attack that a figure belongs to, and how near it stands: 0 in its sentence, 1 near, 2 far."""
    mentions = list(_list_mentions(kept, home))
    number = bisect_right([span.start for span in reading.sentences], toll.span.start) - 1
    in_sentence = [
        (abs(draft.act.span.start - toll.span.start), n) for n, draft in mentions if draft.act.sentence == number
    ]
    if in_sentence:
        return min(in_sentence)[1], 0
    attacks = [(draft.act.sentence, n) for n, draft in mentions if draft.act.event == "ASSAULT"]
    before = [told for told in attacks if 0 <= number - told[0] <= _REACH]
    if before:
        return max(before)[1], 1
    if number == 0 and reading.titled and attacks and min(attacks)[0] <= _REACH:
        return min(attacks)[1], 1
    only = {n for _, n in attacks}
    return (only.pop() if len(only) == 1 and (toll.single or toll.kind == "hit") else None), 2


def _find_homes(kept: Sequence[Kept]) -> dict[int, int]:
    """Return for each attack that holds a toll the surer one that it likelier tells again, or itself."""
    holders = [n for n, k in enumerate(kept) if k.draft.act.event in _HOLDERS and k.draft.status in _REAL]
    surest = sorted(holders, key=lambda n: (-kept[n].confidence, kept[n].draft.act.span))
    home: dict[int, int] = {}
    for rank, n in enumerate(surest):
        status = kept[n].draft.status
        surer = {id(kept[m].draft): m for m in surest[:rank] if home[m] == m and kept[m].draft.status == status}
        found = None
        if kept[n].confidence < _SURE:
            found = find_home(kept[n].draft, [kept[m].draft for m in surer.values()])
        home[n] = surer[id(found)] if found is not None else n
    return home


def _list_mentions(kept: Sequence[Kept], home: Mapping[int, int]) -> Iterator[tuple[int, Draft]]:
    """Yield each attack that holds a toll with its mentions."""
    for n, at in home.items():
        for draft in (kept[n].draft, *kept[n].again):
            yield at, draft
