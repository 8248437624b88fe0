"""Turn a sentence into a row of one-letter tags, so that who was killed can be looked for by shape.

The letters are those of `data/toll_words.csv`; besides them: Q a quantity, w any other word, W one with a capital,
V a word in -ed that may be a verb, "," a break inside the sentence, "." its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from dragoman.extract.date_table import date_words
from dragoman.extract.quantities import Quantity, quantity_pattern, quantity_words, read_quantity
from dragoman.extract.word_table import any_of, load_words

_GROUPS = {
    "kill": "[kKxefdNnl]",
    "hurt": "[iImj]",
    "hit": "[UFS]",
    "small": "[A-Za-z!]",
    "plural": "P",
    "attacker": "P",
    "thing": "P",
    "person": "P",
    "pair": "P",
}
_MONTHS = frozenset(date_words()["month"])
_HIT_CUES = (
    "gunshot", "bullet", "bullets", "gunfire", "shots", "gun", "hospital", "medical center", "trauma center",
    "victim of", "victims of", "hit in", "struck in", "hit once", "struck once",
)  # fmt: skip
# Words in -ed that describe and do not act.
_ADJECTIVES = frozenset(
    {"armed", "unarmed", "masked", "united", "unidentified", "retired", "red", "hundred", "allied", "hooded"}
)


_LISTING = frozenset((",", "and"))
_COMPARED = frozenset(("younger", "older"))
_AGED = frozenset(("age", "ages", "aged", "both"))
_AGES = re.compile(r",g?a(?:,?c?a)+,")
_YOUNGER = frozenset(("jr.", "sr.", "jr", "sr"))
_KINDS = {"hurt": "m", "hit": "u", "care": "R", "sends": "F", "age": "Y", "decade": "-"}


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
    return re.compile(rf"\b{any_of([*table['kill'], *table['hurt'], *table['hit'], *_HIT_CUES, 'burns'])}\b")


@cache
def _token_pattern() -> re.Pattern[str]:
    table = toll_words()
    phrases = [word for group in ("kill", "hurt", "hit", "small") for word in table[group] if " " in word]
    return re.compile(
        rf"(?P<phrase>\b{any_of(phrases)}\b)"
        r"|(?P<hurt>\b(?:suffer|sustain|receiv)(?:s|ed|e|es|ing)?\s+(?:(?!no\b|gunshot\b)[\w-]+\s+){0,3}?(?:injur(?:y|ies)|wounds?|burns)\b)"
        r"|(?P<hit>\b(?:was|were|been|being|is|are|got)\s+(?:(?!fatal|mortal)[a-z]+ly\s+|also\s+|then\s+){0,2}shot\b"
        r"(?!\s+(?:dead|and\s+(?:killed|fatally|wounded|injured)|to\s+death|down|up)\b)"
        r"|\b(?:struck|hit|grazed)\s+(?:[\w-]+\s+){0,4}?by\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,2}?"
        r"(?:bullets?|gunfire|gunshots?|shots?|round)\b"
        r"|\b(?:with|of|from|to|had|has|have|for|by|suffer\w*|sustain\w*|receiv\w*)\s+(?:[\w-]+\s+){0,5}?gunshot\s+(?:wounds?|injur(?:y|ies))\b"
        r"|\b(?:the\s+)?victims?\s+of\s+(?:an?\s+|the\s+)?(?:(?!fatal|deadly)[\w-]+\s+){0,2}?shootings?\b"
        r"|\b(?:was|were|been|being)\s+(?:also\s+)?(?:struck|hit|grazed)\s+(?:once\s+|twice\s+|several\s+times\s+)?(?:in|on)\s+"
        r"(?:the|his|her|their|both|one)\s+(?:[\w-]+\s+){0,2}?(?:arms?|legs?|heads?|necks?|chest|back|foot|feet|hands?|shoulders?"
        r"|stomach|abdomen|torso|face|thighs?|buttocks|ankles?|knees?|hips?|cheek|wrists?|fingers?|side)\b"
        r")|(?P<care>\b(?:walked\s+into|showed\s+up\s+at|drove\s+(?:themselves|himself|herself)\s+to|taken|rushed|transported|airlifted|flown|brought|driven|transferred|admitted)\s+(?:[\w.’'-]+\s+){0,7}?"
        r"(?:hospitals?|medical\s+center|trauma\s+center)\b|\bin\s+(?:(?:the|an?|area|local|nearby)\s+){0,3}hospitals?\b)"
        r"|(?P<sends>\b(?:sen(?:d|ds|ding|t)|land(?:s|ed|ing)|leav(?:e|es|ing)|left|puts?|putting)\b"
        r"(?=\s(?:(?!dead\b|kill|injur|wound)[^.;]){1,60}?\s(?:to|in|at)\s+(?:(?:the|an?|area|local|nearby)\s+){0,3}hospitals?\b))"
        r"|(?P<decade>\bin\s+(?:his|her|their)\s+(?:early\s+|mid-?\s*|late\s+)?(?:teens|\d0s|\w+ties)\b)"
        rf"|(?P<age>(?:\d+|\b{any_of([*quantity_words()['small'], *quantity_words()['ten']])}|\w+(?=-year))"
        r"\s?-?\s?(?:year|yr|month|week|day)s?\s?-?\s?olds?\b|\d+\s?-?\s?y/?o\b)"
        r"|(?P<caption>\b(?:image|photo|picture|page|slide|video)\s+\d+\s+of\s+/?\s*\d+)"
        rf"|(?P<time>{quantity_pattern()}(?=[-\s](?:year|month|day|week|hour|mile|minute)s?\b))"
        rf"|(?P<quantity>{quantity_pattern()}(?!(?:st|nd|rd|th)\b|\s*[ap]\.?m\b))"
        r"|(?P<word>[a-z](?:\.[a-z])+\.?|(?<=\s)[a-hj-z]\.(?=\s[a-z])"
        r"|(?:mr|mrs|ms|dr|gen|col|lt|sgt|sen|rep|gov|maj|capt|st|brig|jr|sr)\.|n't|[^\W\d_](?:[^\W_]|['’-](?=\w))*)"
        r"|(?P<number>[\d.,:/%$-]*\d[\w%]*)|(?P<stop>[.!?](?!\w)|;)|(?P<gap>[,()\[\]:—–]|--|\s-\s)"
    )


def tag_sentence(text: str, lowered: str, start: int, end: int) -> list[Token]:
    """Return the tokens of one sentence; `lowered`: the whole text in lower case, of the same length."""
    no_case = text[start:end].isupper() or text[start:end].islower()
    tokens: list[Token] = []
    for match in _token_pattern().finditer(lowered, start, end):
        tokens.append(_make_token(match, "" if no_case else text))
    told = [_age_or_day(tokens, at) or token for at, token in enumerate(tokens) if token.tag != "-"]
    return _without_ages([token for at, token in enumerate(told) if not _opens_list(told, at)])


def _opens_list(tokens: list[Token], at: int) -> bool:
    """Tell "both" before a person from a figure: "both the boy and his mother"."""
    return tokens[at].word == "both" and at + 1 < len(tokens) and tokens[at + 1].tag in "TDW"


def _in_age_list(tokens: list[Token], at: int) -> bool:
    """Tell the ages of "two men, 18 and 20, were"; "18" and "20" count nobody."""
    start = end = at
    while start and (tokens[start - 1].word in _LISTING or tokens[start - 1].word.isdigit()):
        start -= 1
    while end + 1 < len(tokens) and (tokens[end + 1].word in _LISTING or tokens[end + 1].word.isdigit()):
        end += 1
    told = [token.word for token in tokens[start : end + 1] if token.word.isdigit()]
    framed = tokens[start].tag == "," and start and tokens[start - 1].tag in "wW" and tokens[end].tag == ","
    return len(told) > 1 and bool(framed or (start and tokens[start - 1].word in _AGED))


def _end_of_ages(tokens: list[Token], at: int) -> int | None:
    """Return where the comma stands that ends an aside of ages ("two girls, ages 4 and 5, were"), if one opens here."""
    if tokens[at].tag != ",":
        return None
    found = _AGES.match("".join("g" if token.word in _AGED else token.tag for token in tokens[at : at + 16]))
    return at + found.end() - 1 if found else None


def _without_ages(tokens: list[Token]) -> list[Token]:
    """Leave out ages behind names, so that "Amina Ba, 53, and Musa Ba, 15, died" is a list of two.

    An age before a name stands for an article ("21-year-old Amina Ba"). The comma behind an age stays where more is
    told of the same person ("Reza Karim, 52, a judge, ...").
    """
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        ahead = tokens[at : at + 4]
        tags = "".join(token.tag for token in ahead)
        if kept and kept[-1].tag in "wW" and tags[:3] == ",a,":
            at += 3 if tags[3:] in tuple("cBHkxuURiv") else 2
            continue
        if kept and kept[-1].tag == "W" and tags[:3] == ",ao":
            at += 2
            continue
        if kept and tags[:2] == ",W" and ahead[1].word in _YOUNGER:
            at += 1
            continue
        if kept and kept[-1].tag in "wW" and (end := _end_of_ages(tokens, at)):
            at = end + 1 if end + 1 < len(tokens) and tokens[end + 1].tag in "cBHkxuURiv" else end
            continue
        token = tokens[at]
        if token.tag == "a":
            token = replace(token, tag="t")
        elif token.tag == "Y":
            opens = not token.word.endswith("s") and not (kept and kept[-1].tag in "DTQAVw")
            token = replace(token, tag="D" if opens else "w")
        kept.append(token)
        at += 1
    return kept


def _age_or_day(tokens: list[Token], at: int) -> Token | None:
    """Return the token of an age ("Reza Karim, 52, was") or of a day of the month, which count nobody; else None."""
    token = tokens[at]
    if token.tag != "Q" or not token.word.isdigit():
        return None
    before, after = tokens[at - 1] if at else token, tokens[at + 1] if at + 1 < len(tokens) else token
    is_age = before.tag == after.tag == "," and at > 1 and tokens[at - 2].tag in "wW"
    is_age = is_age or before.word in _AGED or _in_age_list(tokens, at)
    is_age = is_age or (before.word == "of" and at > 1 and tokens[at - 2].word in _AGED)
    is_age = is_age or (before.word == "than" and at > 1 and tokens[at - 2].word in _COMPARED)
    is_age = is_age or (before.tag == "," and at > 1 and tokens[at - 2].tag == "W" and _names_home(tokens, at))
    is_day = int(token.word) <= 31 and (before.word in _MONTHS or after.word in _MONTHS)
    return Token(token.start, token.end, token.word, "a" if is_age else "t") if is_age or is_day else None


def _names_home(tokens: list[Token], at: int) -> bool:
    """Tell whether "of" and a name follow: "Karim Ba, 21 of Orvale, was killed"."""
    return [token.tag for token in tokens[at + 1 : at + 3]] == ["o", "W"]


def _make_token(match: re.Match[str], cased: str) -> Token:
    start, end, word = match.start(), match.end(), " ".join(match[0].split())
    kind = match.lastgroup
    if kind == "quantity":
        return _quantity_token(match)
    if kind in ("stop", "gap", "caption"):
        return Token(start, end, word, "," if kind == "gap" else ".")
    if kind in ("number", "time"):
        return Token(start, end, word, "t")
    if kind in _KINDS:
        return Token(start, end, word, _KINDS[kind])
    table = toll_words()
    for group in ("kill", "hurt", "hit", "small"):
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
