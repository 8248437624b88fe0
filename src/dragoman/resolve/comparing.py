"""Two codings side by side, field by field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from operator import attrgetter

from dragoman.model.coding import Coding
from dragoman.model.event import ResolvedCoding
from dragoman.resolve.compare_days import compare_days
from dragoman.resolve.compare_places import compare_places
from dragoman.resolve.compare_sides import compare_sides
from dragoman.resolve.compare_tolls import LARGE, bound_toll, compare_tolls
from dragoman.resolve.link_tables import LinkTables, load_link_tables
from dragoman.resolve.profiles import Profile, profile_coding

WINDOW_DAYS = 3
SURE = 0.4
"""Confidence of a coding below which it may well tell again of another one of its article."""

MANY_NAMES = 3
FEW_WORDS = 3
COPY, STRONG, SOME, LITTLE = 0.75, 0.4, 0.2, 0.08
"""Shares of the lesser sentence's words that stand in the other as well."""

FEW_TELLING = 8
"""Words from which two openings are compared at all: an item of a sentence says too little."""

OPENINGS = ((0.09, "one story"), (0.03, "alike"), (0.01, "akin"), (0.003, "touching"), (0.0001, "one word"))
"""Least square of the share of rare words in common, and its level: of 24 words 8, 5, 3, 2 and 1."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Levels of agreement, by field, as link_weights.csv lists them; `left` is the one published first.

    `veto`: why the two cannot be one event, whatever else agrees; None where nothing forbids it.
    """

    left: Profile
    right: Profile
    veto: str | None
    type: str
    mode: str
    status: str
    actors: str
    recipients: str
    place: str
    date: str
    killed: str
    injured: str
    words: str
    names: str
    article: str
    opening: str
    witness: str

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the fields COMPARED, in the order that a person reads them."""
        return _take_levels(self)

    def list_levels(self) -> list[tuple[str, str]]:
        """Return field and level, in the same order."""
        return list(zip(COMPARED, self.levels, strict=True))


COMPARED = tuple(field.name for field in fields(Comparison) if field.name not in ("left", "right", "veto"))
_take_levels: Callable[[Comparison], tuple[str, ...]] = attrgetter(*COMPARED)


def compare_codings(left: ResolvedCoding, right: ResolvedCoding, window_days: int = WINDOW_DAYS) -> Comparison:
    """Compare two codings. `window_days`: how long before publication an undated actual event may lie."""
    tables = load_link_tables()
    return compare_profiles(
        profile_coding(left, tables, window_days), profile_coding(right, tables, window_days), tables
    )


def compare_profiles(left: Profile, right: Profile, tables: LinkTables) -> Comparison:
    """Compare two codings whose profiles are drawn; the order in which they are given makes no difference."""
    if (right.published, right.coding.id) < (left.published, left.coding.id):
        left, right = right, left
    one, other = left.coding, right.coding
    actors, recipients = compare_sides(left, right)
    days_between = right.published - left.published
    date, place, words = compare_days(left, right), compare_places(left, right), compare_words(left, right)
    shared = len(left.names & right.names)
    return Comparison(
        left=left,
        right=right,
        veto=_find_veto(left, right, date, place, words),
        type="same" if one.event == other.event else "family",
        mode=_compare_modes(one.mode, other.mode, tables),
        status="same" if one.status == other.status else "told later",
        actors=actors,
        recipients=recipients,
        place=place,
        date=date,
        killed=_compare_killed(one, other, days_between),
        injured=compare_tolls(one.injured, other.injured, days_between),
        words=words,
        names="several" if shared > 1 else "one" if shared else "none",
        article=_compare_surroundings(left, right),
        opening=_compare_openings(left, right),
        witness="same"
        if left.resolved.witness == right.resolved.witness and not _in_one_article(left, right)
        else "other",
    )


def _compare_killed(one: Coding, other: Coding, days_between: int) -> str:
    """Compare the killed; a report that counts the injured and names no dead does not tell of many."""
    for silent, telling in ((one, other), (other, one)):
        if silent.killed is None and silent.injured is not None and telling.killed is not None:
            return "injured alone" if bound_toll(telling.killed)[0] >= LARGE else "missing"
    return compare_tolls(one.killed, other.killed, days_between)


def compare_words(left: Profile, right: Profile) -> str:
    """Return how much of the lesser sentence's wording stands in the other; usual words count half.

    Names are compared for themselves, but that two sentences share not even a name is part of "none".
    """
    if left.coding.quote.text == right.coding.quote.text:
        return "copy"
    shared = left.words & right.words
    if not shared and not left.names & right.names:
        shorter = min(len(left.words) + len(left.names), len(right.words) + len(right.names))
        return "none" if shorter >= FEW_WORDS else "little"
    lesser = min(_weigh_words(left.words, left), _weigh_words(right.words, right))
    if lesser < 2:  # A sentence of one telling word says too little either way.
        return "little"
    share = _weigh_words(shared, left) / lesser
    if share >= COPY:
        return "copy" if lesser >= 4 else "strong"
    return "strong" if share >= STRONG else "some" if share >= SOME else "little" if share >= LITTLE else "none"


def _compare_surroundings(left: Profile, right: Profile) -> str:
    """Return how many rare names the two articles share, beyond the two sentences."""
    if _in_one_article(left, right):
        return "same"
    if not left.around.names or not right.around.names:
        return "missing"
    shared = len(left.around.names & right.around.names)
    return "none" if not shared else "some names" if shared < MANY_NAMES else "many names"


def _compare_openings(left: Profile, right: Profile) -> str:
    """Return how many of the rarest words of one article's opening stand among those of the other's."""
    ours, theirs = left.around.telling, right.around.telling
    if _in_one_article(left, right) or min(len(ours), len(theirs)) < FEW_TELLING:
        return "missing"
    shared = len(ours & theirs) ** 2 / (len(ours) * len(theirs))
    return next((level for least, level in OPENINGS if shared >= least), "none")


def _weigh_words(words: frozenset[str], profile: Profile) -> float:
    return len(words) - 0.5 * len(words & profile.usual)


def _compare_modes(left: str | None, right: str | None, tables: LinkTables) -> str:
    if left is None or right is None:
        return "missing"
    if left == right:
        return "same"
    return "kin" if frozenset((left, right)) in tables.kin_modes else "differs"


def _find_veto(left: Profile, right: Profile, date: str, place: str, words: str) -> str | None:
    """Return why the two cannot be one event.

    A plan, a possibility and a denial are never the deed. Of one article the coder has merged what is one: what it
    left apart stays apart, unless it reads alike to the word.
    """
    if left.family != right.family:
        return "other kind of event"
    if left.reality != right.reality:
        return "one is told as fact, the other is not" if "real" in (left.reality, right.reality) else "other status"
    if date == "disjoint":
        return "not on one day"
    if place == "far":
        return "not in one place"
    if _in_one_article(left, right) and not _alike(left, right, words) and _are_sure(left, right):
        return "told apart in one article"
    return None


def _in_one_article(left: Profile, right: Profile) -> bool:
    return left.coding.article_id == right.coding.article_id


def _are_sure(left: Profile, right: Profile) -> bool:
    """Tell whether the coder holds both of two codings for happenings of their own rather than not."""
    return min(left.coding.confidence, right.coding.confidence) >= SURE


def _alike(left: Profile, right: Profile, words: str) -> bool:
    one, other = left.coding, right.coding
    return words == "copy" and (one.event, one.trigger.text) == (other.event, other.trigger.text)
