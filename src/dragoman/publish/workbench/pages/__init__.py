"""The pages, one module each; ROUTERS lists them."""

from __future__ import annotations

from fastapi import APIRouter

from dragoman.publish.workbench.pages import events, overview

ROUTERS: tuple[APIRouter, ...] = (overview.router, events.router)
