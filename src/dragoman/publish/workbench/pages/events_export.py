"""`/events/export.csv`, `.json`, `.geojson`: exactly what the page shows, all of it, streamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse

from dragoman.errors import BadSetting
from dragoman.publish.access.gate import Viewer
from dragoman.publish.desk import Desk
from dragoman.publish.tables import gather, write_csv, write_geojson, write_json
from dragoman.publish.workbench.pages.events import read_view
from dragoman.record.browse import ORDERS, EventRow
from dragoman.record.browse_all import iterate_events

router = APIRouter()

_FORMATS: dict[str, tuple[str, Callable[[Iterable[EventRow]], Iterator[str]]]] = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "json": ("application/json", write_json),
    "geojson": ("application/geo+json", write_geojson),
}


@router.get("/events/export.{kind}")
def export_events(request: Request, person: Viewer, kind: str) -> StreamingResponse:
    """The events that the address asks for, in its order, as a file."""
    if kind not in _FORMATS:
        raise HTTPException(404, f"Expected a format of {', '.join(_FORMATS)}; found '{kind}'.")
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    query, order = read_view(desk, request.query_params)
    if order not in ORDERS:  # Said now: once the answer has begun it is too late.
        raise BadSetting(f"order: expected one of {', '.join(ORDERS)}; found '{order}'.")
    media_type, write = _FORMATS[kind]
    name = f"{desk.study.name}-events.{kind}"
    return StreamingResponse(
        gather(write(iterate_events(desk.mirror, query, order))),
        media_type=media_type,
        headers={"content-disposition": f'attachment; filename="{name}"'},
    )
