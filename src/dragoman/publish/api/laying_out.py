"""Values of the record to the forms of the API's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dragoman.codebook import QUADS
from dragoman.model import Article, Event
from dragoman.model.guide import coding_to_guide
from dragoman.publish.api.answers import ArticleRef, EventWhole, ReportTold, StepTold
from dragoman.publish.event_changes import Step
from dragoman.record.browse_event import Report

_TOLL = ("best", "low", "high")
_KEPT = (
    "id", "event", "mode", "status", "start", "end", "first_reported", "last_reported", "witnesses", "confidence",
    "quote", "aliases", "claimed_by", "attributed_to", "killed_history", "injured_history", "conflicts", "denied_by",
    "blamed", "provenance", "corrections",
)  # fmt: skip
"""Fields of an event that the API gives as the record has them."""


def lay_out_event(event: Event, reports: Sequence[Report], steps: Sequence[Step]) -> EventWhole:
    """Return an event with its reports and its history."""
    values: dict[str, object] = {name: getattr(event, name) for name in _KEPT}
    for name in ("killed", "injured"):
        toll = getattr(event, name)
        values[name] = dict(zip(_TOLL, toll, strict=True)) if toll else None
    for name in ("actors", "recipients"):
        side = getattr(event, name)
        values[name] = [{"id": a.actor_id, "name": a.name, "country": a.country, "sector": a.sector} for a in side]
    values |= {
        "quad": QUADS[event.event],
        "place": event.place,
        "reports": len(event.coding_ids),
        "told_in": [lay_out_report(report) for report in reports],
        "history": [lay_out_step(step) for step in steps],
    }
    return EventWhole.model_validate(values)


def lay_out_report(report: Report) -> ReportTold:
    """Return a report with its coding in the form of the guide."""
    return ReportTold(
        coding_id=report.coding.id,
        witness=report.witness,
        article=lay_out_article(report.article),
        coding=coding_to_guide(report.coding, spans=True),
    )


def lay_out_article(article: Article) -> ArticleRef:
    """Return an article without its text."""
    return ArticleRef.model_validate(article)


def lay_out_step(step: Step) -> StepTold:
    """Return one step of a history."""
    facts: Mapping[str, object] = {
        "run": step.run.number,
        "at": step.run.at,
        "command": step.run.command,
        "began": step.began,
        "withdrawn": step.withdrawn,
        "changes": step.changes,
        "decisions": [logged.decision.number for logged in step.decisions],
    }
    return StepTold.model_validate(facts)
