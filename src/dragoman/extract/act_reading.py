"""One article as the network reads it: its sentences, windows, days, places, figures, and who is who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.catalog.name_tables import NameTables
from dragoman.catalog.places import Gazetteer, PlaceMatch
from dragoman.extract.date_pairs import join_dates
from dragoman.extract.date_readings import DateReading, read_dates
from dragoman.extract.dates import DateMention, find_dates
from dragoman.extract.identities import Identities
from dragoman.extract.network import Network, Read
from dragoman.extract.sentence_filter import LEAST, may_hold_events
from dragoman.extract.sentences import split_sentences
from dragoman.extract.tolls import TollMention, find_tolls
from dragoman.extract.windows import cut_windows
from dragoman.model import Article, Span


@dataclass(frozen=True, slots=True)
class ActReading:
    """What the questions on acts work on. `sentences`: all of them; `reads`: windows over those that may hold an act.

    `days`: the dates with all that each may mean; `countries`: the states that the article speaks of, ISO alpha-3, the
    most named first.
    """

    article: Article
    sentences: Sequence[Span]
    reads: Sequence[Read]
    dates: Sequence[DateMention]
    days: Sequence[DateReading]
    places: Sequence[PlaceMatch]
    tolls: Sequence[TollMention]
    identities: Identities
    countries: Sequence[str]
    tables: NameTables

    @property
    def titled(self) -> bool:
        """Tell whether the first sentence is a title."""
        return bool(self.article.title.strip())


def read_acts(article: Article, network: Network, tables: NameTables, least: float = LEAST) -> ActReading | None:
    """Read an article; None where no sentence may hold an event; `least`: the chance from which on one is read."""
    text = article.full_text
    sentences = split_sentences(article)
    quotes = [sentence.quote(text) for sentence in sentences]
    likely = [pair for pair, may in zip(enumerate(sentences), may_hold_events(quotes, least), strict=True) if may]
    if not likely:
        return None
    reads = [network.read(window) for window in cut_windows(text, likely)]
    places = _find_places(article, tables.gazetteer)
    told = find_dates(text, article.published)
    dates = sorted([*told, *join_dates(text, told)], key=lambda day: day.span)
    identities = Identities(article, tables.catalog)
    countries = _rank_countries(article, tables, places)
    days = read_dates(dates, text, article.published)
    return ActReading(article, sentences, reads, dates, days, places, find_tolls(text), identities, countries, tables)


def _find_places(article: Article, gazetteer: Gazetteer) -> list[PlaceMatch]:
    """Find the names of places, and mark the dateline's, which opens the text and not the title."""
    found = gazetteer.find(article.full_text)
    dateline = gazetteer.find_dateline(article.text)
    if dateline is None:
        return found
    start = len(article.title) + 2 + dateline.start
    opening = replace(dateline, start=start, end=start + len(dateline.text), dateline=True)
    return [opening, *(match for match in found if match.end <= opening.start or match.start >= opening.end)]


def _rank_countries(article: Article, tables: NameTables, places: Sequence[PlaceMatch]) -> list[str]:
    counts: Counter[str] = Counter()
    catalog = tables.catalog
    for match in catalog.find(article.full_text):
        actor = catalog.get(match.actor_ids[0], article.published) if match.actor_ids else None
        if actor is not None and actor.country:
            counts[actor.country] += 2 if match.span.end <= len(article.title) else 1
    for place in places:
        country = place.candidates[0].country if place.candidates else None
        if country:
            counts[country] += 1
    return [country for country, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
