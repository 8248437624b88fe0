"""Events between states that no map has, in a record of their own, for what is worked out from them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from dragoman.codebook import EVENTS
from dragoman.model import Event, ResolvedActor
from dragoman.record import Mirror, Record

VELDANIA = ResolvedActor("VEL", "Veldania", "VEL", "GOV", False, 0.9)
VELDAN_ARMY = ResolvedActor("vel.mil", "Veldania (military)", "VEL", "MIL", False, 0.8)
CORVIA = ResolvedActor("COR", "Corvia", "COR", "GOV", False, 0.9)
FRONT = ResolvedActor("group.northern-front", "Northern Front", None, "REB", False, 0.9)
GUNMEN = ResolvedActor("uaf", "unidentified armed persons", None, "UAF", False, 0.4)

FIRST = date(2019, 1, 1)


def make_event(
    number: int,
    event: str,
    actors: Sequence[ResolvedActor] = (VELDANIA,),
    recipients: Sequence[ResolvedActor] = (CORVIA,),
    *,
    day: int = 0,
    lasts: int = 0,
    status: str = "actual",
    told: int | None = None,
    witnesses: int = 1,
) -> Event:
    """Make an event. `day`: its first day counted from FIRST; `lasts`: days more; `told`: the day of its report."""
    start = FIRST + timedelta(day)
    reported = FIRST + timedelta(told if told is not None else day + 1)
    return Event(
        id=f"ev-{number:012x}",
        aliases=(),
        event=event,
        mode=None,
        status=status,
        actors=tuple(actors),
        recipients=tuple(recipients),
        start=start,
        end=start + timedelta(lasts),
        place=None,
        killed=None,
        injured=None,
        killed_history=(),
        injured_history=(),
        claimed_by=(),
        attributed_to=(),
        witnesses=witnesses,
        first_reported=reported,
        last_reported=reported,
        confidence=0.8,
        coding_ids=(f"{number:016x}",),
        quote=f"Veldania and Corvia dealt with each other for the {number}th time.",
    )


def open_mirror(folder: Path, events: Sequence[Event]) -> Mirror:
    """Record the events in a new study's record, and return its mirror."""
    with Record.create(folder) as record:
        record.begin_run("test")
        record.write_events(list(events))
    return Record.mirror(folder)


def random_events(seed: int, count: int) -> list[Event]:
    """Events of any type, day and status between any of the actors, some on both sides; the same for the same seed."""
    chance = random.Random(seed)
    everybody = (VELDANIA, VELDAN_ARMY, CORVIA, FRONT, GUNMEN)
    return [
        make_event(
            number,
            chance.choice(EVENTS),
            chance.sample(everybody, chance.randint(1, 2)),
            chance.sample(everybody, chance.randint(1, 2)),
            day=chance.randint(0, 900),
            lasts=chance.choice((0, 0, 6, 30)),
            status=chance.choice(("actual", "actual", "actual", "future", "negated")),
            witnesses=chance.randint(1, 5),
        )
        for number in range(count)
    ]
