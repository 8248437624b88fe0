"""Templates to pages: what every page knows, and how values of the model read."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from dragoman import __version__
from dragoman.codebook import QUADS, Codebook
from dragoman.publish.access.csrf import csrf_field, csrf_token
from dragoman.publish.shown_text import show_text, web_address
from dragoman.publish.wording import word_days, word_place, word_precision, word_toll
from dragoman.publish.workbench.words import say

TEMPLATES = Path(__file__).parent / "templates"


def _make_environment() -> Environment:
    """Every value is escaped, and a name that is missing is an error: no page shows an empty hole."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default_for_string=True, default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(say=say, version=__version__, title_of=_title_of, csrf_field=csrf_field, csrf_token=csrf_token)
    made.globals.update(quad_of=QUADS.__getitem__)
    made.filters.update(days=_word_interval, place=word_place, toll=word_toll, number=lambda n: f"{n:,}", day=_mark_day)
    made.filters.update(moment=_mark_moment)
    made.filters.update(shown=show_text, web=web_address, precision=word_precision)
    return made


def render(request: Request, template: str, **values: object) -> HTMLResponse:
    """Return the page; the study, the person and the address are known to every template."""
    page = ENVIRONMENT.get_template(template).render(
        request=request,
        study=request.app.state.desk.study,
        person=getattr(request.state, "person", None),
        part="HX-Request" in request.headers,
        **values,
    )
    return HTMLResponse(page)


def render_fault(request: Request, code: int, message: str) -> HTMLResponse:
    """Return the page that tells what went wrong and how to go on."""
    page = render(request, "fault.html", code=code, message=message)
    page.status_code = code
    return page


def _word_interval(interval: tuple[date | None, date | None]) -> str:
    return word_days(*interval)


def _mark_day(day: date | None) -> Markup:
    """A day in its element, so that programs read it too."""
    return Markup("") if day is None else Markup('<time datetime="{0}">{0}</time>').format(day.isoformat())


def _mark_moment(seconds: int) -> Markup:
    """A moment (Unix seconds) in its element, which times.js words in the reader's zone."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return Markup('<time datetime="{}">{} UTC</time>').format(
        f"{moment:%Y-%m-%dT%H:%M:%SZ}", f"{moment:%Y-%m-%d %H:%M}"
    )


def _title_of(event: str, mode: str | None = None) -> str:
    """The codebook's title of a term: "Assault", or of a mode "Explosives"."""
    return Codebook.load().explain(f"{event}/{mode}" if mode else event).title


ENVIRONMENT = _make_environment()
