"""What a run did and what the record now holds, as lines for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dragoman.cli.screen import Line, Piece, line
from dragoman.cli.wording import count_of
from dragoman.codebook import EVENTS, STATUSES

_EXAMPLES = 3
"""Examples shown of each reason for setting articles aside."""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What the closing summary tells. Counts are of this run unless `total_` stands before the name.

    `set_aside`: reason to (count, examples "file:position: detail"). `codings`: (event type, status) to count.
    `top_actors`, `top_pairs`: names and numbers of events in the record, most first.
    """

    articles_read: int = 0
    articles_new: int = 0
    near_copies: int = 0
    set_aside: Mapping[str, tuple[int, Sequence[str]]] = field(default_factory=dict)
    codings: Mapping[tuple[str, str], int] = field(default_factory=dict)
    total_events: int = 0
    total_articles: int = 0
    top_actors: Sequence[tuple[str, int]] = ()
    top_pairs: Sequence[tuple[str, str, int]] = ()
    seconds: float | None = None


def render_summary(summary: RunSummary, study: str = ".") -> list[Line]:
    """Return the summary: articles, what was set aside and why, codings, events, actors, what to do next."""
    lines = [line(Piece("Articles", "title"))]
    lines.append(
        line(f"  {summary.articles_read:,} read, {summary.articles_new:,} new{_copies(summary)}{_pace(summary)}")
    )
    lines += _set_aside(summary)
    lines += _codings(summary)
    lines += [line(Piece("Record", "title"))]
    held = f"{count_of(summary.total_events, 'event')} from {count_of(summary.total_articles, 'article')}"
    lines.append(line(f"  {held}"))
    lines += _ranking("Most seen actors", [(name, number) for name, number in summary.top_actors])
    lines += _ranking("Most seen pairs", [(f"{one} - {other}", number) for one, other, number in summary.top_pairs])
    return lines + _next_steps(summary, study)


def tabulate_codings(codings: Mapping[tuple[str, str], int]) -> list[list[str]]:
    """Return a table of codings by type and status, with sums; empty types are left out, the commonest come first."""
    sums = {event: sum(codings.get((event, status), 0) for status in STATUSES) for event in EVENTS}
    shown = sorted((event for event in EVENTS if sums[event]), key=lambda event: -sums[event])
    table = [["", *STATUSES, "all"]]
    for event in shown:
        table.append([event, *(_number(codings.get((event, status), 0)) for status in STATUSES), _number(sums[event])])
    totals = [sum(codings.get((event, status), 0) for event in EVENTS) for status in STATUSES]
    return [*table, ["all", *map(_number, totals), _number(sum(totals))]]


def _codings(summary: RunSummary) -> list[Line]:
    lines = [line(Piece("Codings", "title"))]
    if not summary.codings:
        return [*lines, line("  none in this run")]
    for row in tabulate_codings(summary.codings):
        lines.append(line("  ", Piece(f"{row[0]:<10}", "label"), "".join(f"{cell:>14}" for cell in row[1:])))
    return lines


def _set_aside(summary: RunSummary) -> list[Line]:
    if not summary.set_aside:
        return []
    total = sum(count for count, _ in summary.set_aside.values())
    lines = [line(f"  {total:,} set aside:")]
    for reason, (count, examples) in sorted(summary.set_aside.items(), key=lambda item: (-item[1][0], item[0])):
        lines.append(line(f"  {count:>7,}  ", Piece(reason, "place")))
        lines += [line("           ", Piece(example, "label")) for example in list(examples)[:_EXAMPLES]]
    return lines


def _ranking(heading: str, ranks: Sequence[tuple[str, int]]) -> list[Line]:
    if not ranks:
        return []
    return [line(f"  {heading}:"), *(line(f"  {number:>7,}  ", Piece(name, "actor")) for name, number in ranks)]


def _next_steps(summary: RunSummary, study: str) -> list[Line]:
    flag = "" if study == "." else f" --study {study}"
    lines = [line(Piece("Next", "title"))]
    if not summary.total_articles:
        return [
            *lines,
            line(
                f"  No article was read: put some into the study's folder, or name a source: dragoman run SOURCE{flag}"
            ),
        ]
    if not summary.total_events:
        return [*lines, line("  No event was found. `dragoman codebook` tells what counts as one.")]
    lines.append(line(f"  dragoman events{flag}            list the events; --help shows the filters"))
    lines.append(line(f"  dragoman event ID{flag}          one event with every report of it"))
    if summary.set_aside:
        lines.append(line(f"  dragoman status{flag}            everything that was set aside, and why"))
    return lines


def _copies(summary: RunSummary) -> str:
    return f", {summary.near_copies:,} near copies (one witness each)" if summary.near_copies else ""


def _pace(summary: RunSummary) -> str:
    if not summary.seconds:
        return ""
    return f", in {summary.seconds:,.1f} s ({summary.articles_read / summary.seconds:,.1f} a second)"


def _number(count: int) -> str:
    return f"{count:,}" if count else "-"
