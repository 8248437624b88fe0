"""The table of date words, and the fragments of expressions that are made from it."""

from __future__ import annotations

from functools import cache

from dragoman.extract.quantities import number_pattern, read_number
from dragoman.extract.word_table import any_of, load_words

_NUMBER = r"-?\d+"
_GROUPS = {
    "month": r"[1-9]|1[0-2]",
    "weekday": "[1-7]",
    "short_weekday": "[1-7]",
    "unit": "second|minute|hour|day|week|fortnight|weekend|month|quarter|year|decade|century",
    "season": "SP|SU|FA|WI",
    "part": "MO|MI|AF|EV|NI",
    "which": "-1|0|1",
    "anchor": "0|1",
    "edge": "START|MID|END|EARLIER|LATER",
    "deictic": _NUMBER,
    "vague": "(?:PAST|PRESENT|FUTURE)_REF",
    "set": r"PT?\d[DWMYH]",
    "ordinal": "[1-4]",
    "dayname": r"\d+",
    "tens": r"[2-9]0",
    "feast": r"\d\d-\d\d|nth:\d+:[1-7]:-?\d|easter:-?\d+",
    "known": r"\d{4}-\d\d-\d\d",
    "number": "X|1",
    "approx": "APPROX",
    "away": "-?[12]",
    "ahead": "FUTURE",
    "behind": "PAST",
    "counted": "COUNT",
}


@cache
def date_words() -> dict[str, dict[str, str]]:
    """Return the table of date words, read once: group -> word -> value."""
    return load_words("date_words.csv", _GROUPS)


def value_of(group: str, words: str) -> str:
    """Return what lower-cased words of a group stand for; white space of any kind counts as one blank."""
    return date_words()[group][
        " ".join(words.replace("-", " ").split()) if group == "edge" else " ".join(words.split())
    ]


def count_of(words: str) -> int | None:
    """Return how many units are meant, or None where the words leave it open ("several")."""
    plain = " ".join(words.split())
    table = date_words()["number"]
    if plain in table:
        return None if table[plain] == "X" else int(table[plain])
    return read_number(plain)


@cache
def fragments() -> dict[str, str]:
    """Return the named parts that the rules' expressions are put together from."""
    table = date_words()
    parts = {group: any_of(words) for group, words in table.items()}
    parts["month"] = rf"(?:{parts['month']})(?![a-z])"
    parts["weekday"] = rf"(?:{parts['weekday']}|{parts['short_weekday']}(?=,?\s+\d|,?\s+[a-z]+\.?\s+\d))(?![a-z])"
    parts["unit"] = rf"{parts['unit']}(?![a-z])"
    parts["day"] = rf"(?:(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?|{parts['dayname']})(?![\w/]|[.,:]\d)"
    parts["year"] = r"(?:(?:1[4-9]\d\d|20\d\d)(?![\w/%]|[.,:]\d)|nineteen\s+[a-z]+ty(?:-[a-z]+)?\b)"
    parts["shortyear"] = r"['’]\d\d(?!\w)"
    parts["count"] = rf"(?:{parts['approx']}\s+)?(?:{number_pattern()}|{parts['number']})"
    parts["to"] = r"(?:\s*[-–—]+\s*|\s+(?:to|until|till|through|and|or)\s+(?:the\s+)?)"
    return parts
