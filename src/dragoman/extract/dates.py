"""When does the text say that it was? Time expressions, resolved against the publication day.

`find_dates` gives those that name days on the calendar; `find_time_words` gives every time expression with its
TIMEX3 type and value, durations and "now" too. Call once for an article: "the next day" needs what went before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dragoman.extract import date_fixed, date_relative
from dragoman.extract.date_calendar import Days
from dragoman.extract.date_grammar import compiled_shapes, first_word_pattern
from dragoman.extract.date_scene import Reading, Scene
from dragoman.extract.date_table import date_words, value_of
from dragoman.extract.date_units import duration_value
from dragoman.extract.quantities import lower_same_length
from dragoman.model.span import Span


@dataclass(frozen=True, slots=True)
class TimeMention:
    """Words that tell a time. `days` is None for durations, sets and "now"."""

    span: Span
    reading: Reading


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that name days: `start` to `end`, both included.

    `kind`: day, weekday, week, weekend, month, year, decade, century, season, quarter, span, recent, relative, counted
    ("two days after the vote") or dateline. `granularity`: the unit that it is told in. `bound`: "since", "until",
    "before" or "after" where the words before say so, else ""; a stretch since then ends at publication. `timex`:
    TIMEX3 type and value.
    """

    span: Span
    start: date
    end: date
    kind: str
    granularity: str
    bound: str
    timex: tuple[str, str]


Reader = Callable[[re.Match[str], Scene], Reading | None]

_BOUND = re.compile(
    r"\b(since|until|till|before|after|following|prior\s+to|ahead\s+of|by)\s+(?:the\s+|at\s+least\s+)?$"
)
_BOUND_NAMES = {"till": "until", "following": "after", "by": "until", "ahead of": "before", "prior to": "before"}
_DATELINE_AFTER = re.compile(r"\.?\s*(?:/|\(|--|—|–|-\s)")
_DATELINE_BEFORE = re.compile(
    r"(?:^|\n)\s*(?:\[[^\]\n]*\]\s*)?[A-Z][\w .'’/-]{1,40}(?:\([^)\n]*\))?(?:,\s*[A-Z][\w .'’-]{1,30})?,?\s*\(?$"
)
_DATELINE_WITHIN = 400
_ARTICLE = re.compile(r"\bthe\s+$")


def find_dates(text: str, published: date, start: int = 0, end: int | None = None) -> list[DateMention]:
    """Return the expressions between two offsets that name days, in text order; offsets count in the whole text."""
    mentions = []
    for mention in find_time_words(text, published, start, end):
        reading = mention.reading
        if reading.days is None:
            continue
        kind = "dateline" if _is_dateline(text, mention.span, reading) else reading.kind
        bound = _bound_before(text, mention.span)
        last = reading.days.end
        if bound == "since" and reading.days.start <= published:
            last = published
        timex = (reading.type, reading.value)
        mentions.append(DateMention(mention.span, reading.days.start, last, kind, reading.grain, bound, timex))
    return mentions


def tightest(mentions: Iterable[DateMention]) -> DateMention | None:
    """Return the mention that names the fewest days, of equals the first; datelines only where nothing else is told."""
    found = list(mentions)
    told = [mention for mention in found if mention.kind != "dateline"] or found
    return min(told, key=lambda mention: (mention.end - mention.start, mention.span.start), default=None)


def find_time_words(text: str, published: date, start: int = 0, end: int | None = None) -> Iterator[TimeMention]:
    """Yield every time expression between two offsets, left to right, none overlapping."""
    scene = Scene(lower_same_length(text), text, published)
    stop = len(text) if end is None else end
    shapes, first_word = compiled_shapes(), first_word_pattern()
    at = start
    while hit := first_word.search(scene.lowered, at, stop):
        at = hit.end()
        for shape, pattern in shapes.get("#" if hit[0].isdigit() else hit[0], ()):
            found = pattern.match(scene.lowered, hit.start(), stop)
            reading = _READERS[shape.name](found, scene) if found else None
            if found and reading:
                yield TimeMention(_span_of(scene.lowered, found, start), reading)
                at = max(found.end(), at)
                if reading.days and reading.type in ("DATE", "TIME"):
                    scene.note(reading, found.end())
                break


