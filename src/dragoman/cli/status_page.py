"""What the record holds, as lines for a person."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.cli.screen import Line, Piece, line
from dragoman.publish.wording import count_of, word_days
from dragoman.record import Counts


def render_status(name: str, counts: Counts, watched: Mapping[str, int]) -> list[Line]:
    """Return the page; `watched`: events of each actor, pair and place that the study watches."""
    lines = [line(Piece(name, "title"))]
    lines.append(line("  ", _articles(counts)))
    lines.append(line("  ", _coded(counts)))
    lines.append(line(f"  {count_of(counts.events, 'event')}"))
    lines += _tally("Events of what the study watches", watched)
    lines += _tally("Set aside", counts.set_aside)
    lines += _tally("Codings by type", counts.codings_by_type)
    lines += _tally("Codings by status", counts.codings_by_status)
    lines += _tally("Events by type", counts.events_by_type)
    lines += _tally("Most seen actors", counts.top_actors)
    lines += _tally("Most seen pairs", {f"{who} -> {whom}": number for (who, whom), number in counts.top_pairs.items()})
    lines += _tally("Articles read, by coder", counts.coders)
    if counts.coded < counts.articles:
        left = count_of(counts.articles - counts.coded, "article is", "articles are")
        lines += [line(), line(f"{left} not coded yet: `dragoman code` codes them.")]
    return lines


def _articles(counts: Counts) -> str:
    text = count_of(counts.articles, "article")
    if counts.first_day and counts.last_day:
        text += f", {word_days(counts.first_day, counts.last_day)}"
    copies = f"; {count_of(counts.copies, 'is a copy', 'are copies')} of another" if counts.copies else ""
    return text + copies


def _coded(counts: Counts) -> str:
    return f"{count_of(counts.codings, 'coding')} from {count_of(counts.coded, 'article')} read"


def _tally(heading: str, numbers: Mapping[str, int]) -> list[Line]:
    if not numbers:
        return []
    return [
        line(),
        line(Piece(heading, "title")),
        *(line(f"  {number:>9,}  ", Piece(name, "actor")) for name, number in numbers.items()),
    ]
