"""Which codings meet: all that share what the page on linking tells, and no others, while few stand under a key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.coding import When
from dragoman.resolve import blocking
from dragoman.resolve.blocking import Blocks
from dragoman.resolve.joining import score_pair
from dragoman.resolve.link_keys import MONTH_DAYS, MOST_DAYS, OutlineTable
from dragoman.resolve.linking import link_codings, profile_codings
from dragoman.resolve.outlines import Outline, pack_outlines
from dragoman.resolve.profiles import NARROW_DAYS
from dragoman.study.settings import LinkSettings

from .reports import QUETTA, TTP, report

DAY = 734_000
WINDOW = 3
ACTUAL = 90
things = st.sets(st.integers(1, 3), max_size=2).map(lambda found: tuple(sorted(found)))
"""Hashes of what two codings may share; of four kinds, told apart by their hundreds."""


@st.composite
def outlines(draw):
    published = DAY + draw(st.integers(0, 120))
    told = draw(st.sampled_from(("days", "days", "news", "past")))
    last = published - draw(st.sampled_from((0, 1, 2, 35, 80)))
    first = last - draw(st.sampled_from((0, 0, 3, 4, 30, 500)))
    days = {"days": (first, last), "news": (published - WINDOW, published), "past": (None, None)}[told]
    kinds = (tuple(100 * kind + thing for thing in draw(things)) for kind in range(1, 5))
    return Outline(f"{draw(st.integers(0, 10**6)):07}", "", "force/real", published, *days, told == "days", *kinds)


def find_pairs(found):
    """Return the pairs that blocking offers, by id."""
    table = pack_outlines(found)
    ids = table["coding_id"].to_pylist()
    offered = Blocks(OutlineTable(table)).find_candidates(np.arange(len(ids)))
    return {(ids[i], ids[j]) for lefts, rights in offered for i, j in zip(lefts.tolist(), rights.tolist(), strict=True)}


def meet(earlier, later):
    """Tell in plain words whether a later coding is compared with an earlier one: the table of the page on linking."""
    if share(earlier, later, "copied"):
        return True
    if earlier.first is None:
        return share(earlier, later, "named")
    if later.first is None:
        return has_few(earlier) and share(earlier, later, "named")
    if has_few(earlier) and has_few(later):
        on_a_day = max(earlier.first, later.first) - min(earlier.last, later.last) <= 1
        if on_a_day and share(earlier, later, "named", "towns", "usual"):
            return True
        if earlier.dated and later.dated:
            return False
    if not share(earlier, later, "named", "towns"):
        return False
    ours, theirs = months(earlier), months(later)
    return ours[0] <= theirs[1] and theirs[0] <= ours[1]


def months(outline):
    first = outline.first if outline.dated else outline.published - ACTUAL
    return first // MONTH_DAYS, min(outline.last, outline.first + MOST_DAYS) // MONTH_DAYS


def has_few(outline):
    return outline.first is not None and (not outline.dated or outline.last - outline.first < NARROW_DAYS)


def share(one, other, *kinds):
    return any(set(getattr(one, kind)) & set(getattr(other, kind)) for kind in kinds)


@given(st.lists(outlines(), min_size=2, max_size=12, unique_by=lambda outline: outline.coding_id))
def test_those_meet_that_share_a_key_and_no_others(found):
    ordered = sorted(found, key=lambda outline: (outline.published, outline.coding_id))
    expected = {(left.coding_id, right.coding_id) for left, right in combinations(ordered, 2) if meet(left, right)}
    assert find_pairs(found) == expected


MARKET = "Sabzwari, a grocer, died when a handcart blew up in the Dilgusha market."
"""Told of in other words each time."""
AGAIN = "Shoppers mourned the grocer whom the explosion of the handcart killed."


def tell_pair(days, again, **told):
    """Return two reports of one bomb, the second on other days; the coder is unsure of them."""
    first = report(MARKET, date(2013, 9, 23), mode="explosives", place=QUETTA, days=(date(2013, 9, 23),) * 2, **told)
    second = report(again, date(2013, 9, 24), mode="explosives", place=QUETTA, days=days, outlet="Other", **told)
    when = second.coding.date
    unsure = When(when.start, when.end, when.mention, 0.3) if when else None
    return [first, replace(second, coding=replace(second.coding, date=unsure))]


def likely(pair):
    """Tell what comparison makes of the two, whether or not they meet."""
    return (score_pair(*profile_codings(pair, LinkSettings())) or 0.0) >= 0.5


@pytest.mark.parametrize(
    ("days", "again", "joined"),
    [
        ((date(2013, 9, 23),) * 2, AGAIN, True),
        ((date(2013, 9, 1), date(2013, 9, 30)), AGAIN, True),
        (None, AGAIN, True),
        # Days likelier misread than not forbid nothing; but two that each tell another day meet only as copies.
        ((date(2013, 9, 19),) * 2, AGAIN, False),
        ((date(2013, 9, 19),) * 2, MARKET, True),
    ],
)
def test_doubtful_days_meet_as_copies_alone(days, again, joined):
    pair = tell_pair(days, again, killed=7, injured=9, actors=[TTP])
    assert likely(pair), "comparison alone would join them"
    assert (len(link_codings(pair).events) == 1) is joined


def test_a_key_offers_its_latest(monkeypatch):
    monkeypatch.setattr(blocking, "MOST_PER_KEY", 2)
    told = [Outline(str(n), "", "force/real", DAY, DAY, DAY, True, (1,), (), (), ()) for n in range(5)]
    assert find_pairs(told) == {("0", "1"), *(((str(n - back)), str(n)) for n in range(2, 5) for back in (1, 2))}
