"""Is it real? Told as having happened, long ago, planned, merely possible, or denied: a linear model over its cues."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.codebook import QUADS
from dragoman.extract.linear import load_model
from dragoman.extract.reading import Reading
from dragoman.extract.trigger_features import find_subject
from dragoman.extract.triggers import lemma
from dragoman.model import When

if TYPE_CHECKING:
    from spacy.tokens import Token

HISTORICAL_AFTER_DAYS = 90
_UNREAL = frozenset(("should", "would", "could", "might", "ought", "must", "if", "unless", "whether"))
_CUES = frozenset(
    (
        "will", "would", "could", "should", "may", "might", "must", "can", "if", "unless", "whether", "plan",
        "planned", "intend", "intention", "expect", "expected", "schedule", "scheduled", "due", "set", "possible",
        "possibility", "potential", "future", "next", "upcoming", "ahead", "want", "hope", "try", "attempt", "likely",
        "threat", "ago", "since", "former", "once", "history", "historical", "earlier", "previous", "previously",
        "anniversary", "decade", "century", "war", "years", "era", "not", "no", "never", "deny", "denial", "without",
        "false", "prevent", "avoid", "stop", "foil", "avert", "call", "propose", "proposal", "consider", "demand",
        "urge", "exercise", "drill", "simulate", "simulation", "mock", "scenario", "rehearse",
    )
)  # fmt: skip


def choose_status(
    reading: Reading, position: int, trigger: Token, event: str, date: When | None
) -> tuple[str, float, When | None]:
    """Return the status of an act, its probability, and the date, less one that the status rules out.

    By the guide's 90-day line history lies before it, what is actual after it, and what is planned not before
    publication. Where the date read and the status read contradict each other, the surer one stands: the other is
    changed (the status) or given up (the date).
    """
    model = load_model("status")
    scores = model.probabilities(status_features(reading, position, trigger, event, date))
    ranked = sorted(((float(p), name) for p, name in zip(scores, model.classes, strict=True)), reverse=True)
    unreal = _not_yet_real(trigger, event)
    probability, status = next((p, name) for p, name in ranked if not unreal or name in unreal)
    if date is None or status not in ("actual", "historical", "future"):
        return status, probability, date
    told = _told_by(date, reading.article.published)
    if status in told:
        return status, probability, date
    if date.confidence < probability:
        return status, probability, None
    return told[0], float(scores[model.classes.index(told[0])]), date


def _not_yet_real(trigger: Token, event: str) -> tuple[str, ...]:
    """Return the statuses that a deed told with "should", "would", "if" or "not" may have; () where nothing binds.

    Only deeds: words are said even so ("I would like to thank", "we must condemn").
    """
    if QUADS[event].startswith("verbal") and event != "CONSULT":
        return ()
    own = {lemma(child) for child in trigger.children if child.dep_ in ("aux", "mark")}
    if any(child.dep_ == "neg" for child in trigger.children):
        return ("negated", "hypothetical")
    return ("hypothetical", "future") if own & _UNREAL else ()


def _told_by(date: When, published: datetime.date) -> tuple[str, ...]:
    """Return the statuses that an interval allows, the likeliest first."""
    middle = date.start + (date.end - date.start) / 2
    if date.start > published:
        return ("future",)
    if (published - middle).days > HISTORICAL_AFTER_DAYS:
        return ("historical",)
    return ("actual", "future") if date.end >= published else ("actual",)


def status_features(reading: Reading, position: int, trigger: Token, event: str, date: When | None) -> set[str]:
    """Return the cues around a trigger: its own form, what governs it, cue words of the sentence, and its date."""
    features = {f"e={event}", f"tag={trigger.tag_}", f"tag={trigger.tag_}:{event}", f"l={lemma(trigger)}"}
    features.update(_own_cues(trigger))
    features.update(_cues_above(trigger))
    for token in trigger.doc:
        if lemma(token) in _CUES:
            side = "before" if token.i < trigger.i else "after"
            features.update(
                (f"cue={lemma(token)}", f"cue={lemma(token)}:{side}:{min(abs(token.i - trigger.i) // 4, 3)}")
            )
    features.update(_date_cues(reading, position, trigger, date))
    features.update(_setting_cues(reading, position, trigger))
    return features


def _own_cues(token: Token) -> Iterator[str]:
    for child in token.children:
        if child.dep_ in ("aux", "neg", "mark", "advmod", "auxpass", "det", "amod"):
            yield from (f"{child.dep_}={lemma(child)}", f"{child.dep_}={lemma(child)}:{token.tag_}")
    forms = "+".join(f"{c.lower_}/{c.tag_}" for c in token.children if c.dep_ in ("aux", "auxpass", "neg"))
    yield f"form={forms}+{token.tag_}"
    if find_subject(token) is None:
        yield f"nosubject:{token.pos_}"


def _cues_above(token: Token) -> Iterator[str]:
    relation = token.dep_
    for step, above in enumerate(token.ancestors):
        if step > 3:
            break
        word = lemma(above)
        yield from (f"up{step}={relation}:{word}", f"up={word}", f"up{step}tag={relation}:{above.tag_}")
        for child in above.children:
            if child.dep_ in ("aux", "neg", "mark") and child.i != token.i:
                yield from (f"up{child.dep_}={lemma(child)}", f"up{step}{child.dep_}={lemma(child)}")
        relation = above.dep_


def _date_cues(reading: Reading, position: int, trigger: Token, date: When | None) -> Iterator[str]:
    published = reading.article.published
    if date is None:
        yield "date=none"
    else:
        days = (published - date.start).days
        age = "future" if date.start > published else "week" if days <= 7 else "quarter" if days <= 90 else "old"
        yield from (f"date={age}", f"date={age}:{trigger.tag_}", f"length={min((date.end - date.start).days // 30, 3)}")
    span = reading.sentences[position].parse.span
    for day in reading.dates:
        if span.contains(day.span):
            gap = (published - day.end).days
            yield f"sentence-date={'future' if gap < 0 else 'recent' if gap <= 90 else 'old'}"


def _setting_cues(reading: Reading, position: int, trigger: Token) -> Iterator[str]:
    """Where in the article it stands, the tenses of its sentence, and the age of the days in the sentence before."""
    parse = reading.sentences[position].parse
    share = parse.index / max(len(reading.spans) - 1, 1)
    yield "title" if parse.in_title else f"third={int(share * 2.99)}"
    yield f"long={min(len(reading.spans) // 5, 4)}"
    for token in parse.doc:
        if token.pos_ in ("VERB", "AUX"):
            yield f"tense={token.tag_}"
        elif token.pos_ in ("NOUN", "ADV", "ADJ") and token.i != trigger.i:
            yield f"word={lemma(token)}"
    for back in (1, 2):
        for day in reading.dates:
            number = reading.anchors.get(day.span, (None, None))[0]
            if number is not None and number == parse.index - back:
                gap = (reading.article.published - day.end).days
                yield f"before{back}={'future' if gap < 0 else 'recent' if gap <= 90 else 'old'}"
