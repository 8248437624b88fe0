"""The pages, one module each; ROUTERS lists them."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.publish.workbench.pages import (
    account,
    accounts,
    actors,
    api,
    article,
    between,
    event,
    events,
    events_export,
    events_map,
    overview,
    review,
    review_acts,
    search,
    sign_in,
)

ROUTERS: tuple[APIRouter, ...] = (
    overview.router,
    events.router,
    events_map.router,
    events_export.router,
    event.router,
    review.router,
    review_acts.router,
    between.router,
    actors.router,
    search.router,
    article.router,
    api.router,
    sign_in.router,
    account.router,
    accounts.router,
)
