"""`/api/search`: articles, events, actors and places by words, as they are being typed."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from dragoman.publish.access.gate import Viewer
from dragoman.publish.api.answers import Answer, EventSummary
from dragoman.publish.api.answers_actors import ActorListed
from dragoman.publish.api.asking import AskedWords
from dragoman.publish.desk import Desk
from dragoman.publish.tables import describe_event
from dragoman.record import EventQuery
from dragoman.record.browse import read_page
from dragoman.record.browse_places import find_places
from dragoman.record.search_words import read_words

router = APIRouter(tags=["search"])


class ArticleFound(Answer):
    """An article that holds the words. Its text: /api/articles/ID."""

    id: str
    outlet: str | None
    published: date
    title: str


class PlaceFound(Answer):
    """A place of events whose name holds the words."""

    name: str
    country: str | None
    events: int


class Found(BaseModel):
    """What the words find, the likeliest first."""

    articles: list[ArticleFound]
    indexed: int = Field(description="Articles that the index of texts holds by now.")
    of: int = Field(description="Articles that there are; where it is more, the index is still being made.")
    events: list[EventSummary] = Field(description="Events whose sentence holds all the words.")
    actors: list[ActorListed]
    places: list[PlaceFound]


@router.get("/search", summary="Articles, events, actors and places by words")
def search(request: Request, person: Viewer, asked: AskedWords) -> Found:
    """All the words have to stand in what is found. Words in quotation marks stand side by side."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    q, limit = asked.q, asked.limit
    words = read_words(q)
    desk.full_text.keep_up()
    progress = desk.full_text.measure()
    return Found(
        articles=[ArticleFound.model_validate(hit) for hit in desk.full_text.find(words, limit).articles],
        indexed=progress.indexed,
        of=progress.articles,
        events=[
            EventSummary.model_validate(describe_event(event))
            for event in (read_page(desk.mirror, EventQuery(text=q.strip()), limit=limit).events if words else ())
        ],
        actors=[ActorListed.model_validate(actor) for actor in (desk.directory.find(q, limit) if words else ())],
        places=[PlaceFound.model_validate(place) for place in (find_places(desk.mirror, q, limit) if words else ())],
    )
