"""How many does it say? Figures and number words, as best, low and high.

The coding guide's readings: "75" is best 75; "at least 75" best and low 75; "about 160" best 160; "20 to 25"
low 20 and high 25; "up to 20" high 20; "dozens" low 24.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.extract.word_table import any_of, load_words
from dragoman.model.span import Span

_GROUPS = {
    "small": r"\d+",
    "ten": r"\d+",
    "scale": r"\d+",
    "pack": r"\d+",
    "vague": r"\d+",
    "both": "2",
    "floor": "best-low",
    "about": "best",
    "ceiling": "high",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something; at least one of best, low, high is given."""

    span: Span
    best: int | None
    low: int | None
    high: int | None

    @property
    def least(self) -> int:
        """The smallest number that the words allow, or the highest where only a ceiling is given."""
        given = [n for n in (self.low, self.best, self.high) if n is not None]
        return given[0]


@cache
def quantity_words() -> dict[str, dict[str, str]]:
    """Return the table of number words, read once."""
    return load_words("quantity_words.csv", _GROUPS)


@cache
def number_pattern() -> str:
    """Return the expression (no named groups) for one exact number, in lower-cased text."""
    table = quantity_words()
    word = any_of([*table["small"], *table["ten"], *table["scale"]])
    scale, pack = any_of(table["scale"]), any_of(table["pack"])
    digits = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    spoken = rf"(?:{word})(?:(?:-|\s+|(?<=d)\s+and\s+)(?:{word})\b){{0,7}}"
    counted = rf"(?:{digits}|{spoken})(?:[\s-]+(?:{scale}|{pack})\b)?(?:\s+of\b(?=\s+(?:the|a)\b))?"
    return rf"(?:(?:half\s+)?an?\s+(?:{scale}|{pack})\b|half\s+an?\s+{pack}\b|{counted})"


_NO_MONEY = r"(?<![$€£¥₹]\s)(?<!\brs\s)(?<!\brs\.\s)(?<!\b(?:pkr|inr|usd|eur|gbp)\s)"
"""No sign of money before the number: "US$ 2.7 million", "Rs. 50,000"."""


@cache
def quantity_pattern() -> str:
    """Return the expression (no named groups) for a number with the words that loosen it, in lower-cased text."""
    table = quantity_words()
    loose = any_of([*table["floor"], *table["about"], *table["ceiling"]])
    number = number_pattern()
    vague = any_of([*table["vague"], *table["both"]])
    span = rf"(?:between\s+{number}\s+and\s+{number}|(?:from\s+)?{number}\s*(?:to|or|[-–—])\s*{number})"
    after = r"(?:\s+or\s+more)?"
    return (
        rf"(?<![\w$€£.:/#]){_NO_MONEY}(?:{loose}(?:\s+|-(?=\d))){{0,2}}(?:{span}|{number}{after}|{vague})"
        r"(?!\w)(?!\s*(?:%|percent\b|per\s*cent\b|pct\b))(?![:.]\d)"
    )


@cache
def _compiled() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    table = quantity_words()
    loose = any_of([*table["floor"], *table["about"], *table["ceiling"]])
    return re.compile(quantity_pattern()), re.compile(number_pattern()), re.compile(rf"{loose}(?=[\s-])")


def read_number(words: str) -> int | None:
    """Read one exact number: "75", "1,200", "12 thousand", "half a million", "twenty-five", "two dozen"."""
    table = quantity_words()
    total, part, seen = 0.0, 0.0, False
    for token in re.findall(r"\d[\d,]*(?:\.\d+)?|[a-z]+", words.lower()):
        if token in ("a", "an"):
            part = part or 1
        elif token == "half":
            part = 0.5
        elif token[0].isdigit():
            part, seen = part + float(token.replace(",", "")), True
        elif token in table["small"] or token in table["ten"]:
            part, seen = part + int(table["small"].get(token) or table["ten"][token]), True
        elif token == "hundred":
            part, seen = (part or 1) * 100, True
        elif token in table["scale"] or token in table["pack"]:
            size = int(table["scale"].get(token) or table["pack"][token])
            total, part, seen = total + (part or 1) * size, 0, True
    return round(total + part) if seen else None


def find_quantities(text: str, start: int = 0, end: int | None = None) -> Iterator[Quantity]:
    """Yield every quantity in the text, left to right; percentages, money, clock times and decades are none."""
    lowered = lower_same_length(text)
    for match in _compiled()[0].finditer(lowered, start, len(text) if end is None else end):
        quantity = read_quantity(match.group(), match.start())
        if quantity is not None:
            yield quantity


def read_quantity(words: str, at: int = 0) -> Quantity | None:
    """Read words that are one quantity ("at least 75", "20 to 25", "dozens"); `at`: where they stand in the text."""
    lowered = lower_same_length(words)
    table = quantity_words()
    span = Span(at, at + len(words))
    plain = " ".join(lowered.split())
    _, number, loose = _compiled()
    loosened = {
        table[g][w] for m in loose.finditer(plain) for g in ("floor", "about", "ceiling") if (w := m[0]) in table[g]
    }
    core = loose.sub(" ", plain).strip(" -")
    if core in table["vague"]:
        return Quantity(span, None, int(table["vague"][core]), None)
    if core in table["both"]:
        return Quantity(span, int(table["both"][core]), None, None)
    numbers = [n for m in number.finditer(core) if (n := read_number(m[0])) is not None]
    if len(numbers) == 2 and re.search(r"\d\s*[-–—]|\bto\b|\bor\b|\bbetween\b|[-–—]", core) and numbers[0] < numbers[1]:
        return Quantity(span, None, numbers[0], numbers[1])
    if not numbers:
        return None
    if core.endswith("or more"):
        loosened.add("best-low")
    return _loosen(span, numbers[-1], loosened)


def _loosen(span: Span, number: int, loosened: set[str]) -> Quantity:
    if "best-low" in loosened:
        return Quantity(span, number, number, None)
    if "high" in loosened:
        return Quantity(span, None, None, number)
    return Quantity(span, number, None, None)


def lower_same_length(text: str) -> str:
    """Lower the case and keep every offset: the few letters whose lower case is longer stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
