"""When did it happen? Of the days that an article names, the one that a linear model ties to the trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.extract.circumstance_features import Site, circumstance_features, find_site
from dragoman.extract.dates import DateMention
from dragoman.extract.linear import load_model
from dragoman.extract.reading import Reading
from dragoman.model import Quote, When

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAKE = 0.4


def list_dates(reading: Reading, position: int) -> list[tuple[DateMention, Site]]:
    """Return the days that may be the event's, with where they stand; those far from the trigger are left out."""
    found = []
    for day in reading.dates:
        site = find_site(reading, position, day.span, day.kind == "dateline")
        if site.where != "far":
            found.append((day, site))
    return found


def date_traits(day: DateMention, reading: Reading) -> list[str]:
    """Name what a date is: its kind, its length, how long before or after publication."""
    published = reading.article.published
    gap = (published - day.start).days
    length = (day.end - day.start).days
    ago = "future" if day.start > published else "recent" if gap <= 7 else "quarter" if gap <= 90 else "old"
    same = sum(other.start == day.start and other.end == day.end for other in reading.dates)
    return [
        f"kind={day.kind}",
        f"bound={day.bound}",
        f"ago={ago}",
        f"length={0 if length == 0 else 1 if length < 8 else 2 if length < 32 else 3}",
        f"same={min(same, 3)}",
        f"only={len(reading.dates) == 1}",
    ]


def choose_date(reading: Reading, position: int, trigger: Token, event: str) -> When | None:
    """Return the tightest interval that the text gives for the act, or None."""
    model = load_model("dates")
    scored = []
    for day, site in list_dates(reading, position):
        features = circumstance_features(trigger, event, site, date_traits(day, reading))
        scored.append((model.probability(features, "yes"), -(day.end - day.start).days, -day.span.start, day))
    if not scored:
        return None
    probability, _, _, day = max(scored, key=lambda item: item[:3])
    if probability < _TAKE:
        return None
    quote = Quote.cut(reading.article.full_text, day.span.start, day.span.end)
    return When(day.start, day.end, quote, round(probability, 3))
