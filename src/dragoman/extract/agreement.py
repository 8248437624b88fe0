"""How far two coders agree, people included: on what is an event, on its type and status, and on each value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from dragoman.codebook import QUADS
from dragoman.extract.alpha import nominal_alpha
from dragoman.extract.likeness import Row, compare_days, compare_people, share_words
from dragoman.extract.pairing import Pairs, pair_acts, pair_codings
from dragoman.extract.sentences import split_sentences
from dragoman.model import Article

Rows = Sequence[Row]
NONE = "none"
"""The value of a coder who saw no event where the other did."""
_SAME = 0.5


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha, None where it is not defined, and over how many units."""

    alpha: float | None
    units: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Codings that both coders have: `pairs`, of `left` and `right`; F is twice the pairs over all codings."""

    pairs: int
    left: int
    right: int

    @property
    def f(self) -> float | None:
        """Return F, or None where neither coder has a coding."""
        return 2 * self.pairs / (self.left + self.right) if self.left + self.right else None


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """Mean agreement from 0 to 1 over the pairs in which at least one coder fills the field."""

    agreement: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two coders agree on, over `articles` articles."""

    articles: int
    alphas: Mapping[str, Alpha]
    overlaps: Mapping[str, Overlap]
    fields: Mapping[str, FieldAgreement]


_KEPT: dict[str, tuple[Callable[[Row], bool], Callable[[Row], object]]] = {
    "all": (lambda row: True, lambda row: row["event"]),
    "actual": (lambda row: row["status"] == "actual", lambda row: row["event"]),
    "actual, by class": (lambda row: row["status"] == "actual", lambda row: QUADS.get(row["event"])),
    "assault": (
        lambda row: row["event"] == "ASSAULT" and row["status"] in ("actual", "historical"),
        lambda row: row["event"],
    ),
}
"""Which codings are counted, and what two must share to be paired."""


def measure_agreement(
    left: Rows, right: Rows, ids: Collection[str], articles: Mapping[str, Article] | None = None
) -> Agreement:
    """Compare two coders' codings (rows of the coding guide) of the articles `ids`, which both have read.

    `articles`: the texts, where they are at hand; the alpha that counts what neither coded needs them.
    """
    ours, theirs = _by_article(left, ids), _by_article(right, ids)
    same_type = [pair for each in ids for pair in pair_codings(ours[each], theirs[each], lambda row: row["event"])]
    acts = {each: pair_acts(ours[each], theirs[each]) for each in ids}
    return Agreement(
        articles=len(ids),
        alphas=_measure_alphas(ours, theirs, acts, articles),
        overlaps={name: _measure_overlap(ours, theirs, ids, *rule) for name, rule in _KEPT.items()},
        fields=_measure_fields(same_type),
    )


