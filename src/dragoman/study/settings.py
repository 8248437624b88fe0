"""What study.toml may hold. Each field's description and examples are also its entry in docs/reference/study.md."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from dragoman.codebook import EVENTS
from dragoman.errors import suggest_name

Text = Annotated[str, StringConstraints(min_length=1)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]
Days = Annotated[int, Field(ge=0, le=3660)]
Pair = Annotated[list[Text], Field(min_length=2, max_length=2)]


def _know_event(event: str) -> str:
    if event not in EVENTS:
        raise ValueError(f"unknown event type '{event}'. Known: {', '.join(EVENTS)}.{suggest_name(event, EVENTS)}")
    return event


EventName = Annotated[str, AfterValidator(_know_event)]


class _Table(BaseModel):
    """A table of study.toml: no unknown keys, no conversion of types, no change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StudySettings(_Table):
    """What the study is called and what it is for."""

    name: Text = Field(description="A short name, shown in summaries and exports.", examples=["us-pakistan"])
    description: str = Field(
        default="", description="One sentence on what the study watches.", examples=["Raids on the canal"]
    )
    author: Text | None = Field(
        default=None,
        description="Who decides, where neither --author nor DRAGOMAN_AUTHOR says.",
        examples=["Ada Bell"],
    )


class ColumnSettings(_Table):
    """Names of columns (CSV, Parquet) or keys (JSONL) that hold each field, where they are not the usual ones."""

    id: Text | None = Field(default=None, description="The source's own id of an article.", examples=["guid"])
    outlet: Text | None = Field(default=None, description="The outlet that published it.", examples=["publisher"])
    published: Text | None = Field(default=None, description="The day of publication.", examples=["pub_date"])
    title: Text | None = Field(default=None, description="The headline.", examples=["headline"])
    text: Text | None = Field(default=None, description="The text.", examples=["body"])
    url: Text | None = Field(default=None, description="The address.", examples=["link"])
    language: Text | None = Field(default=None, description="The language.", examples=["lang"])


class SourceSettings(_Table):
    """One place to collect from when `dragoman run` or `dragoman collect` is given none. Repeat the table for more."""

    path: Text = Field(
        description="A file, a folder (counted from the study's folder) or an address.", examples=["articles"]
    )
    outlet: Text | None = Field(
        default=None, description="Outlet of articles that name none.", examples=["Tamsk Courier"]
    )
    published: Text | None = Field(default=None, description="Day of articles that give none.", examples=["2024-03-07"])
    language: Language | None = Field(default=None, description="Language of articles that name none.", examples=["en"])
    columns: ColumnSettings | None = Field(
        default=None, description="Columns of this source; [collect.columns] where absent."
    )


class RecordSettings(_Table):
    """Where the record's catalog is kept. The Parquet files lie in the study's folder either way."""

    catalog: Text = Field(
        default="sqlite",
        description='"sqlite" keeps the catalog in the study\'s folder; an address of PostgreSQL shares it in a team.',
        examples=["sqlite", "postgresql://me@db.example.org/events"],
    )

    @field_validator("catalog")
    @classmethod
    def _know_catalog(cls, value: str) -> str:
        if value != "sqlite" and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError('expected "sqlite" or an address such as "postgresql://me@host/database"')
        return value


class CollectSettings(_Table):
    """What holds for articles whose source does not say, and when two articles count as one witness."""

    outlet: Text | None = Field(
        default=None, description="Outlet of articles that name none.", examples=["Tamsk Courier"]
    )
    language: Language | None = Field(
        default=None, description="Language of articles that name none (ISO 639-1).", examples=["en"]
    )
    near_duplicate: Share = Field(
        default=0.7,
        description="Share of three-word sequences (Jaccard, 0 to 1) from which on an article copies an older one.",
        examples=[0.7],
    )
    columns: ColumnSettings = Field(default=ColumnSettings(), description="Names of columns, see below.")


