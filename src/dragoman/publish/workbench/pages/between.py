"""`/between`: choose two actors; `/between/A/B`: how they treat each other over time."""

from __future__ import annotations

from dataclasses import replace
from typing import cast
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.assess.figures import name_period
from dragoman.assess.promises import OUTCOMES, WINDOW_DAYS, Promise, count_outcomes
from dragoman.assess.relation import Relation, assess_relation
from dragoman.codebook import STATUSES
from dragoman.errors import BadSetting, NotFound
from dragoman.publish.access.gate import Viewer
from dragoman.publish.actor_directory import ActorDirectory
from dragoman.publish.desk import Desk
from dragoman.publish.questions import read_question
from dragoman.publish.relation_chart import MEASURES, Measure, Noted, address_of, choose_noted, plot_panel
from dragoman.publish.workbench.render import render
from dragoman.record import EventQuery
from dragoman.record.browse import read_page
from dragoman.record.browse_relations import SPANS, Pair, Span

router = APIRouter()

FEW = 12
"""Events below which no chart is drawn: a list says more."""
_SUGGESTED = 8
_SHOWN_PROMISES = 6


@router.get("/between")
def choose_pair(request: Request, person: Viewer, left: str = "", right: str = "") -> Response:
    """The form with two actors; once both are known, on to their page."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    directory, faults = desk.directory, []
    chosen: list[str] = []
    for text in (left, right):
        if text.strip():
            try:
                chosen.append(directory.resolve(text).key)
            except NotFound as fault:
                faults.append(str(fault))
    if len(chosen) == 2:
        return RedirectResponse(f"/between/{quote(chosen[0])}/{quote(chosen[1])}", 303)
    return render(
        request,
        "between_choose.html",
        left=left,
        right=right,
        faults=faults,
        watched=_list_watched(desk, directory),
        frequent=[each for each in directory.recorded if each.kind != "sector"][:_SUGGESTED],
    )


def _list_watched(desk: Desk, directory: ActorDirectory) -> list[tuple[str, str, str, str]]:
    """The study's pairs, as keys and names; an entry that the directory does not know stands as it is."""
    found = []
    for left, right in desk.study.settings.watch.pairs:
        keys = []
        for told in (left, right):
            try:
                keys.append(directory.resolve(told).key)
            except NotFound:
                keys.append(told)
        found.append((keys[0], keys[1], directory.name_of(keys[0]), directory.name_of(keys[1])))
    return found


@router.get("/between/suggest")
def suggest_actors(request: Request, person: Viewer, q: str = "") -> HTMLResponse:
    """The actors whose name somebody is typing, as the options of a list."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    return render(request, "actor_options.html", found=desk.directory.find(q[:200], _SUGGESTED))


@router.get("/between/{left}/{right}")
def show_pair(request: Request, person: Viewer, left: str, right: str) -> Response:
    """The page of a pair. Parameters: `by` (month, quarter, year), `measure`, `status`, `only=government`."""
    desk: Desk = request.app.state.desk
    desk.mirror.refresh()
    directory, given = desk.directory, request.query_params
    keys = directory.resolve(left).key, directory.resolve(right).key
    if keys != (left, right):
        return RedirectResponse(f"/between/{quote(keys[0])}/{quote(keys[1])}?{request.url.query}", 303)
    span, measure = _read_choice(given.get("by"), "by", SPANS), _read_choice(given.get("measure"), "measure", MEASURES)
    statuses = read_question(given).statuses or ("actual",)
    government = given.get("only") == "government"
    left_key, right_key = (_key_of(key, directory, government=government) for key in keys)
    pair = Pair(left_key, right_key, statuses)
    relation = desk.memo.ask(assess_relation, desk.tables.catalog, pair, cast("Span", span or "quarter"))
    shown = cast("Measure", measure or "events")
    asked = [_ask(relation.pair, forth=forth) for forth in (True, False)]
    noted = choose_noted(relation.largest, relation.periods)
    few = relation.different < FEW
    return render(
        request,
        "between.html",
        keys=keys,
        relation=relation,
        names=[directory.name_of(key) for key in (pair.left, pair.right)],
        states=[found is not None and found.kind == "state" for found in map(directory.get, keys)],
        name_of=directory.name_of,
        span=relation.span,
        spans=SPANS,
        measure=shown,
        measures=MEASURES,
        statuses=statuses,
        all_statuses=STATUSES,
        government=government,
        asked=asked,
        address_of=address_of,
        few=few,
        events=read_page(desk.mirror, _ask_both(pair), "oldest", limit=FEW * 2).events if few else (),
        noted=noted,
        panels=[] if few else _plot_panels(relation, asked, noted, shown),
        promises=[_choose_promises(relation, forth=forth) for forth in (True, False)],
        outcomes=[count_outcomes(relation.promises, forth) for forth in (True, False)],
        outcome_names=OUTCOMES,
        window=WINDOW_DAYS,
        period_name=name_period,
        doing_address=lambda question, events: address_of(replace(question, events=events)),
        third_address=lambda key: address_of(replace(_ask_both(pair), actors=(key,))),
        directed_address=lambda who, whom: address_of(_ask(Pair(who, whom, statuses), forth=True)),
        turned=f"/between/{quote(keys[1])}/{quote(keys[0])}?{urlencode(given.multi_items())}",
    )


def _read_choice(given: str | None, name: str, known: tuple[str, ...]) -> str | None:
    if given and given not in known:
        raise BadSetting(f"{name}: expected one of {', '.join(known)}; found '{given[:40]}'.")
    return given or None


def _key_of(key: str, directory: ActorDirectory, *, government: bool) -> str:
    """A state stands for all its bodies and persons, unless its government alone is meant."""
    found = directory.get(key)
    return f"{key}:GOV" if government and found is not None and found.kind == "state" else key


def _ask(pair: Pair, *, forth: bool) -> EventQuery:
    sides = (pair.left, pair.right) if forth else (pair.right, pair.left)
    return EventQuery(pair=sides, directed=True, statuses=pair.statuses)


def _ask_both(pair: Pair) -> EventQuery:
    return EventQuery(pair=(pair.left, pair.right), statuses=pair.statuses)


def _plot_panels(
    relation: Relation, asked: list[EventQuery], noted: tuple[Noted, ...], measure: Measure
) -> list[dict[str, object]]:
    return [
        plot_panel(
            relation.periods,
            forth=forth,
            span=relation.span,
            measure=measure,
            asked=asked[0 if forth else 1],
            noted=[each for each in noted if each.dealing.forth == forth],
            terms=relation.leaders[0 if forth else 1].terms,
        )
        for forth in (True, False)
    ]


def _choose_promises(relation: Relation, *, forth: bool) -> list[Promise]:
    """The latest promises of one side whose sentences are at hand."""
    found = [p for p in relation.promises if p.act.forth == forth and (p.act.id, forth) in relation.told]
    return found[:_SHOWN_PROMISES]
