"""What an event's toll is, from all the reports of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from dragoman.model.coding import Toll
from dragoman.model.event import ResolvedCoding, TollReport

KEPT = 0.8
"""A later figure of no less than this share of the earlier ones corrects them; a lower one is that of a part."""

Reconciled = tuple[int | None, int | None, int | None]
Read = Callable[[ResolvedCoding], Toll | None]


def list_tolls(reports: Sequence[ResolvedCoding], read: Read) -> tuple[TollReport, ...]:
    """Return every report that gives a toll; `reports` in order of publication."""
    return tuple(_report_toll(resolved, toll) for resolved in reports if (toll := read(resolved)) is not None)


def reconcile_tolls(reports: Sequence[ResolvedCoding]) -> tuple[Reconciled | None, Reconciled | None]:
    """Return killed and injured, each as best, low and high, or None where nobody gives it; `reports` as published.

    A toll that grows from day to day is a history: the reports of the latest day speak, unless a single one tells of
    a part only. Reports of one day that differ are a conflict: low and high span them. Best is what most independent
    witnesses give, in an article's own voice before any that it hangs on a speaker. An article speaks once, by that
    of its codings which tells most. Copies of one wire story speak once, those who remember speak where no news did,
    and "dozens" where nobody counted. Of the injured those speak first who give the chosen number of killed: four shot
    are no four hurt beside one dead. Those who were hurt, and by a later report are all dead, are no longer injured.
    """
    speaking = _drop_copies(_let_articles_speak(reports))
    killed = _reconcile(speaking, read_killed)
    agreeing = [r for r in speaking if _best(read_killed(r)) == (killed[0] if killed is not None else None)]
    injured = _prefer(_reconcile(agreeing, read_injured), _reconcile(speaking, read_injured))
    return killed, None if _all_died(speaking, killed, injured) else injured


def read_killed(resolved: ResolvedCoding) -> Toll | None:
    """Return how many one report says were killed."""
    return resolved.coding.killed


def read_injured(resolved: ResolvedCoding) -> Toll | None:
    """Return how many one report says were injured."""
    return resolved.coding.injured


def _reconcile(speaking: Sequence[ResolvedCoding], read: Read) -> Reconciled | None:
    told = _list_speaking([(resolved, toll) for resolved in speaking if (toll := read(resolved)) is not None])
    if not told:
        return None
    last = _find_last(told)
    low, high = _bound(last)
    return _choose_best(last), low, high


def _prefer(some: Reconciled | None, whole: Reconciled | None) -> Reconciled | None:
    """Return the best of some reports; where that of all is another, low and high span both."""
    if some is None or whole is None or some[0] is None or some[0] == whole[0]:
        return whole
    known = [n for n in (some[0], *whole) if n is not None]
    return some[0], min(known), max(known)


def _let_articles_speak(reports: Sequence[ResolvedCoding]) -> list[ResolvedCoding]:
    """Keep of each article the coding that gives most figures, news before memory; of several, that told first."""

    def rank(resolved: ResolvedCoding) -> tuple[bool, int, int]:
        coding = resolved.coding
        given = sum(toll is not None and toll.best is not None for toll in (coding.killed, coding.injured))
        return coding.status == "actual", given, -coding.trigger.span.start

    fullest: dict[str, ResolvedCoding] = {}
    for resolved in reports:
        known = fullest.get(resolved.coding.article_id)
        if known is None or rank(resolved) > rank(known):
            fullest[resolved.coding.article_id] = resolved
    chosen = {resolved.coding.id for resolved in fullest.values()}
    return [resolved for resolved in reports if resolved.coding.id in chosen]


def _all_died(speaking: Sequence[ResolvedCoding], killed: Reconciled | None, injured: Reconciled | None) -> bool:
    """Tell whether just so many more died, by a report that tells of nobody hurt, as an earlier one says were hurt."""
    if killed is None or injured is None or killed[0] is None or injured[0] is None:
        return False
    before = [r for r in speaking if _best(read_injured(r)) == injured[0]]
    dead = max(_best(read_killed(r)) or 0 for r in before)
    after = [r for r in speaking if _best(read_killed(r)) == killed[0] and r.published >= before[0].published]
    return killed[0] - dead == injured[0] and any(read_injured(r) is None for r in after)


def _best(toll: Toll | None) -> int | None:
    return toll.best if toll is not None else None


def _list_speaking(told: list[tuple[ResolvedCoding, Toll]]) -> list[tuple[ResolvedCoding, Toll]]:
    news = [(resolved, toll) for resolved, toll in told if resolved.coding.status == "actual"] or told
    return [(resolved, toll) for resolved, toll in news if toll.best is not None] or news


def _find_last(told: Sequence[tuple[ResolvedCoding, Toll]]) -> list[tuple[ResolvedCoding, Toll]]:
    """Return the reports of the last day, passing over a single witness who gives a part of what was told before.

    "Two Americans were among those killed" is no revision of 20; two witnesses who give a lower figure are one.
    """
    days = sorted({resolved.published for resolved, _ in told}, reverse=True)
    for day in days[:-1]:
        last = [(resolved, toll) for resolved, toll in told if resolved.published == day]
        before = max((toll.best or 0 for resolved, toll in told if resolved.published < day), default=0)
        most = max(toll.best or toll.high or before for _, toll in last)
        if len({resolved.witness for resolved, _ in last}) > 1 or most >= KEPT * before:
            return last
    return [(resolved, toll) for resolved, toll in told if resolved.published == days[-1]]


def _bound(last: Sequence[tuple[ResolvedCoding, Toll]]) -> tuple[int | None, int | None]:
    """Return low and high over the reports of one day: those that they give, or the span of figures that differ."""
    tolls = [toll for _, toll in last]
    bests = {toll.best for toll in tolls if toll.best is not None}
    low = min((toll.low for toll in tolls if toll.low is not None), default=None)
    high = max((toll.high for toll in tolls if toll.high is not None), default=None)
    given = [n for n in (low, *bests, high) if n is not None]
    if len(bests) > 1 or given != sorted(given):
        return min(given), max(given)
    return low, high


def _drop_copies(reports: Sequence[ResolvedCoding]) -> list[ResolvedCoding]:
    """Keep of each witness the first report of each coding: a copy printed days later is no later news."""
    seen: set[tuple[str, int | None, int | None]] = set()
    kept = []
    for resolved in reports:
        coding = resolved.coding
        key = (
            resolved.witness,
            coding.killed.best if coding.killed else None,
            coding.injured.best if coding.injured else None,
        )
        if key not in seen:
            kept.append(resolved)
        seen.add(key)
    return kept


def _choose_best(last: Sequence[tuple[ResolvedCoding, Toll]]) -> int | None:
    """Return what most independent witnesses give in their own voice, else what they hang on a speaker.

    Of figures with equally many witnesses, the highest, for a toll grows.
    """
    figures = [(resolved, toll.best) for resolved, toll in last if toll.best is not None]
    own = [(resolved, best) for resolved, best in figures if resolved.coding.attribution is None]
    given = own or figures
    support = Counter(best for _, best in {(resolved.witness, best) for resolved, best in given})
    return max((best for _, best in given), key=lambda best: (support[best], best), default=None)


def _report_toll(resolved: ResolvedCoding, toll: Toll) -> TollReport:
    speaker = resolved.coding.attribution.speaker if resolved.coding.attribution is not None else None
    return TollReport(resolved.published, resolved.outlet, resolved.coding.id, toll.best, toll.low, toll.high, speaker)
