"""How far reviewers agree who answered independently: Krippendorff's alpha of type and status, over whole answers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.extract.alpha import nominal_alpha
from dragoman.model import Coding
from dragoman.pipeline.replies import Question, Reply, list_complete
from dragoman.resolve.amending import WHOLE

NONE = "none"
"""What a reviewer gives who says that a report tells of no event."""


@dataclass(frozen=True, slots=True)
class ReviewAgreement:
    """`events`: that all who were asked have answered; `alike`: of these, answered alike in every value.

    `type`, `status`: alpha over their reports; None where it is not defined.
    """

    events: int
    alike: int
    type: float | None
    status: float | None


def measure_reviewers(
    replies: Mapping[Question, dict[str, Reply]], codings: Mapping[str, Coding], reviewers: int
) -> ReviewAgreement:
    """Compare the whole answers of questions that all have answered. `codings`: as read, by id.

    A merge or split takes the values as they are read.
    """
    whole = {question: list_complete(of) for question, of in replies.items()}
    answered = {question: complete for question, complete in whole.items() if len(complete) >= reviewers}
    units = [
        (field, [_give(reply, codings[coding_id], field) for reply in complete])
        for question, complete in answered.items()
        for coding_id in question
        if coding_id in codings
        for field in ("event", "status")
    ]
    return ReviewAgreement(
        events=len(answered),
        alike=sum(len({reply.says for reply in complete}) == 1 for complete in answered.values()),
        type=_alpha(units, "event"),
        status=_alpha(units, "status"),
    )


def _alpha(units: Sequence[tuple[str, list[str]]], field: str) -> float | None:
    return nominal_alpha([values for name, values in units if name == field])


def _give(reply: Reply, coding: Coding, field: str) -> str:
    """What a reviewer says of a coding's field: corrected, as read, or none."""
    own = {each.field: each.value for each in reply.corrections if each.coding_id == coding.id}
    if WHOLE in own or (reply.final is not None and reply.final.act == "reject"):
        return NONE
    if field in own:
        return str(json.loads(own[field] or "null")).partition("/")[0]
    return coding.event if field == "event" else coding.status
