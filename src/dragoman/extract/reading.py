"""One article, read: its sentences, parses, mentions, who they are, and the days that it speaks of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.catalog.places import Gazetteer, PlaceMatch
from dragoman.extract.dates import DateMention, find_dates
from dragoman.extract.mentions import Mention, find_mentions
from dragoman.extract.parsing import ParsedSentence, parse_sentences
from dragoman.extract.referents import Referent, Referents
from dragoman.extract.sentence_filter import may_hold_event
from dragoman.extract.sentences import split_sentences
from dragoman.extract.tolls import TollMention, find_tolls
from dragoman.model import Article, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A parsed sentence with its mentions and who they are, by the index of their head token."""

    parse: ParsedSentence
    mentions: Sequence[Mention]
    referents: dict[int, Referent]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the question modules work on. `sentences`: those that were parsed; `spans`: all of them.

    `places`: the names of places in the whole text, the dateline's marked; `dates` and `tolls` likewise.
    `anchors`: of each date and place the number of its sentence and, where that was parsed, its topmost word.
    """

    article: Article
    spans: Sequence[Span]
    sentences: Sequence[ReadSentence]
    dates: Sequence[DateMention]
    places: Sequence[PlaceMatch]
    tolls: Sequence[TollMention]
    anchors: Mapping[Span, tuple[int, Token | None]]
    tables: NameTables


def read_articles(
    articles: Sequence[Article], everything: bool = False, tables: NameTables = SHIPPED
) -> Iterator[Reading]:
    """Read a batch of articles, in order. Sentences that cannot hold an event are not parsed, unless `everything`."""
    spans = [split_sentences(article) for article in articles]
    work = [
        (article, [(i, s) for i, s in enumerate(own) if everything or may_hold_event(s.quote(article.full_text), i)])
        for article, own in zip(articles, spans, strict=True)
    ]
    for article, own, parses in zip(articles, spans, parse_sentences(work), strict=True):
        yield _read_parses(article, own, parses, tables)


def _read_parses(
    article: Article, spans: Sequence[Span], parses: Sequence[ParsedSentence], tables: NameTables
) -> Reading:
    who = Referents(article, tables.catalog)
    names = [match.span for match in who.catalog.find(article.full_text)]
    sentences = []
    for parse in parses:
        inside = [name for name in names if parse.span.contains(name)]
        mentions = find_mentions(parse, article.full_text, inside)
        sentences.append(ReadSentence(parse, mentions, who.read_sentence(mentions)))
    text = article.full_text
    dates, places = find_dates(text, article.published), _find_places(article, tables.gazetteer)
    phrases = [day.span for day in dates] + [Span(match.start, match.end) for match in places]
    anchors = _anchor_phrases(spans, {parse.index: parse for parse in parses}, phrases)
    return Reading(article, spans, sentences, dates, places, find_tolls(text), anchors, tables)


def _anchor_phrases(
    spans: Sequence[Span], parses: Mapping[int, ParsedSentence], phrases: Sequence[Span]
) -> dict[Span, tuple[int, Token | None]]:
    """Find the sentence and the topmost word of each phrase; one that runs over a sentence's end is left out."""
    starts = [span.start for span in spans]
    found: dict[Span, tuple[int, Token | None]] = {}
    for phrase in phrases:
        number = bisect_right(starts, phrase.start) - 1
        if number >= 0 and spans[number].contains(phrase):
            parse = parses.get(number)
            found[phrase] = (number, parse.top_token(phrase) if parse else None)
    return found


def _find_places(article: Article, gazetteer: Gazetteer) -> list[PlaceMatch]:
    """Find the names of places, and mark the dateline's, which opens the text and not the title."""
    found = gazetteer.find(article.full_text)
    dateline = gazetteer.find_dateline(article.text)
    if dateline is None:
        return found
    start = len(article.title) + 2 + dateline.start
    opening = replace(dateline, start=start, end=start + len(dateline.text), dateline=True)
    return [opening, *(match for match in found if match.end <= opening.start or match.start >= opening.end)]