class CodeSettings(_Table):
    """How articles are coded."""

    coder: Text = Field(
        default="network",
        description='The coder, by name; "llm" asks a model of your own.',
        examples=["network", "llm"],
    )
    workers: Annotated[int, Field(ge=0, le=256)] = Field(
        default=0,
        description="Processes that code at once; 0 is one for each processor. For the coder llm: requests at once.",
        examples=[0],
    )
    min_confidence: Share = Field(
        default=0.0, description="Codings below this confidence (0 to 1) are not recorded.", examples=[0.0]
    )
    endpoint: Text | None = Field(
        default=None,
        description="For the coder llm: the address that speaks OpenAI's chat completions.",
        examples=["http://127.0.0.1:8080/v1"],
    )
    model: Text | None = Field(
        default=None, description="For the coder llm: the model, as the endpoint calls it.", examples=["my-model"]
    )
    max_calls: Annotated[int, Field(ge=0)] | None = Field(
        default=None,
        description="For the coder llm: most requests in one run; then the default coder goes on.",
        examples=[500],
    )
    timeout_seconds: Annotated[float, Field(gt=0, le=3600)] = Field(
        default=120.0, description="For the coder llm: how long an answer may take, in seconds.", examples=[120.0]
    )
    max_tokens: Annotated[int, Field(ge=1, le=100_000)] = Field(
        default=8192, description="For the coder llm: most tokens of one answer.", examples=[8192]
    )


class LinkSettings(_Table):
    """When two codings may be one event."""

    window_days: Days = Field(
        default=3,
        description="Days before its publication within which an undated event is taken to lie.",
        examples=[3],
    )
    windows: dict[EventName, Days] = Field(
        default_factory=dict, description="The same for single event types.", examples=[{"ASSAULT": 3, "CONSULT": 2}]
    )


class TableSettings(_Table):
    """The study's own actors and places, beside those that ship with Dragoman."""

    actors: Text | None = Field(
        default=None, description="CSV of actors, in the study's folder.", examples=["actors.csv"]
    )
    places: Text | None = Field(
        default=None, description="CSV of places, in the study's folder.", examples=["places.csv"]
    )


class WatchSettings(_Table):
    """What the study looks at: `dragoman status` counts its events; everything else is recorded all the same."""

    actors: list[Text] = Field(default_factory=list, description="Ids of actors.", examples=[["PAK", "group.ttp"]])
    pairs: list[Pair] = Field(default_factory=list, description="Pairs of ids.", examples=[[["USA", "PAK"]]])
    places: list[Text] = Field(default_factory=list, description="Names of places or countries.", examples=[["PAK"]])


class WorkbenchSettings(_Table):
    """How the study is served to others; the one who starts `dragoman serve` on this machine needs none of it."""

    accounts: Text = Field(
        default="accounts.sqlite",
        description="File of accounts and tokens, counted from the study's folder; `dragoman accounts` makes it.",
        examples=["/srv/dragoman/accounts.sqlite"],
    )
    calls_per_minute: Annotated[int, Field(ge=1, le=1_000_000)] = Field(
        default=600, description="How often one token or session may call the API in a minute.", examples=[600]
    )


class ReviewSettings(_Table):
    """How events are reviewed in the workbench."""

    reviewers: Annotated[int, Field(ge=1, le=5)] = Field(
        default=1,
        description="How many persons answer independently of one another before anything is decided.",
        examples=[2],
    )


class Settings(_Table):
    """The whole of study.toml."""

    study: StudySettings = Field(description="Name and purpose.")
    sources: list[SourceSettings] = Field(default_factory=list, description="Where articles come from.")
    record: RecordSettings = Field(default=RecordSettings(), description="The store.")
    collect: CollectSettings = Field(default=CollectSettings(), description="Collecting.")
    code: CodeSettings = Field(default=CodeSettings(), description="Coding.")
    link: LinkSettings = Field(default=LinkSettings(), description="Linking.")
    tables: TableSettings = Field(default=TableSettings(), description="Own actors and places.")
    workbench: WorkbenchSettings = Field(default=WorkbenchSettings(), description="Serving it to others.")
    review: ReviewSettings = Field(default=ReviewSettings(), description="Reviewing.")
    watch: WatchSettings = Field(default=WatchSettings(), description="What the study looks at.")
