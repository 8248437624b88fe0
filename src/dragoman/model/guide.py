"""A coding as one JSON object of the coding guide (docs/reference/coding.md), and back again.

Without spans the object holds the guide's 16 keys in the guide's order and nothing else. With spans it also holds
`contexts`, `coder`, `confidence` (of the coding and of each value), `inferred` (names of values that no words give)
and `spans` (start and end of each value's words, counted in title, blank line, text), and loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dragoman.codebook.terms import KINDS, MODES, SECTORS, STATUSES
from dragoman.errors import SkipArticle, suggest_name
from dragoman.model.coding import (
    Attribution,
    Claim,
    Coding,
    Participant,
    PlaceMention,
    Toll,
    When,
    coding_id,
)
from dragoman.model.span import Quote, Span

GUIDE_KEYS = (
    *("article_id", "event", "mode", "status", "trigger", "quote", "actors", "recipients", "targets", "weapons"),
    *("date", "place", "killed", "injured", "attribution", "claimed_by"),
)
_LISTS = ("actors", "recipients", "targets", "weapons", "mentions")
_SINGLES = ("date", "place", "killed", "injured", "attribution", "claimed_by")


def coding_to_guide(coding: Coding, spans: bool = False) -> dict[str, Any]:
    """Return the coding in the guide's format; with `spans`, everything that it holds."""
    row: dict[str, Any] = {
        "article_id": coding.article_id,
        "event": coding.event,
        "mode": coding.mode,
        "status": coding.status,
        "trigger": coding.trigger.text,
        "quote": coding.quote.text,
        "actors": [_write_participant(actor) for actor in coding.actors],
        "recipients": [_write_participant(recipient) for recipient in coding.recipients],
        "targets": [target.text for target in coding.targets],
        "weapons": [weapon.text for weapon in coding.weapons],
        "date": coding.date and {"start": coding.date.start.isoformat(), "end": coding.date.end.isoformat()},
        "place": coding.place and _write_place(coding.place),
        "killed": coding.killed and _write_toll(coding.killed),
        "injured": coding.injured and _write_toll(coding.injured),
        "attribution": coding.attribution and {"speaker": coding.attribution.speaker, "kind": coding.attribution.kind},
        "claimed_by": coding.claimed_by and coding.claimed_by.name,
    }
    return row | _write_evidence(coding) if spans else row


def _write_participant(participant: Participant) -> dict[str, Any]:
    return {
        "text": participant.mention.text,
        "name": participant.name,
        "country": participant.country,
        "sector": participant.sector,
    }


def _write_place(place: PlaceMention) -> dict[str, Any]:
    return {"text": place.mention.text, "name": place.name, "admin1": place.admin1, "country": place.country}


def _write_toll(toll: Toll) -> dict[str, Any]:
    return {"best": toll.best, "low": toll.low, "high": toll.high, "text": toll.mention.text}


def _write_evidence(coding: Coding) -> dict[str, Any]:
    spans: dict[str, Any] = {"trigger": _pair(coding.trigger), "quote": _pair(coding.quote)}
    confidence: dict[str, Any] = {"coding": coding.confidence}
    for name in ("actors", "recipients"):
        people = getattr(coding, name)
        spans[name] = [_pair(person.mention) for person in people]
        confidence[name] = [person.confidence for person in people]
    for name in ("targets", "weapons"):
        spans[name] = [_pair(quote) for quote in getattr(coding, name)]
    for name in _SINGLES:
        value = getattr(coding, name)
        spans[name] = value and _pair(value.mention)
        confidence[name] = value and value.confidence
    spans["mentions"] = [_pair(quote) for quote in coding.mentions]
    return {
        "contexts": list(coding.contexts),
        "coder": coding.coder,
        "confidence": confidence,
        "inferred": ["date"] if coding.date and coding.date.inferred else [],
        "spans": spans,
    }


def _pair(quote: Quote) -> list[int]:
    return [quote.span.start, quote.span.end]


def coding_from_guide(row: Mapping[str, Any], full_text: str, coder: str) -> Coding:
    """Return the coding that a row of the guide's format tells of.

    Where the row has no spans its quotes are looked up: the trigger in its sentence, the other values in that
    sentence first and else at their nearest standing. A date, and a speaker or claimant who does not stand in the
    text, point at the sentence, and what the row does not say has confidence 1. Raises SkipArticle ("bad-coding")
    where the row breaks the guide or quotes words that the text does not hold.
    """
    try:
        return _Reader(row, full_text).read_coding(coder)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SkipArticle("bad-coding", f"expected a row of the coding guide; found {error!r}") from error


