"""What a run did and what the record now holds, as lines for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.cli.screen import Line, Piece, line
from dragoman.codebook import EVENTS, STATUSES
from dragoman.publish.wording import count_of

if TYPE_CHECKING:
    from dragoman.pipeline import Outcome

_EXAMPLES = 3
"""Examples shown of each reason for setting articles aside."""


def render_summary(outcome: Outcome, study: str = ".", command: str = "run") -> list[Line]:
    """Return what `command` did: articles, what was set aside, codings; then the record, and what to do next."""
    lines: list[Line] = []
    if command in ("run", "collect"):
        lines += [line(Piece("Articles", "title")), line(f"  {_articles(outcome)}")]
    lines += _set_aside(outcome)
    if command in ("run", "code"):
        lines += _codings(outcome)
    lines += [line(Piece("Record", "title"))]
    lines.append(
        line(f"  {count_of(outcome.total_events, 'event')} from {count_of(outcome.total_articles, 'article')}")
    )
    lines += _ranking("Most seen actors", outcome.top_actors)
    lines += _ranking("Most seen pairs", [(f"{one} - {other}", number) for one, other, number in outcome.top_pairs])
    return [*lines, line(Piece("Next", "title")), *(line(f"  {step}") for step in _next_steps(outcome, study, command))]


def tabulate_codings(codings: Mapping[tuple[str, str], int]) -> list[list[str]]:
    """Return a table of codings by type and status, with sums; empty types are left out, the commonest come first."""
    sums = {event: sum(codings.get((event, status), 0) for status in STATUSES) for event in EVENTS}
    shown = sorted((event for event in EVENTS if sums[event]), key=lambda event: -sums[event])
    table = [["", *STATUSES, "all"]]
    for event in shown:
        table.append([event, *(_number(codings.get((event, status), 0)) for status in STATUSES), _number(sums[event])])
    totals = [sum(codings.get((event, status), 0) for event in EVENTS) for status in STATUSES]
    return [*table, ["all", *map(_number, totals), _number(sum(totals))]]


def _codings(outcome: Outcome) -> list[Line]:
    lines = [line(Piece("Codings", "title"))]
    if not outcome.codings:
        return [*lines, line("  none in this run")]
    for row in tabulate_codings(outcome.codings):
        lines.append(line("  ", Piece(f"{row[0]:<10}", "label"), "".join(f"{cell:>14}" for cell in row[1:])))
    return lines


def _set_aside(outcome: Outcome) -> list[Line]:
    if not outcome.set_aside:
        return []
    total = sum(count for count, _ in outcome.set_aside.values())
    lines = [line(f"  {total:,} set aside:")]
    for reason, (count, examples) in sorted(outcome.set_aside.items(), key=lambda item: (-item[1][0], item[0])):
        lines.append(line(f"  {count:>7,}  ", Piece(reason, "place")))
        lines += [line("           ", Piece(example, "label")) for example in list(examples)[:_EXAMPLES]]
    return lines


def _ranking(heading: str, ranks: Sequence[tuple[str, int]]) -> list[Line]:
    if not ranks:
        return []
    return [line(f"  {heading}:"), *(line(f"  {number:>7,}  ", Piece(name, "actor")) for name, number in ranks)]


def _next_steps(outcome: Outcome, study: str, command: str) -> list[str]:
    flag = "" if study == "." else f" --study {study}"
    if not outcome.total_articles:
        return [f"No article was read: put some into the study's folder, or name a source: dragoman run SOURCE{flag}"]
    if command in ("collect", "code"):
        stage = "code" if command == "collect" else "link"
        what = "find the events in them" if command == "collect" else "join the codings to events"
        return [f"dragoman {stage + flag:<24} {what}"]
    if not outcome.total_events:
        return ["No event was found. `dragoman codebook` tells what counts as one."]
    steps = [f"dragoman {'events' + flag:<24} list the events; --help shows the filters"]
    steps.append(f"dragoman {'event ID' + flag:<24} one event with every report of it")
    if outcome.set_aside:
        steps.append(f"dragoman {'status --set-aside' + flag:<24} everything that was set aside, and why")
    return steps


def _articles(outcome: Outcome) -> str:
    text = f"{outcome.articles_read:,} read, {outcome.articles_new:,} new"
    if outcome.near_copies:
        text += f", {count_of(outcome.near_copies, 'near copy', 'near copies')} (no second witness)"
    if outcome.seconds:
        text += f", in {outcome.seconds:,.1f} s ({outcome.articles_read / outcome.seconds:,.1f} a second)"
    return text


def _number(count: int) -> str:
    return f"{count:,}" if count else "-"
