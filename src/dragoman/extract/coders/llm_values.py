"""The values of a coding that a model gave, each held against the text and the codebook."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.codebook import KINDS, MODES, SECTORS
from dragoman.extract.coders.llm_words import find_nearest, find_words
from dragoman.model import Span

Row = dict[str, Any]
_TOLL = ("low", "best", "high")
_MOST_PEOPLE = 50_000_000


class ValueReader:
    """Reads the values of one coding. What does not hold is left out and told in `faults`.

    `spans`: where each value was read, as a row of the coding guide holds it; `inferred`: values that no words give.
    """

    def __init__(self, text: str, sentence: Span, countries: Collection[str]) -> None:
        self._text, self._sentence, self._countries = text, sentence, countries
        self.faults: list[str] = []
        self.spans: dict[str, Any] = {}
        self.inferred: list[str] = []

    def read_mode(self, event: str, given: str | None) -> str | None:
        """Return the mode where the type has it."""
        mode = (given or "").strip().lower()
        if not mode or mode == "null" or mode in MODES[event]:
            return mode if mode in MODES[event] else None
        self.faults.append(f"{event} has no mode {given!r}; it has {', '.join(MODES[event]) or 'none'}")
        return None

    def read_people(self, name: str, given: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Return the people whose words stand in the text."""
        people, spans = [], []
        for person in given:
            span = self._ground(f"{name}.text", person.get("text"))
            if span is None or span in spans:
                continue
            sector = _read_text(person.get("sector")).upper()
            if sector not in SECTORS:
                self.faults.append(f"{name}.sector: unknown {person.get('sector')!r}; UNK stands for it")
                sector = "UNK"
            people.append(
                {
                    "text": span.quote(self._text),
                    "name": self._read_name(name, person.get("name")),
                    "country": self._read_country(name, person.get("country")),
                    "sector": sector,
                }
            )
            spans.append(span)
        self.spans[name] = [[span.start, span.end] for span in spans]
        return people

    def read_quotes(self, name: str, given: Sequence[str]) -> list[str]:
        """Return the quotes that stand in the text."""
        spans = [span for words in given if (span := self._ground(name, words))]
        self.spans[name] = [[span.start, span.end] for span in spans]
        return [span.quote(self._text) for span in spans]

    def read_date(self, given: Mapping[str, Any] | None) -> Row | None:
        """Return the days; without words of its own a date points at the sentence."""
        if not given or not given.get("start"):
            return None
        try:
            start = date.fromisoformat(str(given["start"])[:10])
            end = date.fromisoformat(str(given.get("end") or given["start"])[:10])
        except ValueError:
            self.faults.append(f"date: expected days such as 2024-03-07; found {dict(given)!r}")
            return None
        if start > end:
            self.faults.append(f"date: it ends ({end}) before it starts ({start})")
            return None
        words = _read_text(given.get("text"))
        span = self._ground("date.text", words) if words else self._sentence
        if span is None:
            return None
        if not words:
            self.inferred.append("date")
        self.spans["date"] = [span.start, span.end]
        return {"start": start.isoformat(), "end": end.isoformat()}

    def read_place(self, given: Mapping[str, Any] | None) -> Row | None:
        """Return the place where its words stand in the text."""
        if not given or not (span := self._ground("place.text", given.get("text"))):
            return None
        self.spans["place"] = [span.start, span.end]
        return {
            "text": span.quote(self._text),
            "name": _read_text(given.get("name")) or None,
            "admin1": _read_text(given.get("admin1")) or None,
            "country": self._read_country("place", given.get("country")),
        }

    def read_toll(self, name: str, given: Mapping[str, Any] | None) -> Row | None:
        """Return the toll where its words stand in the text and its figures are in order."""
        if not given:
            return None
        figures = {key: given.get(key) for key in _TOLL}
        told = [figure for figure in figures.values() if figure is not None]
        if not told:
            return None
        whole = all(isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= _MOST_PEOPLE for n in told)
        if not whole or told != sorted(told):
            self.faults.append(f"{name}: expected whole numbers with low <= best <= high; found {figures}")
            return None
        span = self._ground(f"{name}.text", given.get("text"))
        if span is None:
            return None
        self.spans[name] = [span.start, span.end]
        return {key: figures[key] for key in ("best", "low", "high")} | {"text": span.quote(self._text)}

    def read_attribution(self, given: Mapping[str, Any] | None) -> Row | None:
        """Return the speaker where the words stand in the text."""
        if not given or not (span := self._ground("attribution.speaker", given.get("speaker"))):
            return None
        kind = _read_text(given.get("kind")).lower()
        if kind not in KINDS:
            self.faults.append(f"attribution.kind: unknown {given.get('kind')!r}; other stands for it")
            kind = "other"
        self.spans["attribution"] = [span.start, span.end]
        return {"speaker": span.quote(self._text), "kind": kind}

    def read_claim(self, given: str | None) -> str | None:
        """Return the claimant where the name stands in the text."""
        if not given or not (span := self._ground("claimed_by", given)):
            return None
        self.spans["claimed_by"] = [span.start, span.end]
        return span.quote(self._text)

    def _ground(self, name: str, words: object) -> Span | None:
        """Find words in the text, in the coding's sentence first."""
        if not _read_text(words):
            return None
        span = find_nearest(self._text, str(words), self._sentence)
        if span is None:
            self.faults.append(f"{name}: {str(words)[:120]!r} is not in the text")
        return span

    def _read_name(self, name: str, given: object) -> str | None:
        """A name is what the article calls somebody, anywhere in it."""
        words = _read_text(given)
        if not words:
            return None
        found = find_words(self._text, words)
        if not found:
            self.faults.append(f"{name}.name: {words[:120]!r} is not in the text")
            return None
        return re.sub(r"\s+", " ", found[0].quote(self._text))

    def _read_country(self, name: str, given: object) -> str | None:
        code = _read_text(given).upper()
        if not code or code in self._countries:
            return code or None
        self.faults.append(f"{name}.country: expected an ISO 3166-1 alpha-3 code of a state; found {given!r}")
        return None


def _read_text(given: object) -> str:
    """Models write "null" and "none" for what is empty."""
    text = given.strip() if isinstance(given, str) else ""
    return "" if text.lower() in ("null", "none", "n/a") else text
