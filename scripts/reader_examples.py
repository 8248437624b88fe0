"""Rows for the reader's models: coded articles, read, with each coding tied to a trigger and its values to options."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from dragoman.extract.circumstance_features import circumstance_features
from dragoman.extract.countries import rank_countries
from dragoman.extract.drafts import NO_EVENT, Draft, candidate_features, draft_acts
from dragoman.extract.event_dates import choose_date, date_traits, list_dates, nearest_here
from dragoman.extract.event_places import list_places, place_traits
from dragoman.extract.merging import keep_features, rank_drafts
from dragoman.extract.reading import Reading, read_articles
from dragoman.extract.role_features import Option, role_features
from dragoman.extract.roles import list_options
from dragoman.extract.sentence_filter import filter_features
from dragoman.extract.sentences import split_sentences
from dragoman.extract.status import status_features
from dragoman.extract.trigger_features import trigger_features
from dragoman.extract.triggers import Candidate, find_candidates
from dragoman.model import Article, Span
from scripts.parse_cache import cached_parses

Coded = dict[str, Any]
_STOP = frozenset(
    (
        "the", "a", "an", "of", "in", "on", "at", "to", "for", "and", "by", "with", "from", "its", "his", "her",
        "their", "our", "'s", "s", "was", "were", "is", "are", "be", "been", "has", "had",
    )
)  # fmt: skip
# An unmarked mention of an act that the article's coder coded elsewhere is not a negative, or hardly one.
_UNMARKED_WEIGHT = 0.4


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row to fit to."""

    article_id: str
    features: frozenset[str]
    label: str
    weight: float = 1.0

    def fold(self, folds: int) -> int:
        """Return the fold of the row's article."""
        return zlib.crc32(self.article_id.encode()) % folds


@dataclass(frozen=True, slots=True)
class Tied:
    """A coding and the trigger in the parse that it is tied to; `position`: index in `Reading.sentences`."""

    coded: Coded
    position: int
    trigger: Token
    span: Span


@dataclass(frozen=True, slots=True)
class Example:
    """An article, read, with its codings."""

    reading: Reading
    codings: Sequence[Coded]
    tied: Sequence[Tied]

    def fold(self, folds: int) -> int:
        """Return the fold of the article."""
        return zlib.crc32(self.reading.article.id.encode()) % folds


def read_coded(articles: Path, codings: Path) -> list[tuple[Article, list[Coded]]]:
    """Read articles and codings in the guide's format; return each article with its codings."""
    by_article: dict[str, list[Coded]] = defaultdict(list)
    for line in codings.read_text(encoding="utf-8").splitlines():
        coded = json.loads(line)
        by_article[coded["article_id"]].append(coded)
    found = [read_article(json.loads(line)) for line in articles.read_text(encoding="utf-8").splitlines()]
    return [(article, by_article[article.id]) for article in found]


def filter_rows(article: Article, codings: Sequence[Coded]) -> Iterator[Labelled]:
    """One row a sentence: whether a coding's trigger stands in it."""
    text = article.full_text
    starts = [_find_trigger(text, coded).start for coded in codings]
    for index, span in enumerate(split_sentences(article)):
        label = "yes" if any(span.start <= start < span.end for start in starts) else "no"
        yield Labelled(article.id, frozenset(filter_features(span.quote(text), index)), label)


def read_examples(coded: Sequence[tuple[Article, list[Coded]]], cache: Path | None) -> list[Example]:
    """Read the articles as the coder does; `cache`: a file to keep the parses in."""
    with cached_parses(cache):
        readings = list(read_articles([article for article, _ in coded]))
    return [
        Example(reading, codings, list(_tie(reading, codings)))
        for reading, (_, codings) in zip(readings, coded, strict=True)
    ]


def read_article(line: Coded) -> Article:
    """Return the article of one line of articles.jsonl."""
    return Article(
        line["id"], line.get("outlet"), date.fromisoformat(line["published"]), line.get("title") or "", line["text"]
    )


def _find_trigger(text: str, coded: Coded) -> Span:
    start = text.find(coded["trigger"], max(text.find(coded["quote"]), 0))
    return Span(start, start + len(coded["trigger"]))


