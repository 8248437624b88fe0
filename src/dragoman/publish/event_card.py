"""What a page shows of one event: its reports by witness, and for each value the words that it was read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import Coding, Event, ResolvedActor, TollReport
from dragoman.model.event import Correction
from dragoman.publish.marking import Mark, MarkedPiece, cut_text, list_marks
from dragoman.record.browse_event import Report, Resolution

_SHOWN = 3
"""Origins shown for one value; the others stand in the reports below."""


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report as the page shows it. `number`: from 1, in order of publication. `elsewhere`: marks not in its sentence.

    `corrections`: what persons corrected in it.
    """

    number: int
    report: Report
    pieces: tuple[MarkedPiece, ...]
    elsewhere: tuple[Mark, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def coding(self) -> Coding:
        """The coding."""
        return self.report.coding

    @property
    def anchor(self) -> str:
        """Where on the page it stands."""
        return f"report-{self.coding.id}"


@dataclass(frozen=True, slots=True)
class Witness:
    """Reports that count as one: of one article, and of those that copy it. `article_id`: of the earliest."""

    article_id: str
    reports: tuple[ShownReport, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Words that a value was read from, and where they stand on the page."""

    anchor: str
    words: str
    report: ShownReport


@dataclass(frozen=True, slots=True)
class TollRow:
    """One report of a toll in the history of it; `report` is None where the coding is no more part of the event.

    `low`, `best`, `high`: the figures as shares (0 to 100) of the largest one in the history; None where not given.
    """

    said: TollReport
    report: ShownReport | None
    origin: Origin | None
    low: float | None
    best: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class EventCard:
    """An event with its reports. `origins`: of fields and of single actors ("actors:USA"); see `trace_values`."""

    event: Event
    witnesses: tuple[Witness, ...]
    origins: Mapping[str, tuple[Origin, ...]]
    killed: tuple[TollRow, ...]
    injured: tuple[TollRow, ...]

    @property
    def reports(self) -> tuple[ShownReport, ...]:
        """All reports, in order of publication."""
        return tuple(sorted((r for w in self.witnesses for r in w.reports), key=lambda report: report.number))

    def find_report(self, coding_id: str) -> ShownReport | None:
        """Return the report of a coding."""
        return next((report for report in self.reports if report.coding.id == coding_id), None)


def make_card(event: Event, reports: Sequence[Report], resolutions: Mapping[str, Resolution]) -> EventCard:
    """Lay an event out for a page. `reports`: in order of publication."""
    shown = [
        show_report(number, report, [c for c in event.corrections if c.coding_id == report.coding.id])
        for number, report in enumerate(reports, 1)
    ]
    by_witness: dict[str, list[ShownReport]] = {}
    for each in shown:
        by_witness.setdefault(each.report.witness, []).append(each)
    return EventCard(
        event=event,
        witnesses=tuple(Witness(key, tuple(group)) for key, group in by_witness.items()),
        origins=trace_values(event, shown, resolutions),
        killed=tuple(_list_tolls(event.killed_history, "killed", shown)),
        injured=tuple(_list_tolls(event.injured_history, "injured", shown)),
    )


def show_report(number: int, report: Report, corrections: Sequence[Correction] = ()) -> ShownReport:
    """Mark a report's sentence."""
    coding = report.coding
    marks = list_marks(coding)
    inside = [mark for mark in marks if coding.quote.span.contains(mark.span)]
    return ShownReport(
        number,
        report,
        tuple(cut_text(coding.quote.text, coding.quote.span.start, inside)),
        tuple(mark for mark in marks if mark not in inside),
        tuple(corrections),
    )


def trace_values(
    event: Event, reports: Sequence[ShownReport], resolutions: Mapping[str, Resolution]
) -> dict[str, tuple[Origin, ...]]:
    """Return for each field of an event, and each of its actors, claimants and speakers, the words that tell it.

    The report that a field was taken from comes first (the event's provenance), then others that give the same value.
    """
    chosen = {source.field: source.coding_id for source in event.provenance}
    found: dict[str, tuple[Origin, ...]] = {}
    for field, (label, gives) in _FIELDS.items():
        told = [report for report in reports if gives(report.coding, event, resolutions.get(report.coding.id))]
        told.sort(key=lambda report: report.coding.id != chosen.get(field))
        found[field] = tuple(_find_words(report, label, 1) for report in told[:_SHOWN])
    for field, label, side in (("actors", "actor", event.actors), ("recipients", "recipient", event.recipients)):
        for actor in side:
            origins = _trace_actor(actor, field, label, reports, resolutions)
            found[f"{field}:{actor.actor_id}"] = tuple(origins)[:_SHOWN]
    for name in event.claimed_by:
        claims = [r for r in reports if r.coding.claimed_by is not None and r.coding.claimed_by.name == name]
        found[f"claimed_by:{name}"] = tuple(_find_words(report, "claims", 1) for report in claims[:_SHOWN])
    for name in event.attributed_to:
        says = [r for r in reports if r.coding.attribution is not None and r.coding.attribution.speaker == name]
        found[f"attributed_to:{name}"] = tuple(_find_words(report, "says", 1) for report in says[:_SHOWN])
    return found


def _trace_actor(
    actor: ResolvedActor,
    field: str,
    label: str,
    reports: Sequence[ShownReport],
    resolutions: Mapping[str, Resolution],
) -> Iterator[Origin]:
    for report in reports:
        resolution = resolutions.get(report.coding.id)
        side: tuple[ResolvedActor, ...] = getattr(resolution, field) if resolution is not None else ()
        numbers = [number for number, each in enumerate(side, 1) if each.actor_id == actor.actor_id]
        if numbers:
            yield _find_words(report, label, numbers[0])


def _find_words(report: ShownReport, label: str, number: int) -> Origin:
    """The words of a value; of one without words of its own the whole sentence."""
    key = f"{report.coding.id}-{label}-{number}"
    mark = next((mark for mark in list_marks(report.coding) if mark.key == key), None)
    return Origin(key, mark.words, report) if mark else Origin(report.anchor, report.coding.quote.text, report)


def _list_tolls(history: Sequence[TollReport], label: str, reports: Sequence[ShownReport]) -> Iterator[TollRow]:
    by_coding = {report.coding.id: report for report in reports}
    largest = max((n for said in history for n in (said.low, said.best, said.high) if n is not None), default=0)
    for said in history:
        report = by_coding.get(said.coding_id)
        origin = _find_words(report, label, 1) if report else None
        shares = [_share(number, largest) for number in (said.low, said.best, said.high)]
        yield TollRow(said, report, origin, *shares)


def _share(number: int | None, largest: int) -> float | None:
    return None if number is None else round(100 * number / max(largest, 1), 2)


Gives = Callable[[Coding, Event, Resolution | None], bool]

_FIELDS: Mapping[str, tuple[str, Gives]] = {
    "event": ("act", lambda coding, event, _: coding.event == event.event),
    "status": ("act", lambda coding, event, _: coding.status == event.status),
    "date": (
        "date",
        lambda coding, event, _: (
            coding.date is not None and (coding.date.start, coding.date.end) == (event.start, event.end)
        ),
    ),
    "place": ("place", lambda _, event, resolution: resolution is not None and resolution.place == event.place),
    "killed": ("killed", lambda coding, event, _: _gives_toll(coding, event, "killed")),
    "injured": ("injured", lambda coding, event, _: _gives_toll(coding, event, "injured")),
}
"""Field of an event -> the label of its words, and whether a coding gives the event's value."""


def _gives_toll(coding: Coding, event: Event, field: str) -> bool:
    """Tell whether a coding gives the event's best figure, or its bounds where it has none."""
    toll = coding.killed if field == "killed" else coding.injured
    chosen = event.killed if field == "killed" else event.injured
    if toll is None or chosen is None:
        return False
    return toll.best == chosen[0] if chosen[0] is not None else (toll.low, toll.high) == chosen[1:]
