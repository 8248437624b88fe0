"""What changed in an event from one version to the next, in words, by run, with the decision that did it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.codebook import Codebook
from dragoman.model import Event
from dragoman.publish.wording import word_actors, word_days, word_place, word_toll
from dragoman.record.browse_event import Version
from dragoman.record.browse_history import LoggedDecision, Run


@dataclass(frozen=True, slots=True)
class Change:
    """A field and its value in words, before and after; "" for none."""

    field: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one run did to an event. `began`: its first version. `withdrawn`: it ceased to stand.

    `decisions`: of persons, carried out by this run.
    """

    run: Run
    began: bool
    withdrawn: bool
    changes: tuple[Change, ...]
    decisions: tuple[LoggedDecision, ...]


def list_steps(versions: Sequence[Version], decisions: Sequence[LoggedDecision], runs: Mapping[int, Run]) -> list[Step]:
    """Return the history of an event, the latest step first. `versions`: the oldest first."""
    by_run: dict[int, list[Version]] = {}
    for version in versions:
        by_run.setdefault(version.run, []).append(version)
    steps = []
    before: Version | None = None
    for number in sorted({*by_run, *(decision.run for decision in decisions)} & set(runs)):
        now = by_run.get(number, [before])[-1]
        steps.append(
            Step(
                run=runs[number],
                began=before is None and now is not None,
                withdrawn=now is not None and now.withdrawn and now is not before,
                changes=tuple(list_changes(before.event, now.event)) if before and now and not now.withdrawn else (),
                decisions=tuple(decision for decision in decisions if decision.run == number),
            )
        )
        before = now
    return steps[::-1]


def list_changes(was: Event, now: Event) -> list[Change]:
    """Return the fields that read differently."""
    pairs = [(field, word(was), word(now)) for field, word in _WORDS.items()]
    return [Change(field, before, after) for field, before, after in pairs if before != after]


def _word_kind(event: Event) -> str:
    return Codebook.load().explain(f"{event.event}/{event.mode}" if event.mode else event.event).title


_WORDS: dict[str, Callable[[Event], str]] = {
    "event": lambda event: f"{event.event}, {_word_kind(event)}" if event.mode else _word_kind(event),
    "status": lambda event: event.status,
    "actors": lambda event: word_actors(event.actors),
    "recipients": lambda event: word_actors(event.recipients),
    "date": lambda event: word_days(event.start, event.end),
    "place": lambda event: word_place(event.place),
    "killed": lambda event: word_toll(event.killed),
    "injured": lambda event: word_toll(event.injured),
    "claimed_by": lambda event: ", ".join(event.claimed_by),
    "attributed_to": lambda event: ", ".join(event.attributed_to),
    "reports": lambda event: str(len(event.coding_ids)),
    "witnesses": lambda event: str(event.witnesses),
    "confidence": lambda event: f"{event.confidence:.2f}",
    "aliases": lambda event: ", ".join(event.aliases),
    "corrections": lambda event: "; ".join(f"{c.field}: {c.was or '-'} → {c.now or '-'}" for c in event.corrections),
}
"""Field -> its value as a person reads it."""
