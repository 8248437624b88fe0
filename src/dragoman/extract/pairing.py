"""Which coding of one coder tells of the same act as which coding of another, in one article?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dragoman.extract.assignment import assign_pairs
from dragoman.extract.likeness import Row, compare_days, compare_people, share_all_words, share_words

Pairs = list[tuple[Row, Row]]
Similarity = Callable[[Row, Row], float]

LEAST_SIMILARITY = 0.3
"""Of two codings of one type. As in the published scores of this guide, so that figures can be compared."""
_LEAST_SAME_ACT = 0.4
_SAME_PARTIES = 0.75


def pair_codings(left: Sequence[Row], right: Sequence[Row], group: Callable[[Row], object]) -> Pairs:
    """Pair codings of one article that `group` puts together, one to one, so that the sum of similarities is greatest.

    Similarity is 0.4 quote, 0.2 actors, 0.2 recipients, 0.1 date, 0.1 mode; a trigger that is part of the other's
    stands for 0.8 of the quote.
    """

    def compare(one: Row, other: Row) -> float:
        return _compare_codings(one, other) if group(one) == group(other) else 0.0

    return _pair(left, right, compare, LEAST_SIMILARITY)


def pair_acts(left: Sequence[Row], right: Sequence[Row]) -> Pairs:
    """Pair codings that tell of one act, whatever type, mode and status they give it: agreement on those is then open.

    They share words of the trigger or have the same parties; similarity is 0.4 quote, 0.3 trigger, 0.15 actors, 0.15
    recipients, and at least 0.4.
    """
    return _pair(left, right, _compare_acts, _LEAST_SAME_ACT)


def _pair(left: Sequence[Row], right: Sequence[Row], compare: Similarity, least: float) -> Pairs:
    table = [[compare(one, other) for other in right] for one in left]
    return [(left[i], right[j]) for i, j in assign_pairs(table) if table[i][j] >= least]


def _compare_codings(left: Row, right: Row) -> float:
    same_trigger = share_words(left.get("trigger"), right.get("trigger")) == 1.0
    quotes = share_all_words(_quote(left), _quote(right))
    return (
        0.4 * max(quotes, 0.8 if same_trigger else 0.0)
        + 0.2 * compare_people(left.get("actors"), right.get("actors"))
        + 0.2 * compare_people(left.get("recipients"), right.get("recipients"))
        + 0.1 * compare_days(left.get("date"), right.get("date"))
        + 0.1 * (left.get("mode") == right.get("mode"))
    )


def _compare_acts(left: Row, right: Row) -> float:
    trigger = share_words(left.get("trigger"), right.get("trigger"))
    actors = compare_people(left.get("actors"), right.get("actors"))
    recipients = compare_people(left.get("recipients"), right.get("recipients"))
    if not trigger and (actors + recipients) / 2 < _SAME_PARTIES:
        return 0.0
    return 0.4 * share_all_words(_quote(left), _quote(right)) + 0.3 * trigger + 0.15 * (actors + recipients)


def _quote(coding: Row) -> str:
    return coding.get("quote") or coding.get("trigger") or ""
