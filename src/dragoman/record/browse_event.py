"""Reading one event for its page, with what it rests on: few rows of the lake, whatever the size of the study."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dragoman.model.actor import ResolvedActor
from dragoman.model.arrow import batch_to_articles, batch_to_codings, batch_to_events, unpack_batch
from dragoman.model.article import Article
from dragoman.model.coding import Coding
from dragoman.model.event import Event
from dragoman.model.place import Place
from dragoman.record.mirror import Mirror


@dataclass(frozen=True, slots=True)
class Version:
    """An event as a run left it. `snapshot`: the lake's snapshot that holds it. `withdrawn`: it stands no more."""

    event: Event
    run: int
    snapshot: int
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Report:
    """One coding and the article that it was read from."""

    coding: Coding
    article: Article

    @property
    def witness(self) -> str:
        """Id of the article, or of the one that it copies: equal for wire copies of one story."""
        return self.article.copy_of or self.article.id


def follow_id(mirror: Mirror, event_id: str) -> str | None:
    """Return the id of the event that stands by this id, now or by an older name; None where none stands."""
    rows = mirror.read_rows(
        """
        WITH RECURSIVE step AS (
            SELECT $id AS id, 0 AS hops
            UNION
            SELECT alias.event_id, hops + 1 FROM step JOIN alias ON alias.alias = step.id WHERE hops < 50
        )
        SELECT id FROM step SEMI JOIN event USING (id) ORDER BY hops, id LIMIT 1
        """,
        {"id": event_id},
    )
    return str(rows[0][0]) if rows else None


def find_heirs(mirror: Mirror, coding_ids: Sequence[str]) -> list[str]:
    """Return the ids of the events that stand and hold any of these codings."""
    rows = mirror.read_rows(
        "SELECT id FROM event WHERE list_has_any(coding_ids, $codings) ORDER BY id", {"codings": list(coding_ids)}
    )
    return [str(event_id) for (event_id,) in rows]


def read_versions(mirror: Mirror, event_id: str) -> list[Version]:
    """Return all versions of an event, the oldest first; none where no event ever had this id."""
    rows = mirror.read(
        "SELECT *, snapshot_id FROM study.main.event_version WHERE id = $id ORDER BY run, snapshot_id", {"id": event_id}
    )
    facts = rows.select(["run", "snapshot_id", "withdrawn"]).to_pylist()
    return [
        Version(event, row["run"], row["snapshot_id"], row["withdrawn"])
        for event, row in zip(batch_to_events(rows), facts, strict=True)
    ]


def list_amended(mirror: Mirror) -> frozenset[str]:
    """Return the ids of the codings that persons ever amended."""
    return frozenset(str(coding_id) for (coding_id,) in mirror.read_rows("SELECT DISTINCT id FROM study.main.amended"))


def read_reports(mirror: Mirror, coding_ids: Sequence[str], amended: Collection[str]) -> list[Report]:
    """Return codings as they stand with their articles, in order of publication; unknown ids are passed.

    `amended`: ids of all codings that persons ever amended (`list_amended`): of most events there are none to look up.
    """
    changed = [coding_id for coding_id in coding_ids if coding_id in amended]
    codings = read_codings(mirror, coding_ids) | (_read_amendments(mirror, changed) if changed else {})
    articles = read_articles(mirror, [coding.article_id for coding in codings.values()])
    reports = [Report(coding, articles[coding.article_id]) for coding in codings.values()]
    return sorted(reports, key=lambda report: (report.article.published, report.coding.id))


def _read_amendments(mirror: Mirror, coding_ids: Sequence[str]) -> dict[str, Coding]:
    rows = mirror.read(
        "FROM study.main.amended WHERE list_contains($ids, id) "
        "QUALIFY row_number() OVER (PARTITION BY id ORDER BY run DESC) = 1",
        {"ids": list(coding_ids)},
    )
    return {coding.id: coding for coding in batch_to_codings(rows)}


def read_codings(mirror: Mirror, coding_ids: Sequence[str]) -> dict[str, Coding]:
    """Return codings by id as the coder read them; unknown ids are passed."""
    # list_contains, not IN: for several ids DuckDB 1.5.5 finds the rows in a quarter of the time.
    rows = mirror.read("FROM study.main.coding WHERE list_contains($ids, id)", {"ids": list(coding_ids)})
    return {coding.id: coding for coding in batch_to_codings(rows)}


def read_articles(mirror: Mirror, article_ids: Sequence[str]) -> dict[str, Article]:
    """Return articles by id; unknown ids are passed."""
    rows = mirror.read(
        "SELECT * EXCLUDE (signature) FROM study.main.article WHERE list_contains($ids, id)",
        {"ids": list(dict.fromkeys(article_ids))},
    )
    return {article.id: article for article in batch_to_articles(rows)}


def read_article_codings(mirror: Mirror, article_id: str) -> list[str]:
    """Return the ids of the codings that were read from an article."""
    rows = mirror.read_rows("SELECT id FROM study.main.coding WHERE article_id = $id ORDER BY id", {"id": article_id})
    return [str(coding_id) for (coding_id,) in rows]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who and where a coding's words mean: its actors and recipients in the coding's order, and its place."""

    coding_id: str
    actors: tuple[ResolvedActor, ...]
    recipients: tuple[ResolvedActor, ...]
    place: Place | None


def read_resolutions(mirror: Mirror, coding_ids: Sequence[str]) -> dict[str, Resolution]:
    """Return how the last link run that saw them resolved these codings, by coding."""
    rows = mirror.read(
        "SELECT coding_id, actors, recipients, place FROM study.main.resolution "
        "WHERE list_contains($ids, coding_id) "
        "QUALIFY row_number() OVER (PARTITION BY coding_id ORDER BY run DESC) = 1",
        {"ids": list(coding_ids)},
    )
    return {resolution.coding_id: resolution for resolution in unpack_batch(Resolution, rows)}
