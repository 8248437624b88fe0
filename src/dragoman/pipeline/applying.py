"""What a decision does: it is appended to the log, codings are amended by it, and what it touches is linked anew.

What is in force is always read from the whole log (resolve/rulings.py), so that the log alone, on the same codings,
gives the same events.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from dragoman.errors import BadSetting
from dragoman.model import Decision, Event
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record.record import Record
from dragoman.resolve.amending import amend_coding
from dragoman.resolve.rulings import list_in_force
from dragoman.study.read_study import Study


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the log has it, and the events that it touched: as they stood before, and as they stand now."""

    decision: Decision
    before: tuple[Event, ...]
    after: tuple[Event, ...]

    @property
    def aliases(self) -> dict[str, str]:
        """Ids from before that lead to another event now."""
        gone = {event.id for event in self.before}
        return {alias: event.id for event in self.after for alias in event.aliases if alias in gone}


def apply_decisions(
    study: Study, record: Record, command: str, drafts: Sequence[Callable[[], Decision]]
) -> list[Decided]:
    """Append decisions and link what they touch, all in one transaction; refused, they are drafted anew.

    Each is drafted on the codings as those before it amend them. All bear the time of the first, by which a replay
    knows that they were one.
    """

    def work() -> list[Decided]:
        decisions: list[Decision] = []
        for draft in drafts:
            drafted = draft()
            at = decisions[0].at if decisions else drafted.at
            decisions.append(record.append_decision(replace(drafted, at=at)))
        touched = sorted({coding_id for decision in decisions for coding_id in _find_touched(record, decision)})
        before = record.events_holding(touched)
        _amend_codings(record, sorted({c for decision in decisions for c in decision.codings}), record.decisions())
        run = record.number_run()
        link_record(study, record, NoProgress(), touched=touched)
        held = {coding_id for event in before for coding_id in event.coding_ids}
        after = record.events_holding(sorted({*held, *touched}))
        # What these codings are part of now, or what is part of theirs, may have been an event apart.
        others = {name for event in after for name in (event.id, *event.aliases)} - {event.id for event in before}
        before = sorted([*before, *record.events_before(sorted(others), run)], key=lambda event: event.id)
        return [
            Decided(decision, _pick_touched(before, after, decision), _pick_touched(after, before, decision))
            for decision in decisions
        ]

    return record.transact_run(command, work)


def _find_touched(record: Record, decision: Decision) -> list[str]:
    """The decision's codings, and all of their articles: what one says of its state helps to place the others."""
    articles = {coding.article_id for coding in record.codings(decision.codings)}
    return sorted({*decision.codings, *decision.others, *record.standing_ids(sorted(articles))})


def _amend_codings(record: Record, coding_ids: Sequence[str], log: Sequence[Decision]) -> None:
    """Write anew what all reviews in force make of codings that were ever reviewed."""
    reviewed = {coding_id for decision in log if decision.action == "review" for coding_id in decision.codings}
    for original in record.original_codings([coding_id for coding_id in coding_ids if coding_id in reviewed]):
        text = record.article(original.article_id).full_text
        amended = amend_coding(original, text, pick_reviews(log, original.id))
        record.write_amendment(amended.coding, amended.rejected)


def pick_reviews(log: Sequence[Decision], coding_id: str) -> list[Decision]:
    """The reviews of a coding that are in force, the oldest first."""
    return [d for d in list_in_force(log) if d.action == "review" and coding_id in d.codings]


def _pick_touched(events: Sequence[Event], others: Sequence[Event], decision: Decision) -> tuple[Event, ...]:
    """Those that the decision is about or that differ from what they were: neighbours of an article mostly do not."""
    about = {*decision.codings, *decision.others}
    return tuple(event for event in events if event not in others or about & set(event.coding_ids))


def replay_decisions(study: Study, record: Record, decisions: Sequence[Decision]) -> list[Decided]:
    """Decide again what a log tells, in its order, with its authors, times and reasons; return what was new here.

    What this record's log holds already is passed over, and what was decided at once is so again. NotFound where a
    decision is about codings that are not here.
    """
    numbers: dict[int, int] = {}
    new: list[Decided] = []
    ordered = sorted(decisions, key=lambda decision: decision.number)
    for _, batch in groupby(ordered, key=lambda decision: (decision.at, decision.author)):
        known = {_without_number(decision): decision.number for decision in record.decisions()}
        missing: list[Decision] = []
        for old in batch:
            again = _renumber(old, numbers)
            if _without_number(again) in known:
                numbers[old.number] = known[_without_number(again)]
            else:
                record.codings([*again.codings, *again.others])
                missing.append(again)
        if missing:
            replayed = apply_decisions(study, record, "replay", [partial(_as_it_was, again) for again in missing])
            numbers |= {old.number: done.decision.number for old, done in zip(missing, replayed, strict=True)}
            new += replayed
    return new


def _renumber(old: Decision, numbers: Mapping[int, int]) -> Decision:
    """Return the decision with the number that here goes with what it undoes."""
    if old.undoes is None:
        return old
    if old.undoes not in numbers:
        raise BadSetting(
            f"replay: decision {old.number} undoes {old.undoes}, which the log given does not hold. Give the whole log."
        )
    return replace(old, undoes=numbers[old.undoes])


def _as_it_was(decision: Decision) -> Decision:
    return decision


def _without_number(decision: Decision) -> Decision:
    return replace(decision, number=0, events=(), was=None)
