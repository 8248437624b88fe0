"""`/api/actors`: who takes part; `/api/between`: how two of them treat each other."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Path

from dragoman.assess.promises import Promise
from dragoman.assess.relation import Relation, assess_relation
from dragoman.errors import BadSetting
from dragoman.publish.actor_directory import ActorDirectory, Listed
from dragoman.publish.actor_profile import read_profile
from dragoman.publish.api.answers import Fault
from dragoman.publish.api.answers_actors import (
    ActorListed,
    ActorPage,
    ActorWhole,
    DoingTold,
    PromiseTold,
    RelationWhole,
)
from dragoman.publish.api.asking import AskedActors, AskedRelation
from dragoman.publish.api.fresh import FreshDesk
from dragoman.record.browse_relations import Pair, Span

router = APIRouter(tags=["actors"])

Key = Annotated[str, Path(max_length=120, description="Key or exact name of the actor.", examples=["PAK"])]
_NONE: dict[int | str, dict[str, object]] = {404: {"model": Fault, "description": "Nobody goes by this key or name."}}


@router.get("/actors", summary="Who takes part in the events")
def list_actors(desk: FreshDesk, asked: AskedActors) -> ActorPage:
    """Those with events, the most frequent first; or those whose names hold all the words, the likeliest first."""
    directory = desk.directory
    found = (
        directory.find(asked.text, len(directory.recorded), recorded=True) if asked.text.strip() else directory.recorded
    )
    start = _find_start([actor.key for actor in found], asked.after)
    page = found[start : start + asked.limit]
    more = start + asked.limit < len(found)
    pairs = [("text", asked.text), ("limit", str(asked.limit)), ("after", page[-1].key if more else "")]
    address = "/api/actors?" + urlencode([pair for pair in pairs if pair[1]])
    return ActorPage(actors=[_lay_out(actor) for actor in page], next=address if more else None)


@router.get("/actors/{key}", summary="One actor", responses=_NONE)
def show_actor(key: Key, desk: FreshDesk) -> ActorWhole:
    """What it does, to whom, where, and who claims for it."""
    profile = read_profile(desk.mirror, desk.tables.catalog, desk.directory.resolve(key))
    names = ("events", "first", "last", "span", "periods", "kinds", "targets", "sources", "partners", "accusers")
    values = {name: getattr(profile, name) for name in (*names, "places", "claims")}
    return ActorWhole.model_validate({**values, "actor": profile.listed}, from_attributes=True)


@router.get("/between/{left}/{right}", summary="How two actors treat each other over time", responses=_NONE)
def show_relation(
    left: Key,
    right: Key,
    desk: FreshDesk,
    asked: AskedRelation,
) -> RelationWhole:
    """Cooperation and conflict by period, what each does to the other, promises and what became of them, third
    parties, leaders, and whether the last year differs from the one before."""
    directory = desk.directory
    sides = directory.resolve(left), directory.resolve(right)
    pair = Pair(sides[0].key, sides[1].key, tuple(word for word in asked.status if word) or ("actual",))
    return _lay_out_relation(assess_relation(desk.mirror, desk.tables.catalog, pair, cast("Span", asked.by)), directory)


def _find_start(keys: list[str], after: str) -> int:
    if not after:
        return 0
    if after not in keys:
        raise BadSetting(f"after: expected the key of an actor of the page before; found '{after}'. Begin without it.")
    return keys.index(after) + 1


def _lay_out(actor: Listed) -> ActorListed:
    return ActorListed.model_validate(actor)


def _lay_out_relation(relation: Relation, directory: ActorDirectory) -> RelationWhole:
    pair, leaders = relation.pair, relation.leaders
    doings = [
        DoingTold.model_validate(
            {"name": doing.name, "events": doing.events, "forth": doing.forth, "figure": doing.figure},
            from_attributes=True,
        )
        for doing in relation.doings
    ]
    names = ("different", "span", "periods", "largest", "chances", "third_parties", "trend")
    values = {
        **{name: getattr(relation, name) for name in names},
        "left": directory.resolve(pair.left),
        "right": directory.resolve(pair.right),
        "forth": relation.total(True),
        "back": relation.total(False),
        "doings": doings,
        "promises": [_lay_out_promise(promise) for promise in relation.promises],
        "leaders_left": leaders[0].terms,
        "leaders_right": leaders[1].terms,
    }
    return RelationWhole.model_validate(values, from_attributes=True)


def _lay_out_promise(promise: Promise) -> PromiseTold:
    act = promise.act
    return PromiseTold(
        event_id=act.id,
        forth=act.forth,
        event=act.event,
        day=act.day,
        outcome=promise.outcome,
        until=promise.until,
        answer=promise.answer.id if promise.answer else None,
    )