def _tie(reading: Reading, codings: Sequence[Coded]) -> Iterator[Tied]:
    text = reading.article.full_text
    for coded in codings:
        span = _find_trigger(text, coded)
        start = span.start
        for position, sentence in enumerate(reading.sentences):
            if sentence.parse.span.start <= start < sentence.parse.span.end:
                trigger = _choose_trigger(reading, position, span, coded["event"])
                if trigger is not None:
                    yield Tied(coded, position, trigger, span)
                break


def _choose_trigger(reading: Reading, position: int, span: Span, event: str) -> Token | None:
    parse = reading.sentences[position].parse
    inside = [t for t in parse.doc if parse.token_span(t, t).overlaps(span)]
    if not inside:
        return None
    known = [c for c in find_candidates(parse.doc) if parse.token_span(c.token, c.token).overlaps(span)]
    if known:
        return max(known, key=lambda c: (event in c.events, -len(list(c.token.ancestors)))).token
    top: Token = parse.doc[inside[0].i : inside[-1].i + 1].root
    return top


def type_rows(example: Example) -> Iterator[Labelled]:
    """One row a candidate trigger: its event type, or NONE."""
    reading = example.reading
    coded = {(t.position, t.trigger.i): t.coded["event"] for t in reversed(example.tied)}
    events = {c["event"] for c in example.codings}
    for position, candidate, features in candidate_features(reading):
        label = coded.get((position, candidate.token.i), NO_EVENT)
        weight = 1.0
        if label == NO_EVENT:
            span = reading.sentences[position].parse.token_span(candidate.token, candidate.token)
            inside = any(t.span.overlaps(span) for t in example.tied)
            weight = _UNMARKED_WEIGHT if inside or candidate.events & events else 1.0
        yield Labelled(reading.article.id, features, label, weight)


def option_rows(example: Example) -> dict[str, list[Labelled]]:
    """Rows of every model that is fitted to given triggers: modes, roles, speakers, places and dates."""
    rows: dict[str, list[Labelled]] = defaultdict(list)
    reading, name = example.reading, example.reading.article.id
    titled = bool(reading.article.title.strip())
    for tied in example.tied:
        coded, event, trigger = tied.coded, tied.coded["event"], tied.trigger
        parse = reading.sentences[tied.position].parse
        known = next((c for c in find_candidates(parse.doc) if c.token.i == trigger.i), Candidate(trigger, {}))
        features = frozenset(trigger_features(known, parse, len(reading.spans), titled))
        rows["modes"].append(Labelled(name, features, f"{event}/{coded['mode'] or ''}"))
        for model, features, label in _role_pairs(reading, tied):
            rows[model].append(Labelled(name, features, label))
        rows["dates"].extend(_date_rows(reading, tied))
        rows["places"].extend(_place_rows(reading, tied))
    return rows


def status_rows(example: Example) -> Iterator[Labelled]:
    """One row a coding: its status, with the day that the dates model reads, right or wrong, as the coder sees it."""
    reading = example.reading
    for tied in example.tied:
        event = tied.coded["event"]
        date = choose_date(reading, tied.position, tied.trigger, event)
        features = frozenset(status_features(reading, tied.position, tied.trigger, event, date))
        yield Labelled(reading.article.id, features, tied.coded["status"])


def _role_pairs(reading: Reading, tied: Tied) -> Iterator[tuple[str, frozenset[str], str]]:
    coded, trigger = tied.coded, tied.trigger
    options = list_options(reading, tied.position)
    labels: dict[int, str] = {}
    for field, role in (("actors", "actor"), ("recipients", "recipient"), ("targets", "target"), ("weapons", "weapon")):
        for value in coded[field]:
            best = best_option(value if isinstance(value, dict) else {"text": value, "name": None}, options)
            if best is not None:
                labels.setdefault(id(best), role)
    said = coded["attribution"]
    speaker = (
        best_option({"text": said["speaker"], "name": said["speaker"]}, options) if said and said["speaker"] else None
    )
    for option in options:
        if option.where == "here" and option.mention.head.i == trigger.i and id(option) not in labels:
            continue
        features = frozenset(role_features(trigger, coded["event"], option))
        yield "roles", features, labels.get(id(option), "none")
        if option.where == "here" and (speaker is not None or not said):
            yield "speakers", features, "yes" if option is speaker else "no"


