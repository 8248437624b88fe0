"""The frozen values that pass between the rooms."""

from dragoman.model.actor import Actor, ResolvedActor
from dragoman.model.article import Article, SetAside, article_id
from dragoman.model.coding import (
    Attribution,
    Claim,
    Coding,
    Participant,
    PlaceMention,
    Toll,
    When,
    coding_id,
)
from dragoman.model.event import (
    Blame,
    Conflict,
    Correction,
    Denial,
    Event,
    Provenance,
    ResolvedCoding,
    Side,
    TollReport,
)
from dragoman.model.judgement import Decision, Judgement, Release
from dragoman.model.place import Place
from dragoman.model.span import Quote, Span

__all__ = [
    "Actor",
    "Article",
    "Attribution",
    "Blame",
    "Claim",
    "Coding",
    "Conflict",
    "Correction",
    "Decision",
    "Denial",
    "Event",
    "Judgement",
    "Participant",
    "Place",
    "PlaceMention",
    "Provenance",
    "Quote",
    "Release",
    "ResolvedActor",
    "ResolvedCoding",
    "SetAside",
    "Side",
    "Span",
    "Toll",
    "TollReport",
    "When",
    "article_id",
    "coding_id",
]