class _Reader:
    """Reads one row against its text."""

    def __init__(self, row: Mapping[str, Any], full_text: str) -> None:
        self.row, self.text = row, full_text
        self.spans: Mapping[str, Any] = row.get("spans") or {}
        self.confidence: Mapping[str, Any] = row.get("confidence") or {}
        self.quote = self._cut("quote", row["quote"]) or self._find(row["quote"], 0)
        sentence = self.quote.span
        self.trigger = self._cut("trigger", row["trigger"]) or self._find(row["trigger"], sentence.start)

    def read_coding(self, coder: str) -> Coding:
        row = self.row
        event, mode, status = row["event"], row["mode"], row["status"]
        _check("event", event, MODES)
        _check("status", status, STATUSES)
        if mode is not None:
            _check(f"mode of {event}", mode, MODES[event])
        coder = row.get("coder") or coder
        return Coding(
            id=coding_id(row["article_id"], coder, event, status, self.trigger),
            article_id=row["article_id"],
            coder=coder,
            event=event,
            mode=mode,
            contexts=tuple(row.get("contexts", ())),
            status=status,
            trigger=self.trigger,
            quote=self.quote,
            actors=self._read_people("actors"),
            recipients=self._read_people("recipients"),
            targets=tuple(self._quote("targets", text, i) for i, text in enumerate(row["targets"])),
            weapons=tuple(self._quote("weapons", text, i) for i, text in enumerate(row["weapons"])),
            date=self._read_date(),
            place=self._read_place(),
            killed=self._read_toll("killed"),
            injured=self._read_toll("injured"),
            attribution=self._read_attribution(),
            claimed_by=self._read_claim(),
            confidence=self._trust("coding"),
            mentions=tuple(self._slice(pair) for pair in self.spans.get("mentions", ())),
        )

    def _read_people(self, name: str) -> tuple[Participant, ...]:
        people = []
        for i, person in enumerate(self.row[name]):
            _check("sector", person["sector"], SECTORS)
            mention = self._quote(name, person["text"], i)
            trust = self._trust(name, i)
            people.append(Participant(mention, person["name"], person["country"], person["sector"], trust))
        return tuple(people)

    def _read_date(self) -> When | None:
        found = self.row["date"]
        if not found:
            return None
        mention = self._cut("date", None) or self.quote
        start, end = date.fromisoformat(found["start"]), date.fromisoformat(found["end"])
        return When(start, end, mention, self._trust("date"), "date" in self.row.get("inferred", ()))

    def _read_place(self) -> PlaceMention | None:
        found = self.row["place"]
        if not found:
            return None
        mention = self._quote("place", found["text"])
        return PlaceMention(mention, found["name"], found["admin1"], found["country"], self._trust("place"))

    def _read_toll(self, name: str) -> Toll | None:
        found = self.row[name]
        if not found:
            return None
        mention = self._cut(name, found["text"]) or self._find_or_sentence(found["text"])
        return Toll(found["best"], found["low"], found["high"], mention, self._trust(name))

    def _read_attribution(self) -> Attribution | None:
        found = self.row["attribution"]
        if not found:
            return None
        _check("kind of attribution", found["kind"], KINDS)
        mention = self._cut("attribution", None) or self._find_or_sentence(found["speaker"])
        return Attribution(found["speaker"], found["kind"], mention, self._trust("attribution"))

    def _read_claim(self) -> Claim | None:
        name = self.row["claimed_by"]
        if not name:
            return None
        mention = self._cut("claimed_by", None) or self._find_or_sentence(name)
        return Claim(name, mention, self._trust("claimed_by"))

    def _trust(self, name: str, i: int | None = None) -> float:
        found = self.confidence.get(name)
        if found is None:
            return 1.0
        return float(found if i is None else found[i])

    def _quote(self, name: str, text: str, i: int | None = None) -> Quote:
        return self._cut(name, text, i) or self._find(text, self.quote.span.start)

    def _cut(self, name: str, text: str | None, i: int | None = None) -> Quote | None:
        """Cut the words out at the row's own span, or return None where it has none."""
        pair = self.spans.get(name)
        if pair is None:
            return None
        quote = self._slice(pair if i is None else pair[i])
        if text is not None and quote.text != text:
            raise ValueError(f"{name}: the text holds {quote.text!r} at {list(pair)}, not {text!r}")
        return quote

    def _slice(self, pair: list[int]) -> Quote:
        span = Span(pair[0], pair[1])
        return Quote(span, span.quote(self.text))

    def _find(self, words: str, near: int) -> Quote:
        """Find the words at or after `near`, else at their last standing before it."""
        start = self.text.find(words, near)
        start = start if start >= 0 else self.text.rfind(words)
        if not words or start < 0:
            raise ValueError(f"the text does not hold {words!r}")
        return Quote(Span(start, start + len(words)), words)

    def _find_or_sentence(self, words: str | None) -> Quote:
        return self._find(words, self.quote.span.start) if words and words in self.text else self.quote


def _check(what: str, found: str, known: Mapping[str, Any] | tuple[str, ...]) -> None:
    if found not in known:
        raise ValueError(f"unknown {what} {found!r}. Known: {', '.join(known)}.{suggest_name(str(found), known)}")
