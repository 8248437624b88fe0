"""The forms of the API's answers about actors, and about two of them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, Field

from dragoman.publish.api.answers import Answer


class ActorListed(Answer):
    """An actor of the directory."""

    key: str = Field(description="What the parameters `actor`, `source`, `target` and `pair` take.", examples=["PAK"])
    name: str = Field(examples=["Pakistan"])
    kind: str = Field(description="state, agency, igo, group, person, sector, or new where the catalog has none.")
    country: str | None
    sector: str
    events: int = Field(description="In how many events it stands, on either side.")
    names: list[str] = Field(description="All that it goes by, the shown one first.")
    offices: list[str] = Field(description="For a person, the latest first.")


class ActorPage(BaseModel):
    """Some actors, the most frequent first."""

    actors: list[ActorListed]
    next: str | None = Field(description="The address of the next page; null at the end.")


class FigureTold(Answer):
    """How much there was of something."""

    events: int
    witnesses: int = Field(description="Independent witnesses, summed over the events.")
    score: float = Field(description="PLOVER's scores of their types (-10 to +10), summed.")
    weighted: float = Field(description="The same, each times the event's witnesses.")


class KindTold(Answer):
    """How often an actor does, and undergoes, what a type of event means."""

    event: str
    does: FigureTold
    undergoes: FigureTold


class CounterpartTold(Answer):
    """Another actor, and in how many events."""

    key: str
    events: int


class PlaceTold(Answer):
    """A division or country, and how many events."""

    admin1: str | None
    country: str | None
    events: int
    killed: int


class ClaimTold(Answer):
    """A name in which events are claimed."""

    name: str
    events: int
    own: int = Field(description="In how many of them the actor itself is said to act.")


class PeriodTold(Answer):
    """A month, quarter or year, both days included; figures by quad class in either direction."""

    start: date
    end: date
    forth: dict[str, FigureTold] = Field(description="What the (first) actor does.")
    back: dict[str, FigureTold] = Field(description="What is done to it.")


class ActorWhole(BaseModel):
    """One actor: figures are of events told as actual; `events`, `first`, `last` of all."""

    actor: ActorListed
    events: int
    first: date | None
    last: date | None
    span: str = Field(description="What `periods` are: month, quarter or year.")
    periods: list[PeriodTold]
    kinds: list[KindTold]
    targets: list[CounterpartTold] = Field(description="Upon whom it acts most.")
    sources: list[CounterpartTold] = Field(description="Who acts upon it most.")
    partners: list[CounterpartTold] = Field(description="With whom it acts most.")
    accusers: list[CounterpartTold] = Field(description="Who accuses it most.")
    places: list[PlaceTold]
    claims: list[ClaimTold]


class DealingTold(Answer):
    """One event between two actors, in one direction."""

    id: str
    forth: bool = Field(description="Whether the first acts on the second.")
    event: str
    mode: str | None
    status: str
    day: date
    witnesses: int
    size: float = Field(description="|score| of its type times its witnesses.")
    quote: str


class DoingTold(BaseModel):
    """What one side does to the other of one kind."""

    name: str = Field(description="asks, promises, accuses, gives, works, refuses, threatens, cuts or forces.")
    events: list[str] = Field(description="The event types that tell it.")
    forth: bool
    figure: FigureTold


class PromiseTold(BaseModel):
    """A promise (an agreement, a concession, a plan) and what became of it."""

    event_id: str
    forth: bool
    event: str
    day: date
    outcome: str = Field(description="kept, overtaken, open or running.")
    until: date = Field(description="The last day on which a deed counts.")
    answer: str | None = Field(description="The event that keeps or overtakes it.")


class ChanceTold(Answer):
    """How easily any day would find a deed that keeps a promise of this kind."""

    event: str
    status: str
    forth: bool
    share: float


class ThirdPartyTold(Answer):
    """Somebody else in events of the two."""

    key: str
    between: int = Field(description="Named in dealings of the two.")
    on_left: int = Field(description="Events in which it acts on the first.")
    on_right: int
    by_left: int = Field(description="Events in which the first acts on it.")
    by_right: int


class TermTold(Answer):
    """A leader's time in office."""

    actor_id: str
    name: str
    office: str
    start: date
    end: date | None


class YearTold(Answer):
    """One of the two years that a trend compares."""

    start: date
    end: date
    events: int
    cooperation: int


class TrendTold(Answer):
    """Whether the last year is more cooperative than the one before, where that can be told."""

    before: YearTold
    after: YearTold
    verdict: str
    change: float | None
    low: float | None
    high: float | None


class RelationWhole(BaseModel):
    """How two actors treat each other over time, as the sources of the record tell it."""

    left: ActorListed
    right: ActorListed
    different: int = Field(description="How many different events the dealings are.")
    forth: FigureTold = Field(description="All that the first does to the second.")
    back: FigureTold
    span: str
    periods: list[PeriodTold]
    largest: list[DealingTold] = Field(description="The largest dealing of each period.")
    doings: list[DoingTold]
    promises: list[PromiseTold]
    chances: list[ChanceTold]
    third_parties: list[ThirdPartyTold]
    leaders_left: list[TermTold]
    leaders_right: list[TermTold]
    trend: TrendTold | None
