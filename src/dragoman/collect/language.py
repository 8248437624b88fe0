"""Whether a text is English, told by script and function words."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from dragoman.errors import BadTable

MIN_WORDS = 20
"""Shorter texts are not judged: a headline of names has no function words."""

_SAMPLE_CHARACTERS = 3_000
_MIN_KINDS = 4
"""Different function words that a language must show: one may be part of names ("al", "de") or a table ("under")."""

_MIN_SHARE = 0.1
_MARGIN = 1.5
"""Another language must have this many times the hits of English: quotes bring in foreign words."""

_WORD = re.compile(r"[^\W\d_]+")
_NON_LATIN = re.compile(r"[\u0370-\u1cff\u2c80-\ua6ff\ua840-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\ufefc]")


def guess_language(text: str) -> str | None:
    """Return an ISO 639-1 code, "und" where the script is not Latin, None where it cannot be told.

    Counted are the first 3,000 characters. Tables of prices, results and names have few function words of any language:
    the answer for them is None, not "foreign".
    """
    words = _WORD.findall(text[:_SAMPLE_CHARACTERS].lower())
    if len(words) < MIN_WORDS:
        return None
    letters = "".join(words)
    if len(_NON_LATIN.findall(letters)) * 2 > len(letters):
        return "und"
    english = sum(map(_function_words()["en"].__contains__, words))
    if english * 4 > len(words):  # a quarter of the words: no other language in the table comes near
        return "en"
    return _nearest(words, english)


def _nearest(words: list[str], english: int) -> str | None:
    """Compare by the words that are one language's and not English's: "in" and "is" are half of Europe's."""
    best, most = None, max(_MIN_SHARE * len(words), _MARGIN * english)
    for code, known in _function_words().items():
        hits = [word for word in words if len(word) > 1 and word in known]
        if len(hits) > most and len(set(hits)) >= _MIN_KINDS:
            best, most = code, len(hits)
    return best


@cache
def _function_words() -> dict[str, frozenset[str]]:
    name = "collect/data/languages.toml"
    table = tomllib.loads(resources.files("dragoman").joinpath(name).read_text(encoding="utf-8"))
    for code, words in table.items():
        if not re.fullmatch(r"[a-z]{2}", code) or not isinstance(words, str) or len(words.split()) < 15:
            raise BadTable(f"{name}: expected a two-letter code with 15 or more words; found {code!r}. Mend that line.")
    if "en" not in table:
        raise BadTable(f"{name}: expected the words of 'en'; found none. Add them.")
    english = frozenset(table.pop("en").split())
    return {"en": english} | {code: frozenset(words.split()) - english for code, words in table.items()}
