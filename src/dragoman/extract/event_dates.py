"""When did it happen? Of the days that an article names, the one that a linear model ties to the trigger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.extract.circumstance_features import Site, circumstance_features, find_site
from dragoman.extract.dates import DateMention, nearest_date
from dragoman.extract.linear import load_model
from dragoman.extract.reading import Reading
from dragoman.model import Quote, When

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAKE = 0.3


def list_dates(reading: Reading, position: int) -> list[tuple[DateMention, Site]]:
    """Return the days that may be the event's, with where they stand; those far from the trigger are left out."""
    found = []
    for day in reading.dates:
        site = find_site(reading, position, day.span, day.kind == "dateline")
        if site.where != "far":
            found.append((day, site))
    return found


def nearest_here(
    reading: Reading, position: int, trigger: Token, options: Sequence[tuple[DateMention, Site]]
) -> DateMention | None:
    """Return the date of the trigger's own sentence that stands nearest to it, or None."""
    span = reading.sentences[position].parse.token_span(trigger, trigger)
    return nearest_date([day for day, site in options if site.where == "here"], span)


def date_traits(
    day: DateMention,
    site: Site,
    reading: Reading,
    options: Sequence[tuple[DateMention, Site]],
    nearest: DateMention | None,
) -> list[str]:
    """Name what a date is: its kind, its length, how long before publication, and what other dates there are."""
    published = reading.article.published
    gap = (published - day.start).days
    length = (day.end - day.start).days
    ago = "future" if day.start > published else "recent" if gap <= 7 else "quarter" if gap <= 90 else "old"
    same = sum(other.start == day.start and other.end == day.end for other in reading.dates)
    rival = "here" if nearest is not None else "near" if any(s.where == "before1" for _, s in options) else "none"
    return [
        f"kind={day.kind}",
        f"bound={day.bound}",
        f"ago={ago}",
        f"length={0 if length == 0 else 1 if length < 8 else 2 if length < 32 else 3}",
        f"same={min(same, 3)}",
        f"only={len(reading.dates) == 1}",
        f"nearest={day is nearest}",
        f"rival={rival if site.where != 'here' else min(sum(s.where == 'here' for _, s in options), 3)}",
    ]


def choose_date(reading: Reading, position: int, trigger: Token, event: str) -> When | None:
    """Return the interval that the text gives for the act, or None."""
    model = load_model("dates")
    options = list_dates(reading, position)
    nearest = nearest_here(reading, position, trigger, options)
    scored = []
    for day, site in options:
        features = circumstance_features(trigger, event, site, date_traits(day, site, reading, options, nearest))
        scored.append((model.probability(features, "yes"), -(day.end - day.start).days, -day.span.start, day))
    if not scored:
        return None
    probability, _, _, day = max(scored, key=lambda item: item[:3])
    if probability < _TAKE:
        return None
    quote = Quote.cut(reading.article.full_text, day.span.start, day.span.end)
    return When(day.start, day.end, quote, round(probability, 3))
