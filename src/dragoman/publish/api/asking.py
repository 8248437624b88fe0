"""The parameters of questions, described for people and programs; read by publish/questions.py, as on the pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from dragoman.codebook import EVENTS, MODES, STATUSES
from dragoman.record.browse import ORDERS
from dragoman.record.browse_relations import SPANS

_DAY = r"^$|^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_LONGITUDE = r"-?(180(\.0{1,9})?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]{1,9})?)"
_LATITUDE = r"-?(90(\.0{1,9})?|[0-8]?[0-9](\.[0-9]{1,9})?)"
_SHARE = r"(0(\.[0-9]{1,9})?|1(\.0{1,9})?)"
_COUNT = r"^[0-9]{0,9}$"
_MODES = sorted({mode for modes in MODES.values() for mode in modes})


def one_of(words: tuple[str, ...] | list[str]) -> str:
    """Return the pattern of one of these words, or nothing."""
    return f"^({'|'.join(words)})?$"


Actor = Annotated[str, Field(max_length=120)]
Switch = Annotated[str, Field(pattern=one_of(["0", "1"]))]


class Question(BaseModel):
    """The parameters of a call. One that it does not know is refused: a slip of the pen must not ask for everything."""

    model_config = ConfigDict(extra="forbid")


class EventQuestion(Question):
    """Which events are meant. A parameter without a value asks for nothing; all that are given must hold.

    Actors are meant by their key: a state's ISO 3166-1 code (`PAK`, with all its bodies and persons), a state and a
    sector (`PAK:GOV`), or the id of a body, group or person (`group.ttp`).
    """

    actor: list[Actor] = Field(
        default=[],
        max_length=20,
        description="On either side; repeated, all of them.",
        examples=["PAK"],
    )
    pair: str = Field(
        default="",
        max_length=250,
        pattern=r"^$|^[^,\s]+,[^,\s]+$",
        description="One acting on the other.",
        examples=["USA,PAK"],
    )
    directed: Switch = Field(default="", description="`1`: only the first of the pair on the second.", examples=["1"])
    source: Actor = Field(default="", description="Who acts.", examples=["USA"])
    target: Actor = Field(default="", description="Upon whom.", examples=["PAK"])
    type: list[Annotated[str, Field(pattern=one_of(EVENTS))]] = Field(
        default=[], max_length=20, description=f"Event types, any of: {', '.join(EVENTS)}.", examples=["ASSAULT"]
    )
    mode: list[Annotated[str, Field(pattern=one_of(_MODES))]] = Field(
        default=[], max_length=20, description="Modes, any of them.", examples=["explosives"]
    )
    status: list[Annotated[str, Field(pattern=one_of(STATUSES))]] = Field(
        default=[], max_length=20, description=f"Any of: {', '.join(STATUSES)}.", examples=["actual"]
    )
    place: str = Field(default="", max_length=200, description="Words in its name or division.", examples=["Quetta"])
    country: str = Field(
        default="", pattern=r"^([A-Za-z]{3})?$", description="Where: ISO 3166-1 alpha-3.", examples=["PAK"]
    )
    box: str = Field(
        default="",
        pattern=f"^$|^{_LONGITUDE},{_LATITUDE},{_LONGITUDE},{_LATITUDE}$",
        description="West, south, east, north, in degrees (WGS 84); west is greater where it crosses 180°.",
        examples=["60,23,78,37"],
    )
    from_: str = Field(
        default="", alias="from", pattern=_DAY, description="Day, month or year from which on.", examples=["2011-05"]
    )
    to: str = Field(default="", pattern=_DAY, description="Day, month or year until which.", examples=["2011-12-31"])
    begins: Switch = Field(default="", description="`1`: the event begins in that time, not only touches it.")
    killed: str = Field(default="", pattern=_COUNT, description="Killed, at least.", examples=["10"])
    witnesses: str = Field(default="", pattern=_COUNT, description="Independent witnesses, at least.", examples=["2"])
    confidence: str = Field(
        default="",
        pattern=f"^$|^({_SHARE})?-({_SHARE})?$",
        description="From and to, of 0 to 1.",
        examples=["0.5-1"],
    )
    text: str = Field(default="", max_length=200, description="Words in the event's sentence.", examples=["convoy"])
    conflicting: Switch = Field(
        default="", description="`1`: its reports differ on a value, or leave a range for its toll."
    )
    claimed: Switch = Field(default="", description="`1`: somebody claims it.")


Order = Annotated[
    str, Field(pattern=one_of(ORDERS), description=f"One of: {', '.join(ORDERS)}; `newest` unless given.")
]


class OrderedQuestion(EventQuestion):
    """The same, with the order of the answer."""

    order: Order = Field(default="", examples=["newest"])


class PagedQuestion(OrderedQuestion):
    """The same, page by page."""

    after: str = Field(
        default="", max_length=300, description="Key of the page before, as `next` gave it.", examples=[""]
    )
    limit: int = Field(default=50, ge=1, le=500, description="Events on a page.", examples=[50])


class TallyQuestion(EventQuestion):
    """The same, with what to count by."""

    by: str = Field(
        default="month",
        pattern=r"^(month|quarter|year|day|event|mode|status|country|admin1)(,(month|quarter|year|day|event|mode|status|country|admin1)){0,3}$",
        description="Columns with commas between: month, quarter, year, day, event, mode, status, country, admin1.",
        examples=["month,event"],
    )


class ActorsQuestion(Question):
    """Which actors are meant."""

    text: str = Field(default="", max_length=200, description="Words that names begin with.", examples=["front"])
    after: str = Field(default="", max_length=200, description="Key of the page before's last actor.")
    limit: int = Field(default=50, ge=1, le=500, description="Actors on a page.")


class RelationQuestion(Question):
    """How a relation is told."""

    by: str = Field(default="quarter", pattern=f"^({'|'.join(SPANS)})$", description="month, quarter or year.")
    status: list[Annotated[str, Field(pattern=one_of(STATUSES))]] = Field(
        default=[], max_length=20, description="`actual` unless given.", examples=["actual"]
    )


class LogQuestion(Question):
    """Which part of the log."""

    after: int = Field(default=0, ge=0, lt=2**53, description="Number of the last decision that you have.")
    limit: int = Field(default=100, ge=1, le=1000, description="Decisions on a page.")


class WordsQuestion(Question):
    """What is looked for."""

    q: str = Field(max_length=200, description="Words; the last may be unfinished.", examples=["convoy"])
    limit: int = Field(default=10, ge=1, le=100, description="Hits of each kind.")


AskedActors = Annotated[ActorsQuestion, Query()]
AskedRelation = Annotated[RelationQuestion, Query()]
AskedLog = Annotated[LogQuestion, Query()]
AskedWords = Annotated[WordsQuestion, Query()]
AskedEvents = Annotated[OrderedQuestion, Query()]
AskedPage = Annotated[PagedQuestion, Query()]
AskedTally = Annotated[TallyQuestion, Query()]
