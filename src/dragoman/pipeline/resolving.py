"""Names to actors and places: what the codings of one article speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.places import Gazetteer
from dragoman.model import Article, Coding, ResolvedCoding
from dragoman.resolve.actors import resolve_actor
from dragoman.resolve.article_context import ArticleContext
from dragoman.resolve.link_tables import load_link_tables
from dragoman.resolve.places import resolve_place
from dragoman.resolve.profiles import tell_opening


def resolve_codings(
    article: Article, codings: Sequence[Coding], catalog: ActorCatalog, gazetteer: Gazetteer
) -> list[ResolvedCoding]:
    """Resolve the participants and places of one article's codings, in the light of the states that they name."""
    countries, context = rank_countries(codings), ArticleContext(article, catalog)
    named = tell_opening(article.full_text, load_link_tables()) if codings else ()
    return [
        ResolvedCoding(
            coding=coding,
            published=article.published,
            outlet=article.outlet,
            witness=article.copy_of or article.id,
            actors=tuple(resolve_actor(who, article.published, catalog, context) for who in coding.actors),
            recipients=tuple(resolve_actor(who, article.published, catalog, context) for who in coding.recipients),
            place=resolve_place(coding.place, countries, gazetteer) if coding.place else None,
            named=named,
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
