"""Why an event is what it is: the pairs that joined it, what persons ruled, and what lay near and was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.model import Decision, Event
from dragoman.record.record import Record
from dragoman.resolve.explaining import PairReason, explain_apart, explain_joins, list_kindred
from dragoman.resolve.linking import profile_codings
from dragoman.resolve.reconciling import sort_reports
from dragoman.resolve.rulings import list_in_force
from dragoman.study.read_study import Study

_ARTICLES_NEAR = 60
_EVENTS_NEAR = 5


@dataclass(frozen=True, slots=True)
class Explanation:
    """`joined`: pairs that tie the event together. `apart`: the nearest pairs outside, with the event of the other.

    `rulings`: persons' merges and splits in force that name one of its codings.
    """

    event: Event
    rulings: tuple[Decision, ...]
    joined: tuple[PairReason, ...]
    apart: tuple[tuple[str, PairReason], ...]


def explain_event(study: Study, record: Record, event: Event) -> Explanation:
    """Compare the event's codings with one another and with those near it, as the linker does now."""
    own = {coding.article_id for coding in record.codings_of(event)}
    near = record.near_articles(event, list_kindred({event.event}), _ARTICLES_NEAR)
    resolved = sort_reports(record.resolved_codings(sorted({*own, *near})))
    profiles = {profile.coding.id: profile for profile in profile_codings(resolved, study.settings.link)}
    members = [profiles[coding_id] for coding_id in event.coding_ids if coding_id in profiles]
    outside = [profile for coding_id, profile in profiles.items() if coding_id not in event.coding_ids]
    event_of = {
        c: other.id for other in record.events_holding([p.coding.id for p in outside]) for c in other.coding_ids
    }
    apart = explain_apart(members, outside, event_of, _EVENTS_NEAR)
    return Explanation(
        event,
        tuple(_list_rulings(record.decisions(), event)),
        tuple(explain_joins(members)),
        tuple((_find_other(reason, event, event_of), reason) for reason in apart),
    )


def _find_other(reason: PairReason, event: Event, event_of: dict[str, str]) -> str:
    """The event of the coding that is not this event's."""
    other = reason.left if reason.right.coding.id in event.coding_ids else reason.right
    return event_of[other.coding.id]


def _list_rulings(log: Sequence[Decision], event: Event) -> list[Decision]:
    own = set(event.coding_ids)
    return [d for d in list_in_force(log) if d.action != "review" and own & {*d.codings, *d.others}]
