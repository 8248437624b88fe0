"""What a decision changed: the events before it and after it, and the ids that lead elsewhere now."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.cli.decision_words import word_decision
from dragoman.cli.screen import Line, Piece, line
from dragoman.model import Event
from dragoman.pipeline.applying import Decided
from dragoman.publish.wording import count_of, word_days, word_place, word_toll


def render_decided(decided: Decided) -> list[Line]:
    """Return the decision's line in the log, the events before and after, and how to take it back."""
    decision = decided.decision
    lines = [line(Piece(f"Decision {decision.number}", "title"), f"  {word_decision(decision)}, by {decision.author}")]
    if decided.before == decided.after:
        lines += [line(Piece("Unchanged", "label")), *_list_events(decided.after)]
    else:
        lines += [line(Piece("Before", "label")), *_list_events(decided.before)]
        lines += [line(Piece("After", "label")), *_list_events(decided.after)]
    lines += [line(f"  {old} leads to {new} now") for old, new in decided.aliases.items()]
    return [*lines, line(f"To take it back: dragoman undo {decision.number}")]


def _list_events(events: Sequence[Event]) -> list[Line]:
    if not events:
        return [line("  no event")]
    return [line("  ", Piece(event.id, "title"), f"  {_sum_up(event)}") for event in events]


def _sum_up(event: Event) -> str:
    kind = event.event + (f"/{event.mode}" if event.mode else "")
    killed, injured = word_toll(event.killed), word_toll(event.injured)
    parts = [
        word_days(event.start, event.end),
        kind if event.status == "actual" else f"{kind} ({event.status})",
        word_place(event.place),
        f"killed {killed}" if killed else "",
        f"injured {injured}" if injured else "",
        count_of(len(event.coding_ids), "report"),
    ]
    return "  ".join(part for part in parts if part)