def _words(text: str | None) -> set[str]:
    return set(re.findall(r"[a-z0-9]+", (text or "").lower())) - _STOP


def _overlap(left: str | None, right: str | None) -> float:
    a, b = _words(left), _words(right)
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def _jaccard(left: str | None, right: str | None) -> float:
    a, b = _words(left), _words(right)
    return len(a & b) / len(a | b) if a and b else 0.0


def best_option(value: Coded, options: Sequence[Option]) -> Option | None:
    """Return the option that a coded participant most looks like, by words and by name."""
    best, most = None, 0.25
    for option in options:
        who, words = option.referent, option.mention.quote.text
        named = value["name"] and who.name
        near = max(
            _overlap(value["text"], words), _overlap(value["text"], who.quote.text), _overlap(value["name"], who.name)
        )
        like = max(
            _jaccard(value["text"], words), 0.95 * _jaccard(value["text"], who.quote.text),
            0.9 * _jaccard(value["name"], who.name) if named else 0.0,
        )  # fmt: skip
        like *= 1.0 if option.where == "here" else 0.8
        if near >= 0.5 and like > most:
            best, most = option, like
    return best


def _date_rows(reading: Reading, tied: Tied) -> Iterator[Labelled]:
    options = list_dates(reading, tied.position)
    shares = [_shared_days(tied.coded["date"], day.start, day.end) for day, _ in options]
    best = max(shares, default=0.0)
    nearest = nearest_here(reading, tied.position, tied.trigger, options)
    for (day, site), share in zip(options, shares, strict=True):
        traits = date_traits(day, site, reading, options, nearest)
        features = circumstance_features(tied.trigger, tied.coded["event"], site, traits)
        label = "yes" if share >= 0.5 and share == best else "no"
        yield Labelled(reading.article.id, frozenset(features), label)


def _shared_days(days: Coded | None, start: date, end: date) -> float:
    if not days:
        return 0.0
    left = (date.fromisoformat(days["start"]).toordinal(), date.fromisoformat(days["end"]).toordinal())
    right = (start.toordinal(), end.toordinal())
    shared = min(left[1], right[1]) - max(left[0], right[0]) + 1
    return max(shared, 0) / (max(left[1], right[1]) - min(left[0], right[0]) + 1)


def _place_rows(reading: Reading, tied: Tied) -> Iterator[Labelled]:
    options = list_places(reading, tied.position)
    counts = Counter(match.text for match in reading.places)
    place = tied.coded["place"]
    right = [
        place is not None and max(_overlap(place["text"], match.text), _overlap(place["name"], match.text)) >= 0.5
        for match, _ in options
    ]
    here = any(ok and site.where == "here" for ok, (_, site) in zip(right, options, strict=True))
    for ok, (match, site) in zip(right, options, strict=True):
        if ok and here and site.where != "here":
            continue
        features = circumstance_features(
            tied.trigger, tied.coded["event"], site, place_traits(match, site, options, counts)
        )
        yield Labelled(reading.article.id, frozenset(features), "yes" if ok else "no")


def keep_rows(example: Example) -> Iterator[Labelled]:
    """One row a draft, the likeliest first: whether it is a coding that no likelier draft has taken."""
    reading = example.reading
    drafts = rank_drafts(draft_acts(reading, rank_countries(reading)))
    open_codings = list(example.codings)
    for n, draft in enumerate(drafts):
        features = keep_features(reading, draft, drafts[:n], len(drafts))
        match = _best_coding(reading, draft, open_codings)
        if match is not None:
            open_codings.remove(match)
        yield Labelled(reading.article.id, frozenset(features), "yes" if match is not None else "no")


def _best_coding(reading: Reading, draft: Draft, codings: Sequence[Coded]) -> Coded | None:
    """Return the coding of the draft's type told in its sentence; of several, the one whose trigger is nearest."""
    text = reading.article.full_text
    span = draft.span(reading)
    sentence = reading.sentences[draft.position].parse.span.quote(text)
    found = []
    for coded in codings:
        if coded["event"] == draft.event and _jaccard(coded["quote"], sentence) >= 0.7:
            found.append((abs(_find_trigger(text, coded).start - span.start), len(found), coded))
    return min(found)[2] if found else None
