"""`/api/codings`, `/api/articles`: what events rest on."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path

from dragoman.model.guide import coding_to_guide
from dragoman.publish.api.answers import ArticleWhole, CodingWhole, Fault
from dragoman.publish.api.fresh import FreshDesk
from dragoman.publish.api.laying_out import lay_out_article
from dragoman.publish.open_event import find_reports
from dragoman.record.browse_event import find_heirs, read_article_codings, read_articles

router = APIRouter(tags=["sources"])

_NONE: dict[int | str, dict[str, object]] = {404: {"model": Fault, "description": "There is none of this id."}}
Id = Annotated[str, Path(max_length=100, description="Its id, whole.", examples=["00f3a9c41d07be52"])]


@router.get("/codings/{coding_id}", summary="What a coder read in one place of an article", responses=_NONE)
def show_coding(coding_id: Id, desk: FreshDesk) -> CodingWhole:
    """The coding as persons corrected it, with the place of every word in its article."""
    found = find_reports(desk, [coding_id])
    if not found:
        raise HTTPException(404, f"no coding '{coding_id}' in the record. An event's reports name theirs.")
    return CodingWhole(
        id=coding_id,
        article=lay_out_article(found[0].article),
        coding=coding_to_guide(found[0].coding, spans=True),
        events=find_heirs(desk.mirror, [coding_id]),
    )


@router.get("/articles/{article_id}", summary="An article with its text", responses=_NONE)
def show_article(article_id: Id, desk: FreshDesk) -> ArticleWhole:
    """As it was collected; spans count in title, blank line, text."""
    article = read_articles(desk.mirror, [article_id]).get(article_id)
    if article is None:
        raise HTTPException(404, f"no article '{article_id}' in the record.")
    codings = read_article_codings(desk.mirror, article_id)
    return ArticleWhole(
        **lay_out_article(article).model_dump(), text=article.text, raw_sha256=article.raw_sha256, codings=codings
    )
