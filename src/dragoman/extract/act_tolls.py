"""How many were killed and injured in each act? The figures of an article are shared out over its attacks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.extract.act_fields import Draft
from dragoman.extract.act_merging import Kept, find_home
from dragoman.extract.act_reading import ActReading
from dragoman.extract.toll_choice import settle_tolls
from dragoman.extract.toll_judge import Told, judge_tolls
from dragoman.extract.tolls import TollMention
from dragoman.model import Toll

# Only these types hold a toll of their own: 344 of 351 coded tolls stand on ASSAULT, the others on PROTEST.
_HOLDERS = frozenset(("ASSAULT", "PROTEST"))
_OWN, _NEAR = 0.85, 0.6
_REACH = 3
_SURE = 0.35
"""What is less sure than that, where a caller asks for it, rather tells again of a surer attack."""
_REAL = ("actual", "historical")
_SIDES = {"killed": {"killed"}, "injured": {"injured", "hit"}, "hit": {"injured", "hit"}}
"""Kinds that speak of the same people: a figure further away counts where none nearer by tells of these."""
_CAUSE = re.compile(
    r"\b(?:over|about|against|after|following|since|to mark|to mourn|in memory of|justice for|sparked by|triggered by"
    r"|prompted by|related to|linked to|(?:response|reaction|protest) (?:to|at|against))\b[^.,;:\n]{0,30}$"
)
"""Words before a figure that make it what people march for."""
_LEAD = 60
"""Characters before a figure in which they stand."""


def choose_tolls(reading: ActReading, kept: Sequence[Kept]) -> list[dict[str, Toll]]:
    """Return killed and injured of each kept draft, in order.

    A figure belongs to the attack whose sentence it stands in (also by another mention of it); two attacks in one
    sentence: the nearer trigger. Else it is near, or far: it belongs to the attack told at most `_REACH` sentences
    before it; a title's to the first attack of the first sentences; and where an article tells of one attack only,
    single persons and those shot are that one's: a figure far off may be that of a year or of a flood. What stands
    nearer by counts first, for the killed and for the others by themselves. What these rules make of the figures stands
    unless all the figures of the article speak clearly for another pair (`toll_judge`).
    """
    home, seen = see_figures(reading, kept)
    settled = {n: judge_tolls(sight.told, sight.rule) for n, sight in seen.items()}
    text = reading.article.full_text
    chosen: list[dict[str, Toll]] = []
    for n, each in enumerate(kept):
        found = settled[home[n]] if n in home else {}
        spans = {told.mention.span for told in seen[home[n]].told if told.where == "own"} if found else set()
        if each.draft.act.event == "PROTEST":  # Others' dead are told around it: a vigil's, those that it is about.
            found = {
                kind: best
                for kind, best in found.items()
                if best.span in spans and not _CAUSE.search(text, max(best.span.start - _LEAD, 0), best.span.start)
            }
        chosen.append({kind: best.as_toll(text, _OWN if best.span in spans else _NEAR) for kind, best in found.items()})
    return chosen


@dataclass(frozen=True, slots=True)
class Sight:
    """The figures of an article as one attack sees them, and what the rules make of those that are its own."""

    told: Sequence[Told]
    rule: Mapping[str, TollMention]


def see_figures(reading: ActReading, kept: Sequence[Kept]) -> tuple[dict[int, int], dict[int, Sight]]:
    """Return for each attack that holds a toll the surer one that it tells again, and what each of these sees."""
    home = _find_homes(kept)
    mentions = list(_list_mentions(kept, home))
    starts = [span.start for span in reading.sentences]
    figures = [
        _place_figure(toll, bisect_right(starts, toll.span.start) - 1, mentions, reading) for toll in reading.tolls
    ]
    return home, {n: _see_figures(reading, figures, n) for n in set(home.values())}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure with the number of its sentence, the attack that it belongs to, and how near it stands to that one."""

    toll: TollMention
    sentence: int
    owner: int | None
    distance: int


def _see_figures(reading: ActReading, figures: Sequence[_Figure], attack: int) -> Sight:
    own, near, far = (
        [figure.toll for figure in figures if (figure.owner, figure.distance) == (attack, distance)]
        for distance in range(3)
    )
    counted = own
    for further in (near, far[:1]):
        kinds = {kind for toll in counted for kind in _SIDES[toll.kind]}
        counted = [*counted, *(toll for toll in further if toll.kind not in kinds or toll.running)]
    told = [_see_figure(reading, figure, attack) for figure in figures]
    return Sight(told, settle_tolls(counted, reading.article.full_text))


def _see_figure(reading: ActReading, figure: _Figure, attack: int) -> Told:
    """Return a figure as one attack sees it."""
    if figure.owner is None:
        where = "none"
    elif figure.owner == attack:
        where = ("own", "near", "far")[figure.distance]
    else:
        where = "beside" if figure.distance else "other"
    return Told(figure.toll, where, figure.sentence, reading.titled and figure.sentence == 0)


def _place_figure(
    toll: TollMention, number: int, mentions: Sequence[tuple[int, Draft]], reading: ActReading
) -> _Figure:
    """Find the attack that a figure of a sentence belongs to: 0 in its sentence, 1 near, 2 far."""
    in_sentence = [
        (abs(draft.act.span.start - toll.span.start), n) for n, draft in mentions if draft.act.sentence == number
    ]
    if in_sentence:
        return _Figure(toll, number, min(in_sentence)[1], 0)
    attacks = [(draft.act.sentence, n) for n, draft in mentions if draft.act.event == "ASSAULT"]
    before = [told for told in attacks if 0 <= number - told[0] <= _REACH]
    if before:
        return _Figure(toll, number, max(before)[1], 1)
    if number == 0 and reading.titled and attacks and min(attacks)[0] <= _REACH:
        return _Figure(toll, number, min(attacks)[1], 1)
    only = {n for _, n in attacks}
    return _Figure(toll, number, only.pop() if len(only) == 1 and (toll.single or toll.kind == "hit") else None, 2)


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
