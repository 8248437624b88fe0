"""An event's id to all that a page shows of it: the living event, or what became of one that stands no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman import __version__
from dragoman.codebook import Codebook
from dragoman.publish.citing import Citation, title_event
from dragoman.publish.event_card import EventCard, ShownReport, make_card, show_report
from dragoman.publish.event_changes import Step, list_steps
from dragoman.record.browse_event import (
    Version,
    read_reports,
    read_resolutions,
    read_versions,
)
from dragoman.record.browse_history import read_decisions_on, read_release_of, read_runs, read_snapshot_time
from dragoman.record.mirror import Mirror


@dataclass(frozen=True, slots=True)
class OpenedEvent:
    """An event that stands. `versions`: the oldest first. `beside`: reports of denials and of blame, by coding."""

    card: EventCard
    versions: tuple[Version, ...]
    beside: Mapping[str, ShownReport]


def open_event(mirror: Mirror, event_id: str) -> OpenedEvent:
    """Read an event that stands by this very id, with its reports."""
    versions = read_versions(mirror, event_id)
    event = versions[-1].event
    denied, blamed = ({told.coding_id for told in field} for field in (event.denied_by, event.blamed))
    others = (denied | blamed) - set(event.coding_ids)
    read = read_reports(mirror, [*event.coding_ids, *sorted(others)])
    card = make_card(
        event,
        [report for report in read if report.coding.id not in others],
        read_resolutions(mirror, event.coding_ids),
    )
    beside = {report.coding.id: show_report(0, report) for report in read if report.coding.id in others}
    return OpenedEvent(card, tuple(versions), beside)


def read_history(mirror: Mirror, versions: Sequence[Version]) -> list[Step]:
    """Return what each run and each decision did to an event, the latest first."""
    coding_ids = dict.fromkeys(coding_id for version in versions for coding_id in version.event.coding_ids)
    decisions = read_decisions_on(mirror, list(coding_ids))
    numbers = {*(version.run for version in versions), *(decision.run for decision in decisions)}
    return list_steps(versions, decisions, read_runs(mirror, sorted(numbers)))


def make_citation(mirror: Mirror, study: str, version: Version, address: str | None) -> Citation:
    """Return how an event is cited: by the first release that holds this state of it, else by the record's snapshot."""
    release = read_release_of(mirror, version.snapshot)
    event = version.event
    kind = Codebook.load().explain(event.event).title
    if event.mode is not None:
        kind += f" ({Codebook.load().explain(f'{event.event}/{event.mode}').title})"
    snapshot = mirror.snapshot
    at = release.at if release is not None else read_snapshot_time(mirror, snapshot)
    if at is None:
        raise AssertionError(f"unreachable: the mirror shows snapshot {snapshot}, which the lake must have")
    return Citation(
        study=study,
        event_id=event.id,
        title=title_event(event, kind),
        state=f"release {release.number}" if release is not None else f"snapshot {snapshot}",
        at=at,
        address=address,
        made_with=f"Made with Dragoman {__version__}",
    )
