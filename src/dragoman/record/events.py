"""Recording what a link run made of the codings: events as versions, resolutions, judgements, aliases.

What is the same as before is not written again; what differs is a new version; what is gone is a version marked
`withdrawn`. Nothing is overwritten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_type_hints

import pyarrow as pa

from dragoman.errors import RecordFault
from dragoman.model.arrow import pack_batch, pack_row, schema_of, shape_of
from dragoman.model.event import Event, ResolvedCoding
from dragoman.model.judgement import Judgement
from dragoman.record.link_memory import LinkMemory, name_ids
from dragoman.record.store import Lendable, Store


class StaleLinks(RecordFault):
    """Another process has linked since these links were computed; they are to be computed anew."""


@dataclass(frozen=True, slots=True)
class LinkChanges:
    """What a link run changed: numbers of events."""

    added: int
    modified: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Links:
    """What a link run found, as rows to be recorded, each kind in as many parts as it comes in.

    `events`, `resolutions`, `judgements`: as `event_rows`, `resolution_rows` and `judgement_rows` make them, in memory
    or as Parquet files. `outlines`, `pairs`: as in the migration `20261122_link_memory`, without `gone` and `run`;
    None for a run that keeps no memory. `examined`: what the rows speak of; None for all that the record holds.
    """

    events: Lendable
    resolutions: Lendable
    judgements: Lendable
    aliases: Sequence[tuple[str, str]]
    outlines: Lendable | None = None
    pairs: Lendable | None = None
    fingerprint: str | None = None
    examined: Examined | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """Of what a partial link run tells all: events, codings, and the codings whose pairs with earlier ones it knows.

    What stands of these and is not among the rows of the run is gone.
    """

    events: Iterable[str] = field(default=())
    codings: Iterable[str] = field(default=())
    later: Iterable[str] = field(default=())


def event_rows(events: Sequence[Event]) -> pa.Table:
    """Return events with a digest, which tells in one comparison whether a row says the same as before."""
    return _lay_out([pack_row(event) for event in events], schema_of(Event))


def resolution_rows(resolved: Sequence[ResolvedCoding]) -> pa.Table:
    """Return the resolutions with the coding's id in place of the coding, which the record holds already."""
    rows = [{name: shape.pack(getattr(each, name)) for name, shape in _RESOLVED.items()} for each in resolved]
    ids = pa.array([each.coding.id for each in resolved], pa.string())
    fields = pa.schema([(name, shape.arrow) for name, shape in _RESOLVED.items()])
    return _lay_out(rows, fields).append_column("coding_id", ids)


_RESOLVED = {name: shape_of(kind) for name, kind in get_type_hints(ResolvedCoding).items() if name != "coding"}


def _lay_out(rows: list[dict[str, object]], schema: pa.Schema) -> pa.Table:
    digests = pa.array([_digest(row) for row in rows], pa.string())
    return pa.Table.from_pylist(rows, schema=schema).append_column("digest", digests)


def judgement_rows(judgements: Sequence[Judgement]) -> pa.Table:
    """Return judgements as rows."""
    return pa.table(pack_batch(Judgement, judgements)).rename_columns({"left": "left_id", "right": "right_id"})


