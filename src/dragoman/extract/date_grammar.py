"""What a time expression looks like: some thirty shapes over lower-cased text, tried where their first word stands.

One pass finds the first words (a trie of the table's words); only there are the shapes tried, in the order given here:
earlier shapes are longer or surer. Shapes are written with the fragments of `date_table`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from dragoman.extract.date_table import date_words, fragments
from dragoman.extract.quantities import number_pattern, quantity_words


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to tell a time. `starts`: groups of words (or "#" for a digit) that it begins with, after any "the"."""

    name: str
    starts: str
    pattern: str


_EDGE = r"(?:(?P<edge>{edge})(?:[\s-]+(?:in\s+)?))?"
_WDAY = r"(?:(?P<wday>{weekday}),?\s+)?"
_YEAR = r"(?:,?\s+(?P<y>{year})|\s+(?P<yy>{shortyear})|\s+(?P<y2>\d\d)(?=\s*[\])(—–-]))?"
_COUNTED = r"(?!\s+{counted}\b)"

SHAPES = (
    Shape("known", "known", r"(?P<known>{known})(?!\w)"),
    Shape("iso", "#", r"(?P<y>\d{{4}})-(?P<m>\d\d)-(?P<d>\d\d)(?:t\d\d:\d\d(?::\d\d)?z?)?(?!\w)"),
    Shape("numeric", "#", r"(?P<a>\d{{1,2}})(?P<sep>[/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}|\d\d)(?![\w/])"),
    Shape(
        "clock",
        "#",
        r"\d{{1,2}}(?::\d\d)?\s*(?:a\.?m\b\.?|p\.?m\b\.?)(?:\s+(?:[ecmp][sd]t|gmt))?"
        r"(?:,?\s+(?:on\s+)?(?P<wday>{weekday}|{deictic}|{month}\s+{day}|{day}\s+{month}))?",
    ),
    Shape(
        "day_month",
        "# dayname weekday short_weekday",
        _WDAY
        + r"(?:the\s+)?(?P<d>{day})(?:(?P<to>{to})(?P<d2>{day}))?(?:\s+day)?(?:\s+of)?[\s-]+(?P<m>{month})"
        + _YEAR,
    ),
    Shape(
        "month_day",
        "month weekday short_weekday",
        _WDAY
        + r"(?P<m>{month})\s+(?:the\s+)?(?P<d>{day})(?:(?P<to>{to})(?P<d2>{day})(?!\s+{month}))?"
        + _YEAR
        + _COUNTED,
    ),
    Shape("month_span", "month", r"(?P<m>{month})(?P<to>{to})(?P<m2>{month}),?\s+(?P<y>{year})"),
    Shape(
        "month_year",
        "month edge which",
        _EDGE + r"(?P<m>{month})"
        r"(?:,?\s+(?:of\s+)?(?P<y>{year})|\s+(?P<yy>{shortyear})|\s+(?:of\s+)?(?P<which>{which}|{anchor})\s+year)",
    ),
    Shape(
        "weekday",
        "weekday which edge anchor part",
        r"(?:(?P<edge>{edge})\s+(?:on\s+)?)?"
        r"(?:(?P<which>{which}|{anchor})\s+|(?P<clock>noon|midnight)\s+)?(?P<wday>{weekday})"
        r"(?:\s+(?P<part>{part}))?"
        r"(?:\s+(?P<week>{which}|of\s+{which})\s+week|,?\s+(?P<away>a\s+week\s+ago))?",
    ),
    Shape("deictic", "deictic edge", r"(?:(?P<edge>{edge})\s+)?(?P<deictic>{deictic})(?:\s+(?P<part>{part}))?(?!\w)"),
    Shape(
        "month",
        "month edge which anchor",
        _EDGE + r"(?:(?P<which>{which}|{anchor})\s+)?(?:month\s+of\s+)?(?P<m>{month})(?!\s+\d)",
    ),
    Shape(
        "season",
        "season edge which anchor",
        _EDGE + r"(?:(?P<which>{which}|{anchor})\s+)?(?P<season>{season})"
        r"(?:,?\s+(?:of\s+)?(?:(?P<y>{year})|(?P<ywhich>{which})\s+year))?(?!\w)",
    ),
    Shape(
        "quarter",
        "ordinal which #q",
        r"(?:(?P<which>{which}|latest|recent|same|fiscal)\s+)?(?:(?P<q>{ordinal})[\s-]+)"
        r"(?P<unit>quarter|half)(?!\s+of\s+(?:the|a)\s+(?!year|fiscal|last|current)|[a-z])"
        r"(?:,?\s+(?:of\s+|in\s+)?(?:fiscal\s+)?(?:(?P<y>{year})|(?P<yy>{shortyear})|(?P<ywhich>{which})\s+year|the\s+year))?",
    ),
    Shape(
        "past_n",
        "which #past",
        r"(?P<which>{which}|first|final|recent|most\s+recent|following)\s+"
        r"(?P<n>{count}|couple\s+of|several|few)\s+(?P<unit>{unit})",
    ),
    Shape(
        "recent",
        "#recent",
        r"(?P<which>recent|coming|past|last)\s+(?P<unit>days|weeks|months|years|decades|hours)(?!\w)",
    ),
    Shape(
        "this_unit",
        "which edge anchor",
        _EDGE + r"(?P<which>{which}|{anchor})\s+(?:fiscal\s+|calendar\s+|school\s+)?"
        r"(?P<unit>day|week|weekend|fortnight|month|quarter|year|decade|century|morning|evening|night|season)"
        r"(?!\w|-(?:old|long|ago|earlier))(?!['’]s\s+(?:day|eve)\b)",
    ),
    Shape("weekend", "#weekend", r"(?P<unit>weekend)(?!\w)"),
    Shape(
        "ago",
        "#n",
        r"(?P<approx>{approx}\s+)?(?:(?P<n>{number}|{exact})[\s-]+)?(?P<half>and\s+a\s+half\s+)?"
        r"(?:more\s+|full\s+|or\s+so\s+)?(?P<unit>{unit})(?P<half2>\s+and\s+a\s+half)?"
        r"(?:\s+or\s+(?:so|more))?[\s-]+(?P<away>{away}|old(?=\s+today))(?!\w)",
    ),
    Shape(
        "duration",
        "#n",
        r"(?P<approx>{approx}\s+)?(?P<n>{number}|{exact})(?P<half>\s+and\s+a\s+half)?[\s-]+"
        r"(?:(?:more|full|additional|straight|consecutive|successive|whole|long)\s+)?(?P<unit>{unit})"
        r"(?P<half2>\s+and\s+a\s+half)?(?:-long|-old)?(?![a-z]|\s+old\b)",
    ),
    Shape(
        "decade",
        "# edge tens #'",
        _EDGE + r"(?:the\s+)?(?:(?P<y>(?:1[5-9]|20)\d0)['’]?s|['’]?(?P<yy>[2-9]0)['’]?s|(?P<tens>{tens}))(?!\w)",
    ),
    Shape(
        "year_span",
        "# #between",
        r"(?:(?:between|from)\s+)?(?P<y>{year})(?P<to>{to})(?P<y2>{year}|\d\d(?!\w))" + _COUNTED,
    ),
    Shape("year", "# edge #fiscal #nineteen", _EDGE + r"(?:fiscal\s+(?:year\s+)?)?(?P<y>{year})" + _COUNTED),
    Shape("century", "# dayname", r"(?P<c>{day})[\s-]+century"),
    Shape("anniversary", "# dayname", r"(?P<c>{day}|\d{{1,3}}(?:st|nd|rd|th))[\s-]+anniversary(?=\s+(?:of|since)\b)"),
    Shape(
        "feast",
        "feast which",
        r"(?:(?P<which>{which})\s+)?(?P<feast>{feast})"
        r"(?:,?\s+(?:in\s+|of\s+)?(?:(?P<y>{year})|(?P<ywhich>{which})\s+year))?(?!\w)",
    ),
    Shape("year_end", "#year-end", r"year[\s-]end(?!\w)"),
    Shape("every", "#every", r"(?:every|each)\s+(?:other\s+|single\s+)?(?P<unit>{unit}|{weekday}|{month})"),
    Shape("set", "set", r"(?P<set>{set})(?!\w)"),
    Shape("vague", "vague", r"(?P<vague>{vague})(?![\w-]|\s+as\b)"),
)