def _span_of(lowered: str, found: re.Match[str], start: int) -> Span:
    article = _ARTICLE.search(lowered, max(start, found.start() - 5), found.start())
    words = found[0].rstrip()
    return Span(article.start() if article else found.start(), found.start() + len(words))


def _bound_before(text: str, span: Span) -> str:
    found = _BOUND.search(text[max(0, span.start - 24) : span.start].lower())
    word = " ".join(found[1].split()) if found else ""
    return _BOUND_NAMES.get(word, word)


def _is_dateline(text: str, span: Span, reading: Reading) -> bool:
    if span.start > _DATELINE_WITHIN or reading.grain != "day" or not _DATELINE_AFTER.match(text, span.end):
        return False
    line = text.rfind("\n", 0, span.start) + 1
    return bool(_DATELINE_BEFORE.search(text[max(line, span.start - 90) : span.start]))


def _read_clock(found: re.Match[str], scene: Scene) -> Reading | None:
    words = found["wday"]
    if not words:
        return Reading("TIME", f"{scene.published}T{_clock(found[0])}", None, "clock", "hour")
    day = _day_in(words, scene, found)
    return Reading("TIME", f"{day}T{_clock(found[0])}", Days(day, day), "weekday", "day") if day else None


def _day_in(words: str, scene: Scene, found: re.Match[str]) -> date | None:
    for shape, pattern in compiled_shapes().get(
        "#" if words[0].isdigit() else re.split(r"\W", words, maxsplit=1)[0], ()
    ):
        inner = pattern.match(scene.lowered, found.start("wday"), found.end("wday"))
        if inner and shape.name in ("weekday", "deictic", "month_day", "day_month"):
            reading = _READERS[shape.name](inner, scene)
            return reading.days.start if reading and reading.days else None
    return None


def _clock(words: str) -> str:
    hour, _, minute = re.match(r"(\d+)(:?)(\d*)", words).groups()  # type: ignore[union-attr]
    is_evening = "p" in words.split(hour, 1)[1][: 6 + len(minute)]
    return f"{int(hour) % 12 + (12 if is_evening else 0):02}:{minute or '00'}"


def _read_every(found: re.Match[str], scene: Scene) -> Reading | None:
    table = date_words()
    words = found["unit"]
    if words in table["unit"]:
        return Reading("SET", duration_value(value_of("unit", words), 1), None, "set", "day")
    weekday = table["weekday"].get(words)
    return Reading(
        "SET", f"XXXX-WXX-{weekday}" if weekday else f"XXXX-{int(table['month'].get(words, 1)):02}", None, "set", "day"
    )


def _read_set(found: re.Match[str], scene: Scene) -> Reading | None:
    return Reading("SET", value_of("set", found["set"]), None, "set", "day")


def _read_vague(found: re.Match[str], scene: Scene) -> Reading | None:
    return Reading("DATE", value_of("vague", found["vague"]), None, "vague", "")


def _read_year_end(found: re.Match[str], scene: Scene) -> Reading | None:
    return date_fixed.day_reading(date(scene.published.year, 12, 31))


_READERS: dict[str, Reader] = {
    "known": date_fixed.read_known,
    "iso": date_fixed.read_iso,
    "numeric": date_fixed.read_numeric,
    "clock": _read_clock,
    "day_month": date_fixed.read_day,
    "month_day": date_fixed.read_day,
    "month_span": date_fixed.read_month_span,
    "month_year": date_fixed.read_month,
    "weekday": date_relative.read_weekday,
    "deictic": date_relative.read_deictic,
    "month": date_fixed.read_month,
    "season": date_fixed.read_season,
    "quarter": date_relative.read_quarter,
    "weekend": date_relative.read_weekend,
    "past_n": date_relative.read_past_n,
    "recent": date_relative.read_recent,
    "this_unit": date_relative.read_this_unit,
    "ago": date_relative.read_ago,
    "duration": date_relative.read_duration,
    "decade": date_fixed.read_decade,
    "year_span": date_fixed.read_year_span,
    "year": date_fixed.read_year,
    "century": date_fixed.read_century,
    "anniversary": date_relative.read_anniversary,
    "feast": date_fixed.read_feast,
    "year_end": _read_year_end,
    "every": _read_every,
    "set": _read_set,
    "vague": _read_vague,
}
