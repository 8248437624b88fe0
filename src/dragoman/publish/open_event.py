"""An event's id to all that a page shows of it: the living event, or what became of one that stands no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman import __version__
from dragoman.codebook import Codebook
from dragoman.publish.citing import Citation, title_event
from dragoman.publish.desk import Desk
from dragoman.publish.event_card import EventCard, ShownReport, make_card, show_report
from dragoman.publish.event_changes import Step, list_steps
from dragoman.record.browse_event import (
    Report,
    Version,
    list_amended,
    read_reports,
    read_resolutions,
    read_versions,
)
from dragoman.record.browse_history import read_log, read_releases, read_runs, read_snapshot_time


@dataclass(frozen=True, slots=True)
class OpenedEvent:
    """An event that stands. `versions`: the oldest first. `beside`: reports of denials and of blame, by coding."""

    card: EventCard
    versions: tuple[Version, ...]
    beside: Mapping[str, ShownReport]


def open_event(desk: Desk, event_id: str) -> OpenedEvent:
    """Read an event that stands by this very id, with its reports."""
    mirror = desk.mirror
    versions = read_versions(mirror, event_id)
    event = versions[-1].event
    denied, blamed = ({told.coding_id for told in field} for field in (event.denied_by, event.blamed))
    others = (denied | blamed) - set(event.coding_ids)
    read = find_reports(desk, [*event.coding_ids, *sorted(others)])
    card = make_card(
        event,
        [report for report in read if report.coding.id not in others],
        read_resolutions(mirror, event.coding_ids),
    )
    beside = {report.coding.id: show_report(0, report) for report in read if report.coding.id in others}
    return OpenedEvent(card, tuple(versions), beside)


def find_reports(desk: Desk, coding_ids: Sequence[str]) -> list[Report]:
    """Return codings as they stand with their articles, in order of publication; unknown ids are passed."""
    return read_reports(desk.mirror, coding_ids, desk.memo.ask(list_amended))


def read_history(desk: Desk, versions: Sequence[Version]) -> list[Step]:
    """Return what each run and each decision did to an event, the latest first."""
    own = {coding_id for version in versions for coding_id in version.event.coding_ids}
    log = desk.memo.ask(read_log)
    touching = [d for d in log if not own.isdisjoint(d.decision.codings) or not own.isdisjoint(d.decision.others)]
    return list_steps(versions, touching, desk.memo.ask(read_runs))


def make_citation(desk: Desk, version: Version, address: str | None) -> Citation:
    """Return how an event is cited: by the first release that holds this state of it, else by the record's snapshot."""
    release = next((r for r in desk.memo.ask(read_releases) if r.snapshot >= version.snapshot), None)
    event = version.event
    kind = Codebook.load().explain(event.event).title
    if event.mode is not None:
        kind += f" ({Codebook.load().explain(f'{event.event}/{event.mode}').title})"
    snapshot = desk.mirror.snapshot
    at = release.at if release is not None else desk.memo.ask(read_snapshot_time, snapshot)
    if at is None:
        raise AssertionError(f"unreachable: the mirror shows snapshot {snapshot}, which the lake must have")
    return Citation(
        study=desk.study.name,
        event_id=event.id,
        title=title_event(event, kind),
        state=f"release {release.number}" if release is not None else f"snapshot {snapshot}",
        at=at,
        address=address,
        made_with=f"Made with Dragoman {__version__}",
    )
