"""Acts and readings made by hand, so that rules can be tested without asking the network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import numpy as np

from dragoman.catalog.name_tables import SHIPPED
from dragoman.extract.act_fields import Draft
from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.acts import Act
from dragoman.extract.date_readings import read_dates
from dragoman.extract.dates import find_dates
from dragoman.extract.identities import Identities
from dragoman.extract.network import Read, load_network
from dragoman.extract.sentences import split_sentences
from dragoman.extract.tolls import find_tolls
from dragoman.extract.windows import Window
from dragoman.model import Article, Span, When

DAY = date(2021, 3, 18)  # a Thursday
WIDTH = 8


def make_article(text: str, title: str = "", published: date = DAY) -> Article:
    return Article("a1", "Tamsk Courier", published, title, text)


def make_reading(text: str, title: str = "", countries: tuple[str, ...] = ()) -> ActReading:
    """Return a reading of a text as one window of words, with nothing asked of the network."""
    article = make_article(text, title)
    whole, sentences = article.full_text, split_sentences(article)
    words = [
        (Span(match.start() + s.start, match.end() + s.start), number)
        for number, s in enumerate(sentences)
        for match in re.finditer(r"\w+|[^\w\s]", s.quote(whole))
    ]
    count = len(words)
    window = Window(
        np.arange(count), np.ones(count, dtype=np.int64), [w for w, _ in words], np.arange(count),
        np.array([n for _, n in words]),
    )  # fmt: skip
    read = Read(window, np.ones((count, WIDTH), dtype=np.float32))
    dates = find_dates(whole, article.published)
    return ActReading(
        article, sentences, [read], dates, read_dates(dates, whole, article.published), SHIPPED.gazetteer.find(whole),
        find_tolls(whole), Identities(article, SHIPPED.catalog), countries, SHIPPED,
    )  # fmt: skip


def make_act(
    reading: ActReading,
    trigger: str,
    event: str = "ASSAULT",
    labels: Mapping[str, Mapping[str, str]] | None = None,
    sure: float = 0.9,
    status: str = "actual",
    **modes: float,
) -> Act:
    """Return an act with a trigger.

    `labels`: by group and label the words that the network would give it, parted by " | " where they are several
    spans; `modes`: their probabilities.
    """
    network, text, read = load_network(), reading.article.full_text, reading.reads[0]
    words = _find_words(reading, trigger)
    roles = {}
    for group, names in network.anchor_labels["dispatches"].items():
        scores = np.zeros((len(read.window.words), 1 + len(names)), dtype=np.float32)
        for label, phrases in (labels or {}).get(group, {}).items():
            for phrase in phrases.split(" | "):
                for n, word in enumerate(_find_words(reading, phrase)):
                    scores[word, 1 + names.index(f"{'I' if n else 'B'}-{label}")] = sure
        scores[:, 0] = 1 - scores[:, 1:].sum(axis=1)
        roles[group] = scores
    spans = read.window.words
    span = Span(spans[words[0]].start, spans[words[-1]].end)
    assert span.quote(text) == trigger
    statuses = {name: float(name == status) for name in network.kind_labels["status"]}
    told = {f"{event}/{mode.replace('_', '-')}": p for mode, p in modes.items()}
    return Act(read, int(read.window.sentences[words[0]]), words, span, event, sure, roles, statuses, told)


def make_draft(reading: ActReading, trigger: str, event: str = "ASSAULT", when: When | None = None) -> Draft:
    """Return a draft of an actual act with nobody in it."""
    return Draft(make_act(reading, trigger, event), (), (), (), (), when, None, "actual")


def keep(*drafts: Draft, again: tuple[Draft, ...] = ()) -> list[Kept]:
    """Return drafts as kept, the last with its other mentions."""
    return [Kept(draft, again if draft is drafts[-1] else (), 0.9) for draft in drafts]


def _find_words(reading: ActReading, phrase: str) -> list[int]:
    text = reading.article.full_text
    start = text.index(phrase)
    span = Span(start, start + len(phrase))
    found = [n for n, word in enumerate(reading.reads[0].window.words) if span.contains(word)]
    assert found, phrase
    return found