# Words that begin a shape and stand in no group of the table.
_EXTRA = {
    "#past": ("first", "final", "recent", "most recent", "following"),
    "#recent": ("recent", "coming"),
    "#between": ("between", "from"),
    "#fiscal": ("fiscal",),
    "#year-end": ("year-end", "year end"),
    "#nineteen": ("nineteen",),
    "#weekend": ("weekend",),
    "#every": ("every", "each"),
    "#'": ("'", "’"),
    "#q": ("latest", "same", "fiscal"),
}


@cache
def compiled_shapes() -> dict[str, tuple[tuple[Shape, re.Pattern[str]], ...]]:
    """Return first word -> the shapes that can begin with it; key "#" holds those that begin with a digit."""
    parts = fragments() | {"exact": number_pattern()}
    by_start: dict[str, list[tuple[Shape, re.Pattern[str]]]] = {}
    for shape in SHAPES:
        pattern = re.compile(shape.pattern.format_map(parts))
        for word in sorted(_first_words(shape)):
            by_start.setdefault(word, []).append((shape, pattern))
    return {word: tuple(found) for word, found in by_start.items()}


def _first_words(shape: Shape) -> set[str]:
    words: set[str] = set()
    for start in shape.starts.split():
        for spelling in _spellings(start):
            first = re.match(r"[\w]+|['’]", spelling)
            if first:
                words.add("#" if first[0][0].isdigit() else first[0])
    return words - {"the", "in", "at"} | ({"#"} if "#" in shape.starts.split() else set())


def _spellings(start: str) -> Iterable[str]:
    table = date_words()
    if start == "#":
        return ("0",)
    if start == "#n":
        numbers = quantity_words()
        return [
            *numbers["small"],
            *numbers["ten"],
            *numbers["scale"],
            "0",
            "half",
            *table["number"],
            *table["approx"],
            *table["unit"],
        ]
    spelled = _EXTRA.get(start) or tuple(table[start])
    # A leading article is taken up afterwards, so that "the" need not be tried everywhere.
    return [re.sub(r"^(?:the|in the|at the|in) ", "", word) for word in spelled]


@cache
def first_word_pattern() -> re.Pattern[str]:
    """Return the expression that stops at every word (whole, or the first digit) that a shape can begin with."""
    words = [word for word in compiled_shapes() if word not in ("#", "'", "’", "a", "an", "from")]
    units = fragments()["unit"]
    article = rf"an?(?=\s+(?:few|couple|number|half|dozen|hundred|thousand|decade|{units}))"
    return re.compile(
        rf"(?<![\w$€£.,/])(?<!\d-)(?:{trie_pattern(words)}(?![a-z0-9])|(?<!-)\d|['’](?=\d0s)|{article}\b|from(?=\s+[12]\d\d\d))"
    )


def trie_pattern(words: Iterable[str]) -> str:
    """Return an expression for any of the words that looks at each letter once."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    ends = "" in node
    branches = [re.escape(letter) + _branch(after) for letter, after in sorted(node.items()) if letter]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and not ends else "(?:" + "|".join(branches) + ")"
    return joined + "?" if ends else joined
