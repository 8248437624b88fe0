"""The third stage: names to actors and places, codings to events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.name_tables import NameTables
from dragoman.catalog.places import Gazetteer
from dragoman.model import Article, Coding, Correction, Decision, ResolvedCoding
from dragoman.pipeline.outcome import Progress
from dragoman.record.record import Record
from dragoman.resolve.actors import resolve_actor
from dragoman.resolve.amending import list_corrections
from dragoman.resolve.article_context import ArticleContext
from dragoman.resolve.linking import link_codings
from dragoman.resolve.places import resolve_place
from dragoman.resolve.rulings import derive_rulings, list_in_force
from dragoman.study.read_study import Study


def link_record(study: Study, record: Record, progress: Progress, *, touched: Collection[str] | None = None) -> None:
    """Resolve the codings and join them to events, whose ids stay what they were.

    `touched`: ids of codings to examine again beside those that are new, since a person has judged or corrected them.
    """
    tables = NameTables(study.actors_file, study.places_file)
    catalog, gazetteer = tables.catalog, tables.gazetteer
    resolved: list[ResolvedCoding] = []
    progress.start("linking", unit="codings")
    for batch in record.coded_articles():
        for article, codings in batch:
            resolved.extend(resolve_codings(article, codings, catalog, gazetteer))
            progress.advance(len(codings))
    before = record.events()
    log = record.decisions()
    rulings = derive_rulings(log, {each.coding.id for each in resolved})
    linkage = link_codings(
        resolved,
        previous={coding_id: event.id for event in before for coding_id in event.coding_ids},
        judged=rulings,
        aliases={alias: event.id for event in before for alias in event.aliases},
        corrections=read_corrections(record, log),
        settings=study.settings.link,
    )
    record.write_events(linkage.events, resolved, linkage.judgements)
    progress.finish()


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