def _digest(row: dict[str, object]) -> str:
    text = json.dumps(row, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def write_events(
    store: Store,
    events: Sequence[Event],
    resolved: Sequence[ResolvedCoding],
    judgements: Sequence[Judgement],
    run: int,
) -> LinkChanges:
    """Record events that were made elsewhere, in one transaction. Events not among them are withdrawn."""
    aliases = [(alias, event.id) for event in events for alias in event.aliases]
    return write_links(
        store, Links(event_rows(events), resolution_rows(resolved), judgement_rows(judgements), aliases), run
    )


def write_links(store: Store, links: Links, run: int, *, since: int | None = None) -> LinkChanges:
    """Record the outcome of a link run, whole or not at all.

    `since`: the last link run that it started from; raises StaleLinks where there has been another meanwhile.
    """
    examined = links.examined or Examined()
    lent: dict[str, Lendable] = {
        "now_events": links.events,
        "now_resolved": links.resolutions,
        "now_judgements": links.judgements,
        "now_aliases": _alias_table(links.aliases),
        "examined_event": name_ids(examined.events),
        "examined_coding": name_ids(examined.codings),
        "examined_later": name_ids(examined.later),
    }
    if links.outlines is not None and links.pairs is not None:
        lent |= {"now_outlines": links.outlines, "now_pairs": links.pairs}
    with store.lending(**lent):
        return store.transact(lambda: _insert(store, links, run, since))


def _insert(store: Store, links: Links, run: int, since: int | None) -> LinkChanges:
    last = LinkMemory(store).last_run()
    if since is not None and last != since:
        raise StaleLinks(
            f"{store.where.shown}: expected the links of run {since} to stand, found those of run {last}. "
            "Run 'dragoman link' again."
        )
    steps = _name_steps(partly=links.examined is not None)
    changes = LinkChanges(
        added=_count(store, f"{steps} SELECT count(*) FROM now_events ANTI JOIN standing USING (id)"),
        modified=_count(
            store,
            f"{steps} SELECT count(*) FROM now_events JOIN standing USING (id) "
            "WHERE now_events.digest != standing.digest",
        ),
        withdrawn=_count(store, f"{steps} SELECT count(*) FROM standing ANTI JOIN now_events USING (id)"),
    )
    memory = _MEMORY if links.outlines is not None and links.pairs is not None else ()
    for table, rows in (*_RESULTS, *memory):
        store.connection.execute(f"INSERT INTO {table} BY NAME {steps} {rows}", {"run": run})
    if links.fingerprint is not None:
        store.connection.execute("INSERT INTO link_basis VALUES (?, ?)", [links.fingerprint, run])
    return changes


def _count(store: Store, sql: str) -> int:
    return int(str(store.read_value(sql)))


def _alias_table(aliases: Sequence[tuple[str, str]]) -> pa.Table:
    return pa.table(
        {
            "alias": pa.array([alias for alias, _ in aliases], pa.string()),
            "event_id": pa.array([event_id for _, event_id in aliases], pa.string()),
        }
    )


def _name_steps(*, partly: bool) -> str:
    """SQL: what stands of all that the run speaks of, each step by its name; only those that are used are computed."""

    def within(column: str, table: str) -> str:
        return f"WHERE {column} IN (FROM {table})" if partly else ""

    return f"""
    WITH last_version AS (SELECT id, max(run) AS run FROM event_version {within("id", "examined_event")} GROUP BY id),
    standing AS (
        SELECT event_version.id, event_version.run, digest FROM event_version JOIN last_version USING (id, run)
        WHERE NOT withdrawn
    ),
    last_resolution AS (
        SELECT coding_id, max(run) AS run FROM resolution SEMI JOIN now_resolved USING (coding_id) GROUP BY coding_id
    ),
    resolved AS (SELECT coding_id, digest FROM resolution JOIN last_resolution USING (coding_id, run)),
    judged AS (
        FROM judgement SEMI JOIN now_judgements USING (left_id, right_id)
        QUALIFY row_number() OVER (PARTITION BY left_id, right_id, judge ORDER BY run DESC) = 1
    ),
    outlined AS (FROM standing_outline {within("coding_id", "examined_coding")}),
    paired AS (FROM standing_pair {within("right_id", "examined_later")})
    """


# Withdrawals come first: they compare with the state before this run.
_RESULTS = (
    (
        "event_version",
        """
        SELECT event_version.* REPLACE (true AS withdrawn, $run AS run)
        FROM event_version JOIN (FROM standing ANTI JOIN now_events USING (id)) AS gone USING (id, run) ORDER BY id
        """,
    ),
    (
        "event_version",
        """
        SELECT now_events.*, false AS withdrawn, $run AS run
        FROM now_events ANTI JOIN standing USING (id, digest) ORDER BY id
        """,
    ),
    (
        "resolution",
        """
        SELECT now_resolved.*, $run AS run
        FROM now_resolved ANTI JOIN resolved USING (coding_id, digest) ORDER BY coding_id
        """,
    ),
    (
        "judgement",
        """
        SELECT now_judgements.*, $run AS run FROM now_judgements
        ANTI JOIN judged USING (left_id, right_id, same, judge, score, reason) ORDER BY left_id, right_id, judge
        """,
    ),
    (
        "alias",
        """
        SELECT now_aliases.*, $run AS run
        FROM now_aliases ANTI JOIN standing_alias USING (alias, event_id) ORDER BY alias
        """,
    ),
)

# What is gone comes first here, too.
_MEMORY = (
    (
        "outline",
        """
        SELECT outlined.*, true AS gone, $run AS run
        FROM outlined ANTI JOIN now_outlines USING (coding_id) ORDER BY published, coding_id
        """,
    ),
    (
        "likely_pair",
        """
        SELECT paired.*, true AS gone, $run AS run
        FROM paired ANTI JOIN now_pairs USING (left_id, right_id) ORDER BY right_id, left_id
        """,
    ),
    (
        "outline",
        """
        SELECT *, false AS gone, $run AS run
        FROM (FROM now_outlines EXCEPT FROM outlined) ORDER BY published, coding_id
        """,
    ),
    (
        "likely_pair",
        """
        SELECT now_pairs.*, false AS gone, $run AS run
        FROM now_pairs ANTI JOIN paired USING (left_id, right_id, score) ORDER BY right_id, left_id
        """,
    ),
)