def _by_article(rows: Rows, ids: Collection[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {each: [] for each in ids}
    for row in rows:
        if row["article_id"] in found:
            found[row["article_id"]].append(row)
    return found


def _measure_overlap(
    ours: Mapping[str, list[Row]],
    theirs: Mapping[str, list[Row]],
    ids: Collection[str],
    keep: Callable[[Row], bool],
    group: Callable[[Row], object],
) -> Overlap:
    pairs = left = right = 0
    for each in ids:
        one, other = [row for row in ours[each] if keep(row)], [row for row in theirs[each] if keep(row)]
        left, right = left + len(one), right + len(other)
        pairs += len(pair_codings(one, other, group))
    return Overlap(pairs, left, right)


def _measure_alphas(
    ours: Mapping[str, list[Row]],
    theirs: Mapping[str, list[Row]],
    acts: Mapping[str, Pairs],
    articles: Mapping[str, Article] | None,
) -> dict[str, Alpha]:
    """Alpha of type and status over paired acts; and of type with "none" where only one coder, or neither, sees one."""
    paired = [pair for pairs in acts.values() for pair in pairs]
    alphas = {name: _alpha([(one[key], other[key]) for one, other in paired]) for name, key in _ALPHAS.items()}
    if articles is not None:
        units = [(one["event"], other["event"]) for one, other in paired]
        for each, pairs in acts.items():
            units += _lonely_units(ours[each], theirs[each], pairs)
            blank = _count_blank(articles[each], [*ours[each], *theirs[each]])
            units += [(NONE, NONE)] * blank
        alphas["type or none"] = _alpha(units)
    return alphas


_ALPHAS = {"type": "event", "status": "status"}


def _alpha(units: Sequence[tuple[str, str]]) -> Alpha:
    return Alpha(nominal_alpha(units), len(units))


def _lonely_units(left: Rows, right: Rows, pairs: Pairs) -> list[tuple[str, str]]:
    """What only one coder has."""
    paired = {id(row) for pair in pairs for row in pair}
    ours = [(str(row["event"]), NONE) for row in left if id(row) not in paired]
    return ours + [(NONE, str(row["event"])) for row in right if id(row) not in paired]


def _count_blank(article: Article, rows: Rows) -> int:
    """Count the sentences in which neither coder sees an event."""
    text = article.full_text
    starts = [text.find(row.get("quote") or row["trigger"]) for row in rows]
    spans = [(start, start + len(row.get("quote") or row["trigger"])) for start, row in zip(starts, rows, strict=True)]
    told = [(start, end) for start, end in spans if start >= 0]
    return sum(not any(s.start < end and start < s.end for start, end in told) for s in split_sentences(article))


def _measure_fields(pairs: Pairs) -> dict[str, FieldAgreement]:
    found: defaultdict[str, list[float]] = defaultdict(list)
    for one, other in pairs:
        for name, (key, compare) in _FIELDS.items():
            if one.get(key) or other.get(key):
                found[name].append(compare(one, other))
    return {
        name: FieldAgreement(sum(found[name]) / len(found[name]), len(found[name])) for name in _FIELDS if name in found
    }


def _same_place(left: Row, right: Row) -> float:
    one, other = left.get("place") or {}, right.get("place") or {}
    if not one or not other:
        return 0.0
    likeness = [share_words(one[key], other[key]) for key in ("text", "name") if one.get(key) and other.get(key)]
    return float(max(likeness, default=0.0) >= _SAME)


def _same_toll(key: str) -> Callable[[Row, Row], float]:
    def compare(left: Row, right: Row) -> float:
        one, other = left.get(key) or {}, right.get(key) or {}
        figure = one.get("best") or one.get("low")
        return float(figure is not None and figure == (other.get("best") or other.get("low")))

    return compare


def _same_countries(key: str) -> Callable[[Row, Row], float]:
    def compare(left: Row, right: Row) -> float:
        one, other = ({person.get("country") for person in row.get(key) or []} - {None} for row in (left, right))
        return float(one == other)

    return compare


def _same_speaker(left: Row, right: Row) -> float:
    one, other = left.get("attribution") or {}, right.get("attribution") or {}
    return float(share_words(one.get("speaker"), other.get("speaker")) >= _SAME)


_FIELDS: dict[str, tuple[str, Callable[[Row, Row], float]]] = {
    "status": ("status", lambda one, other: float(one["status"] == other["status"])),
    "mode": ("mode", lambda one, other: float(one.get("mode") == other.get("mode"))),
    "actors": ("actors", lambda one, other: compare_people(one.get("actors"), other.get("actors"))),
    "countries of actors": ("actors", _same_countries("actors")),
    "recipients": ("recipients", lambda one, other: compare_people(one.get("recipients"), other.get("recipients"))),
    "countries of recipients": ("recipients", _same_countries("recipients")),
    "date": ("date", lambda one, other: float(compare_days(one.get("date"), other.get("date")) >= _SAME)),
    "place": ("place", _same_place),
    "killed": ("killed", _same_toll("killed")),
    "injured": ("injured", _same_toll("injured")),
    "attribution": ("attribution", _same_speaker),
    "claimed by": ("claimed_by", lambda one, other: float(share_words(*_claims(one, other)) >= _SAME)),
}
"""Field of the report -> key of a coding that one coder at least fills, and how alike two codings are in it."""


def _claims(left: Row, right: Row) -> tuple[str | None, str | None]:
    return left.get("claimed_by"), right.get("claimed_by")
