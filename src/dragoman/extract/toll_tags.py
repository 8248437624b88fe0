"""Turn a sentence into a row of one-letter tags, so that who was killed can be looked for by shape.

The letters are those of `data/toll_words.csv`; besides them: Q a quantity, w any other word, W one with a capital,
V a word in -ed that may be a verb, "," a break inside the sentence, "." its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dragoman.extract.date_table import date_words
from dragoman.extract.quantities import Quantity, quantity_pattern, read_quantity
from dragoman.extract.word_table import any_of, load_words

_GROUPS = {
    "kill": "[kKxefdNnl]",
    "hurt": "[iImj]",
    "small": "[A-Za-z!]",
    "plural": "P",
    "attacker": "P",
    "thing": "P",
    "person": "P",
}
_MONTHS = frozenset(date_words()["month"])
# Words in -ed that describe and do not act.
_ADJECTIVES = frozenset(
    {"armed", "unarmed", "masked", "united", "unidentified", "retired", "red", "hundred", "allied", "hooded"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, or several that the table holds as one; offsets in the whole text."""

    start: int
    end: int
    word: str
    tag: str
    quantity: Quantity | None = None


@cache
def toll_words() -> dict[str, dict[str, str]]:
    """Return the table of toll words, read once."""
    return load_words("toll_words.csv", _GROUPS)


@cache
def cue_pattern() -> re.Pattern[str]:
    """Return the expression for a word without which no toll is told."""
    table = toll_words()
    return re.compile(rf"\b{any_of([*table['kill'], *table['hurt'], 'shot', 'burns'])}\b")


@cache
def _token_pattern() -> re.Pattern[str]:
    table = toll_words()
    phrases = [word for group in ("kill", "hurt", "small") for word in table[group] if " " in word]
    return re.compile(
        rf"(?P<phrase>\b{any_of(phrases)}\b)"
        r"|(?P<hurt>\b(?:suffer|sustain|receiv)(?:s|ed|e|es|ing)?\s+(?:(?!no\b)[\w-]+\s+){0,3}?(?:injur(?:y|ies)|wounds?|burns)\b"
        r"|\b(?:was|were|been|being|is|are)\s+(?:also\s+)?shot\b(?!\s+(?:dead|and|to\s+death|down|up)\b))"
        r"|(?P<age>\d+(?:-|\s)year(?:-|\s)olds?\b|(?:a|an|\w+)-year-olds?\b)"
        rf"|(?P<time>{quantity_pattern()}(?=[-\s](?:year|month|day|week|hour|mile|minute)s?\b))"
        rf"|(?P<quantity>{quantity_pattern()}(?!(?:st|nd|rd|th)\b|\s*[ap]\.?m\b))"
        r"|(?P<word>[a-z](?:\.[a-z])+\.?|(?:mr|mrs|ms|dr|gen|col|lt|sgt|sen|rep|gov|maj|capt|st|brig)\.|n't|[^\W\d_](?:[^\W_]|['’-](?=\w))*)"
        r"|(?P<number>[\d.,:/%$-]*\d[\w%]*)|(?P<stop>[.!?](?!\w)|;)|(?P<gap>[,()\[\]:—–]|--|\s-\s)"
    )


def tag_sentence(text: str, lowered: str, start: int, end: int) -> list[Token]:
    """Return the tokens of one sentence; `lowered`: the whole text in lower case, of the same length."""
    no_case = text[start:end].isupper() or text[start:end].islower()
    tokens: list[Token] = []
    for match in _token_pattern().finditer(lowered, start, end):
        tokens.append(_make_token(match, "" if no_case else text))
    return [_age_or_day(tokens, at) or token for at, token in enumerate(tokens)]


def _age_or_day(tokens: list[Token], at: int) -> Token | None:
    """Return the token of an age ("Reza Karim, 52, was") or of a day of the month, which count nobody; else None."""
    token = tokens[at]
    if token.tag != "Q" or not token.word.isdigit():
        return None
    before, after = tokens[at - 1] if at else token, tokens[at + 1] if at + 1 < len(tokens) else token
    is_age = before.tag == after.tag == "," and at > 1 and tokens[at - 2].tag in "wW"
    is_day = int(token.word) <= 31 and (before.word in _MONTHS or after.word in _MONTHS)
    return Token(token.start, token.end, token.word, "t") if is_age or is_day else None


def _make_token(match: re.Match[str], cased: str) -> Token:
    start, end, word = match.start(), match.end(), " ".join(match[0].split())
    kind = match.lastgroup
    if kind == "quantity":
        return _quantity_token(match)
    if kind in ("stop", "gap"):
        return Token(start, end, word, "." if kind == "stop" else ",")
    if kind in ("number", "time"):
        return Token(start, end, word, "t")
    if kind == "hurt":
        return Token(start, end, word, "m")
    if kind == "age":
        return Token(start, end, word, "w")
    table = toll_words()
    for group in ("kill", "hurt", "small"):
        if tag := table[group].get(word):
            return Token(start, end, word, tag)
    if cased and cased[start].isupper():
        return Token(start, end, word, "W")
    if word.endswith("ed") and len(word) > 4 and word not in _ADJECTIVES:
        return Token(start, end, word, "V")
    return Token(start, end, word, "A" if word.endswith("ly") and len(word) > 4 else "w")


def _quantity_token(match: re.Match[str]) -> Token:
    word = match[0].rstrip()
    quantity = read_quantity(word, match.start())
    if quantity is None or re.fullmatch(r"(?:19|20)\d\d", word):
        return Token(match.start(), match.start() + len(word), word, "t")
    return Token(match.start(), match.start() + len(word), word, "Q", quantity)
