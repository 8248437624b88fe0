"""Why an event is what it is, on a terminal and as JSON."""

from __future__ import annotations

import textwrap
from typing import Any

from dragoman.cli.decision_words import word_decision
from dragoman.cli.screen import Line, Piece, line
from dragoman.model import Event
from dragoman.model.decision_row import write_decision
from dragoman.model.event import ResolvedCoding
from dragoman.pipeline.explaining import Explanation
from dragoman.publish.wording import count_of
from dragoman.resolve.explaining import FieldReason, PairReason

_WIDTH = 88
_SIDE = 26
"""Characters for what each of two codings says of a field."""
_FEW = 3
"""Fields told of a pair that no veto forbids and that is not joined."""


def render_why(explanation: Explanation) -> list[Line]:
    """Return persons' rulings, the pairs that joined the event, where each value is from, and what is no part of it."""
    event = explanation.event
    lines = [line(Piece(event.id, "title"), f"  {count_of(len(event.coding_ids), 'report')}")]
    if explanation.rulings:
        lines += [line(), line(Piece("What persons ruled", "title"))]
    for ruling in explanation.rulings:
        because = f": {ruling.reason}" if ruling.reason else ""
        text = f"{ruling.number}  {ruling.at:%Y-%m-%d}  {ruling.author}: {word_decision(ruling)}{because}"
        lines += [line(f"  {part}") for part in textwrap.wrap(text, _WIDTH - 2, subsequent_indent="   ")]
    lines += [line(), line(Piece("Why these are one event", "title"))]
    if len(event.coding_ids) == 1:
        lines.append(line("  There is one report: nothing was joined."))
    for reason in explanation.joined:
        lines += _render_pair(reason, _number_reports(event))
    if event.provenance:
        lines += [line(), line(Piece("Where each value is from", "title")), *_render_provenance(event)]
    lines += [line(), line(Piece("What lies near and is not part of it", "title"))]
    if not explanation.apart:
        lines.append(line("  Nothing of its kind."))
    for other, reason in explanation.apart:
        lines += _render_apart(other, reason, event)
    return lines


def _number_reports(event: Event) -> dict[str, str]:
    return {coding_id: f"report {number}" for number, coding_id in enumerate(event.coding_ids, 1)}


def _render_pair(reason: PairReason, names: dict[str, str]) -> list[Line]:
    """One pair: who and when, then a line a field, the heaviest first."""
    left, right = reason.left, reason.right
    head = f"{names[left.coding.id]} and {names[right.coding.id]}"
    lines = [line(), line("  ", Piece(f"{head}  {_verdict(reason)}", "act"))]
    lines.append(line(f"  {'':<11}{'':<15}{'':>5}  ", Piece(_side(_name(left)) + " " + _side(_name(right)), "label")))
    told = [field for field in reason.fields if field.weight or field.left or field.right]
    for field in sorted(told, key=lambda f: -abs(f.weight)):
        lines.append(_render_field(field))
    silent = [field.field for field in reason.fields if field not in told and field.field != "prior"]
    return [*lines, *([line(Piece(f"  says nothing: {', '.join(silent)}", "label"))] if silent else [])]


def _verdict(reason: PairReason) -> str:
    if reason.veto is not None:
        return f"by a person's ruling alone: {reason.veto}"
    return f"{reason.probability:.2f} likely one event"


def _render_field(field: FieldReason) -> Line:
    sides = f"{_side(field.left)} {_side(field.right)}".rstrip()
    return line("  ", Piece(f"{field.field:<11}", "label"), f"{field.level:<15}{field.weight:>+5.1f}  {sides}")


def _side(text: str) -> str:
    text = " ".join(text.split())
    return f"{text if len(text) <= _SIDE else text[: _SIDE - 1].rstrip() + '…':<{_SIDE}}"


def _name(resolved: ResolvedCoding) -> str:
    return f"{resolved.published} {resolved.outlet or 'unnamed outlet'}"


def _render_provenance(event: Event) -> list[Line]:
    names = _number_reports(event)
    return [
        line(f"  {each.field:<11}", Piece(f"{names.get(each.coding_id, each.coding_id):<12}", "actor"), each.rule)
        for each in event.provenance
    ]


def _render_apart(other: str, reason: PairReason, event: Event) -> list[Line]:
    """The other event with its sentence, and what decided: the veto, or the fields that weighed most against."""
    theirs = reason.left if reason.right.coding.id in event.coding_ids else reason.right
    lines = [line(), line("  ", Piece(other, "title"), f"  {_name(theirs)}")]
    quote = textwrap.shorten(" ".join(theirs.coding.quote.text.split()), 2 * _WIDTH - 8, placeholder="…")
    lines += [line("    ", Piece(part, "label")) for part in textwrap.wrap(quote, _WIDTH - 4)]
    return [*lines, *(line(f"    {part}") for part in textwrap.wrap(_word_against(reason), _WIDTH - 4))]


def _word_against(reason: PairReason) -> str:
    if reason.veto is not None:
        return f"cannot be: {reason.veto}"
    fields = [field for field in reason.fields if field.weight < 0 and field.field != "prior"]
    against = sorted(fields, key=lambda f: f.weight)[:_FEW]
    told = ", ".join(f"{field.field} {field.level} {field.weight:+.1f}" for field in against)
    likely = f"{reason.probability:.2f} likely one event"
    if reason.probability >= 0.5:
        return f"{likely}, but not with all reports of the two together, or ruled apart" + (f"; {told}" if told else "")
    return f"{likely}; against it: {told or 'that too little speaks for it'}"


def write_why(explanation: Explanation) -> dict[str, Any]:
    """Return the same as plain values, for JSON."""
    event = explanation.event
    return {
        "id": event.id,
        "rulings": [write_decision(ruling) for ruling in explanation.rulings],
        "joined": [_write_pair(reason) for reason in explanation.joined],
        "provenance": [
            {"field": each.field, "coding_id": each.coding_id, "rule": each.rule} for each in event.provenance
        ],
        "apart": [{"event_id": other, **_write_pair(reason)} for other, reason in explanation.apart],
    }


def _write_pair(reason: PairReason) -> dict[str, Any]:
    return {
        "left": reason.left.coding.id,
        "right": reason.right.coding.id,
        "probability": reason.probability,
        "veto": reason.veto,
        "fields": [_write_field(field) for field in reason.fields],
    }


def _write_field(field: FieldReason) -> dict[str, Any]:
    return {
        "field": field.field,
        "level": field.level,
        "weight": round(field.weight, 4),
        "left": field.left,
        "right": field.right,
    }
