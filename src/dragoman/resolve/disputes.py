"""Who denies an event, and who is blamed for it by whom: what other codings of the same articles tell of it.

Both are read narrowly: a denial or an accusation that might point to another happening in the article points to none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dragoman.model.event import Blame, Denial, ResolvedCoding
from dragoman.resolve.compare_days import compare_days
from dragoman.resolve.compare_places import compare_places
from dragoman.resolve.comparing import compare_profiles
from dragoman.resolve.conflicts import name_source
from dragoman.resolve.link_tables import LinkTables, load_link_tables
from dragoman.resolve.profiles import PRECISE, REAL, profile_coding
from dragoman.resolve.scoring import LINK_FROM, score_comparison

DEEDS = ("ASSAULT", "COERCE")
"""What somebody is blamed for."""
_WORD = re.compile(r"\w{4,}")
_WINDOW_DAYS = 3


def list_denials(reports: Sequence[ResolvedCoding], beside: Sequence[ResolvedCoding]) -> tuple[Denial, ...]:
    """Return who says that the event did not happen. `beside`: the other codings of its articles.

    A denial is a coding of status negated that would be taken for one event with a report in its article, were it
    not for its status.
    """
    denials = [other for other in beside if other.coding.status == "negated"]
    tables = load_link_tables()
    return tuple(
        Denial(name_source(denial), denial.coding.id)
        for denial in denials
        if any(_is_of_deed(denial, report, tables) for report in reports)
    )


def _is_of_deed(denial: ResolvedCoding, report: ResolvedCoding, tables: LinkTables) -> bool:
    if denial.coding.article_id != report.coding.article_id or report.coding.status not in REAL:
        return False
    denied, told = (profile_coding(each, tables, _WINDOW_DAYS) for each in (denial, report))
    if (
        denied.family != told.family
        or compare_days(denied, told) == "disjoint"
        or compare_places(denied, told) == "far"
    ):
        return False
    comparison = compare_profiles(denied, told, tables)
    return score_comparison(replace(comparison, veto=None), tables) >= LINK_FROM


def list_blame(reports: Sequence[ResolvedCoding], beside: Sequence[ResolvedCoding]) -> tuple[Blame, ...]:
    """Return who blames whom for the event. `beside`: the other codings of its articles.

    An accusation points to a deed that its own sentence tells, or names by its place, its target or its act, if no
    other deed in the article is told or named there, and if it was not made before the deed.
    """
    deeds = [report for report in reports if _is_deed(report)]
    others = [other for other in beside if _is_deed(other)]
    blame: dict[tuple[str, str], Blame] = {}
    for accusation in beside if deeds else ():
        if not _accuses(accusation):
            continue
        strength = max(_point_to(accusation, deed) for deed in deeds)
        if strength > max((_point_to(accusation, other) for other in others), default=0):
            who, whom = (", ".join(actor.name for actor in s) for s in (accusation.actors, accusation.recipients))
            blame.setdefault((who, whom), Blame(who, whom, accusation.coding.id))
    return tuple(blame.values())


def _is_deed(resolved: ResolvedCoding) -> bool:
    return resolved.coding.status in REAL and resolved.coding.event in DEEDS


def _accuses(resolved: ResolvedCoding) -> bool:
    """Tell whether one lays a deed at another's door; who condemns or investigates it does not yet."""
    coding = resolved.coding
    if coding.event != "ACCUSE" or coding.mode not in (None, "allege") or coding.status not in REAL:
        return False
    who, whom = ({actor.actor_id for actor in side} for side in (resolved.actors, resolved.recipients))
    return bool(who and whom) and not who & whom


def _point_to(accusation: ResolvedCoding, deed: ResolvedCoding) -> int:
    """Return how plainly an accusation points to a deed: 2 in one sentence, 1 by its words, 0 not at all."""
    accused, done = accusation.coding, deed.coding
    if accused.article_id != done.article_id:
        return 0
    if accused.date is not None and done.date is not None and accused.date.end < done.date.start:
        return 0
    if accused.quote.span.overlaps(done.quote.span):
        return 2
    said = _split_words(accused.quote.text)
    return 1 if any(word.startswith(name) for name in _name_words(deed) for word in said) else 0


def _name_words(deed: ResolvedCoding) -> list[str]:
    """Words that name a deed: of its act ("bomb" is in "bombing"), its targets and its town."""
    coding = deed.coding
    town = [deed.place.name] if deed.place is not None and deed.place.precision <= PRECISE else []
    return _split_words(" ".join([coding.trigger.text, *(target.text for target in coding.targets), *town]))


def _split_words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
