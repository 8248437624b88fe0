"""The third stage: names to actors and places, codings to events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.name_tables import NameTables
from dragoman.catalog.places import Gazetteer
from dragoman.model import Article, Coding, Correction, Decision, ResolvedCoding
from dragoman.pipeline.link_basis import fingerprint_linking
from dragoman.pipeline.link_new import Ruled, link_new
from dragoman.pipeline.outcome import Progress
from dragoman.record.events import LinkChanges, Links, event_rows, judgement_rows, resolution_rows
from dragoman.record.record import Record
from dragoman.resolve.actors import resolve_actor
from dragoman.resolve.amending import list_corrections
from dragoman.resolve.article_context import ArticleContext
from dragoman.resolve.linking import link_codings
from dragoman.resolve.places import resolve_place
from dragoman.resolve.rulings import derive_rulings, list_in_force
from dragoman.study.read_study import Study


def link_record(
    study: Study, record: Record, progress: Progress, *, touched: Collection[str] | None = None, anew: bool = False
) -> LinkChanges:
    """Resolve codings and join them to events, whose ids stay what they were; return what changed.

    Only what is new since the last link run is linked, with what it may belong to, and `touched`: ids of codings that
    a person has judged or corrected. Everything is where `anew` is asked for, or where what linking rests on (version,
    tables, windows) has changed. The outcome is the same either way.
    """
    fingerprint = fingerprint_linking(study)
    progress.start("linking", unit="codings")
    if anew or record.link_memory.fingerprint() != fingerprint:
        changes = link_anew(study, record, fingerprint, progress)
    else:
        changes = record.transact(lambda: _link_new(study, record, fingerprint, progress, touched or ()))
    progress.finish()
    return changes


def _link_new(
    study: Study, record: Record, fingerprint: str, progress: Progress, touched: Collection[str]
) -> LinkChanges:
    def resolve(article_ids: Iterable[str]) -> list[ResolvedCoding]:
        found = [each for pair in record.coded_among(article_ids) for each in resolve_codings(*pair, *tables)]
        progress.advance(len(found))
        return found

    tables = load_tables(study)
    return link_new(record, resolve, read_ruled(record), study.settings.link, fingerprint, touched)


def link_anew(study: Study, record: Record, fingerprint: str, progress: Progress) -> LinkChanges:
    """Link all codings of the record."""
    tables = load_tables(study)
    resolved: list[ResolvedCoding] = []
    since = record.link_memory.last_run()
    for batch in record.coded_articles():
        for article, codings in batch:
            resolved.extend(resolve_codings(article, codings, *tables))
            progress.advance(len(codings))
    before = record.events()
    ruled = read_ruled(record)
    linkage = link_codings(
        resolved,
        previous={**ruled.former_events} | {coding_id: event.id for event in before for coding_id in event.coding_ids},
        judged=derive_rulings(ruled.log, {each.coding.id for each in resolved}),
        aliases={alias: event.id for event in before for alias in event.aliases},
        corrections=ruled.corrections,
        settings=study.settings.link,
    )
    links = Links(
        events=event_rows(linkage.events),
        resolutions=resolution_rows(resolved),
        judgements=judgement_rows(linkage.judgements),
        aliases=list(linkage.aliases.items()),
        outlines=linkage.outlines,
        pairs=linkage.pairs,
        fingerprint=fingerprint,
    )
    return record.write_links(links, since=since)


def load_tables(study: Study) -> tuple[ActorCatalog, Gazetteer]:
    """Return the names of actors and of places, the study's own among them."""
    tables = NameTables(study.actors_file, study.places_file)
    return tables.catalog, tables.gazetteer


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


def resolve_codings(
    article: Article, codings: Sequence[Coding], catalog: ActorCatalog, gazetteer: Gazetteer
) -> list[ResolvedCoding]:
    """Resolve the participants and places of one article's codings, in the light of the states that they name."""
    countries, context = rank_countries(codings), ArticleContext(article, catalog)
    return [
        ResolvedCoding(
            coding=coding,
            published=article.published,
            outlet=article.outlet,
            witness=article.copy_of or article.id,
            actors=tuple(resolve_actor(who, article.published, catalog, context) for who in coding.actors),
            recipients=tuple(resolve_actor(who, article.published, catalog, context) for who in coding.recipients),
            place=resolve_place(coding.place, countries, gazetteer) if coding.place else None,
        )
        for coding in codings
    ]


def rank_countries(codings: Sequence[Coding]) -> list[str]:
    """Return the states of the codings' places and participants, the most frequent first."""
    counts: Counter[str] = Counter()
    for coding in codings:
        if coding.place and coding.place.country:
            counts[coding.place.country] += 2
        counts.update(who.country for who in (*coding.actors, *coding.recipients) if who.country)
    return [country for country, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
