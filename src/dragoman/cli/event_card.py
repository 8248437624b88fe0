"""One event on a card: what, who, where, when, toll with its history, who says so, and every report of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dragoman.cli.highlight import highlight_quote, list_elsewhere
from dragoman.cli.screen import Line, Piece, line
from dragoman.codebook import Codebook
from dragoman.model import Article, Coding, Conflict, Correction, Event, TollReport
from dragoman.publish.wording import count_of, word_actor, word_days, word_place, word_precision, word_toll

_INDENT = 12


@dataclass(frozen=True, slots=True)
class Report:
    """One coding of the event and the article that it was read from; `archived`: where the bytes lie, or ""."""

    coding: Coding
    article: Article
    archived: str = ""


def render_event(event: Event, reports: Sequence[Report]) -> list[Line]:
    """Return the card. Reports stand in order of publication."""
    kind = event.event + (f"/{event.mode}" if event.mode else "")
    lines = [line(Piece(event.id, "title"), "  ", Piece(kind, "act"), f"  {event.status}")]
    lines += _row("What", [_describe(event)])
    lines += _row("Who", map(word_actor, event.actors), "actor")
    lines += _row("To whom", map(word_actor, event.recipients), "recipient")
    lines += _row("When", [word_days(event.start, event.end) or "not told"], "date")
    lines += _row("Where", _place_lines(event), "place")
    lines += _toll("Killed", event.killed, event.killed_history)
    lines += _toll("Injured", event.injured, event.injured_history)
    lines += _row("Conflict", map(_word_conflict, event.conflicts))
    lines += _row("Says so", event.attributed_to)
    lines += _row("Claimed by", event.claimed_by)
    lines += _row("Denied by", dict.fromkeys(denial.who for denial in event.denied_by))
    lines += _row("Blamed", (f"{blame.whom}, by {blame.who}" for blame in event.blamed))
    lines += _row("Corrected", map(_word_correction, event.corrections))
    lines += _row("Reported", [_spread(event)])
    lines += _row("Also", event.aliases)
    for number, report in enumerate(sorted(reports, key=lambda r: (r.article.published, r.coding.id)), 1):
        lines += [line(), *_report(number, report)]
    return lines


def _describe(event: Event) -> str:
    book = Codebook.load()
    titles = [book.explain(event.event).title]
    titles += [book.explain(f"{event.event}/{event.mode}").title] if event.mode else []
    return f"{', '.join(titles)}; {book.explain(event.status).title.lower()} (confidence {event.confidence:.2f})"


def _word_conflict(conflict: Conflict) -> str:
    """Word a conflict with who gives which value: "killed: 70 (AFP), 75 (BBC)"."""
    sides = (f"{side.value} ({', '.join(side.said_by)})" for side in conflict.sides)
    return f"{conflict.field}: {', '.join(sides)}"


def _word_correction(correction: Correction) -> str:
    was, now = correction.was or "none", correction.now or "none"
    return f"{correction.field} corrected by {correction.author}: {now}, was {was} (coding {correction.coding_id})"


def _place_lines(event: Event) -> list[str]:
    return [f"{word_place(event.place)} ({word_precision(event.place)})"] if event.place else []


def _spread(event: Event) -> str:
    days = word_days(event.first_reported, event.last_reported)
    return f"{count_of(event.witnesses, 'witness', 'witnesses')}, {count_of(len(event.coding_ids), 'report')}, {days}"


def _toll(
    label: str, toll: tuple[int | None, int | None, int | None] | None, history: Iterable[TollReport]
) -> list[Line]:
    """The reconciled toll, and below it what each report said, in order of publication."""
    lines = _row(label, [word_toll(toll)] if toll else [], label.lower())
    for report in history:
        said = word_toll((report.best, report.low, report.high))
        who = " ".join([report.outlet or "unnamed outlet", *([f"({report.speaker})"] if report.speaker else [])])
        lines.append(
            line(" " * _INDENT, Piece(f"{report.published}  ", "label"), f"{said:<14}", Piece(f"  {who}", "label"))
        )
    return lines


def _report(number: int, report: Report) -> list[Line]:
    article, coding = report.article, report.coding
    head = f"{number}. {article.published}  {article.outlet or 'unnamed outlet'}"
    lines = [line(Piece(head, "title"), f"  {article.title}".rstrip())]
    lines.append(line("   ", *highlight_quote(coding)))
    for label, words in list_elsewhere(coding):
        lines.append(line("   ", Piece(f"{label}, elsewhere: ", "label"), Piece(words, label)))
    if coding.attribution:
        lines.append(
            line("   ", Piece("says so: ", "label"), f"{coding.attribution.speaker} ({coding.attribution.kind})")
        )
    if article.copy_of:
        lines.append(line("   ", Piece(f"a copy of article {article.copy_of}: no second witness", "label")))
    source = "  ".join(part for part in (f"article {article.id}", article.url, report.archived) if part)
    lines.append(line("   ", Piece(source, "label")))
    read = f"coding {coding.id}  coder {coding.coder}, confidence {coding.confidence:.2f}"
    lines.append(line("   ", Piece(read, "label")))
    return lines


def _row(label: str, values: Iterable[str], style: str = "") -> list[Line]:
    """A label and its values, one a line, wrapped; nothing where there are none."""
    wrapped = [part for value in values for part in textwrap.wrap(value, 88 - _INDENT)]
    heads = [label] + [""] * len(wrapped)
    return [
        line(Piece(f"{head:<{_INDENT}}", "label"), Piece(part, style))
        for head, part in zip(heads, wrapped, strict=False)
    ]
