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
from dragoman.model.event import Event, ResolvedCoding, TollReport
from dragoman.model.judgement import Judgement, Release, Review
from dragoman.model.place import Place
from dragoman.model.span import Quote, Span

__all__ = [
    "Actor",
    "Article",
    "Attribution",
    "Claim",
    "Coding",
    "Event",
    "Judgement",
    "Participant",
    "Place",
    "PlaceMention",
    "Quote",
    "Release",
    "ResolvedActor",
    "ResolvedCoding",
    "Review",
    "SetAside",
    "Span",
    "Toll",
    "TollReport",
    "When",
    "article_id",
    "coding_id",
]
