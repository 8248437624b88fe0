"""`/article/ID`: the whole text of an article with everything that was read from it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from dragoman.errors import NotFound
from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.marking import LABELS, cut_text, list_marks
from dragoman.publish.open_event import find_reports
from dragoman.publish.workbench.render import render
from dragoman.record.browse_article import find_article, find_events_told

router = APIRouter()


@router.get("/article/{article_id}")
def show_article(request: Request, person: Viewer, article_id: str) -> HTMLResponse:
    """The article. Its codings come in the order of the text, each with the event that it is part of."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    article = find_article(desk.mirror, article_id)
    if article is None:
        raise NotFound(f"no article '{article_id}' in the record. The page /search finds articles by their words.")
    told = find_events_told(desk.mirror, article)
    codings = [report.coding for report in find_reports(desk, list(told))]
    codings.sort(key=lambda coding: coding.trigger.span)
    marks = [mark for coding in codings for mark in list_marks(coding)]
    return render(
        request,
        "article_page.html",
        article=article,
        codings=codings,
        event_of=told,
        pieces=cut_text(article.full_text, 0, marks),
        labels=LABELS,
    )
