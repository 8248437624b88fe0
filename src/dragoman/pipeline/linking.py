"""The third stage: names to actors and places, codings to events."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dragoman.catalog.name_tables import NameTables
from dragoman.errors import RecordFault
from dragoman.model import Correction, Decision, ResolvedCoding
from dragoman.pipeline.link_anew import link_anew
from dragoman.pipeline.link_basis import fingerprint_linking
from dragoman.pipeline.link_new import Ruled, link_new
from dragoman.pipeline.outcome import Progress
from dragoman.pipeline.resolving import resolve_codings
from dragoman.record.events import LinkChanges
from dragoman.record.record import FOLDER, Record
from dragoman.resolve.amending import list_corrections
from dragoman.resolve.rulings import list_in_force
from dragoman.study.read_study import Study

_MOST_IN_PASSING = 5_000
"""Codings that are linked anew in the course of a decision: some ten seconds."""


def link_record(
    study: Study,
    record: Record,
    progress: Progress,
    *,
    touched: Collection[str] | None = None,
    anew: bool = False,
    workers: int = 1,
) -> LinkChanges:
    """Resolve codings and join them to events, whose ids stay what they were; return what changed.

    Only what is new since the last link run is linked, with what it may belong to, and `touched`: ids of codings that
    a person has judged or corrected. Everything is where `anew` is asked for, or where what linking rests on (version,
    tables, windows) has changed, by so many `workers`. The outcome is the same either way. Nobody who decides waits
    for minutes: where a large study would have to be linked anew for `touched`, RecordFault says to do that first.
    """
    fingerprint, settings = fingerprint_linking(study), study.settings.link
    tables = NameTables(study.actors_file, study.places_file)
    progress.start("linking", unit="codings")
    stale = record.link_memory.fingerprint() != fingerprint
    if stale and touched is not None:
        _refuse_waiting(study, record)
    if anew or stale:
        folder = study.folder / FOLDER
        changes = link_anew(record, folder, tables, read_ruled(record), settings, fingerprint, progress, workers)
    else:
        changes = record.transact(
            lambda: link_new(
                record,
                lambda article_ids: _resolve_articles(record, tables, article_ids, progress),
                read_ruled(record),
                settings,
                fingerprint,
                touched or (),
            )
        )
    progress.finish()
    return changes


def _refuse_waiting(study: Study, record: Record) -> None:
    codings = record.link_memory.count_standing()
    if codings > _MOST_IN_PASSING:
        raise RecordFault(
            f"{study.name}: expected a record linked by this version with the study's present tables and windows; it "
            f"was linked with others, and linking its {codings:,} codings anew takes minutes. Run 'dragoman link', "
            "then decide again."
        )


def _resolve_articles(
    record: Record, tables: NameTables, article_ids: Iterable[str], progress: Progress
) -> list[ResolvedCoding]:
    found = [
        each
        for article, codings in record.coded_among(article_ids)
        for each in resolve_codings(article, codings, tables.catalog, tables.gazetteer)
    ]
    progress.advance(len(found))
    return found


def read_ruled(record: Record) -> Ruled:
    """Return what persons decided: the one place where linking asks for it."""
    log = record.decisions()
    return Ruled(log, read_corrections(record, log), record.former_events())


def read_corrections(record: Record, log: Sequence[Decision]) -> dict[str, tuple[Correction, ...]]:
    """Return what persons' reviews in force corrected, by coding."""
    reviews: dict[str, list[Decision]] = {}
    for decision in list_in_force(log):
        if decision.action == "review":
            reviews.setdefault(decision.codings[0], []).append(decision)
    return {coding.id: list_corrections(coding, reviews[coding.id]) for coding in record.original_codings([*reviews])}
