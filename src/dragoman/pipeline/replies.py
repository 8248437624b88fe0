"""Independent answers of reviewers: what each says as a whole, whether they agree, and which decisions they come to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dragoman.model import Coding, Decision
from dragoman.pipeline.deciding import Review
from dragoman.record.double_review import CORRECT, WITHDRAW, ReviewAnswer
from dragoman.resolve.amending import WHOLE, amend_coding

Question = tuple[str, ...]
"""Ids of an event's codings, in order."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reviewer's answer to one question.

    `corrections`: the latest of each field; of the field "coding": that this one report tells of no event. `final`:
    None until the answer is whole.
    """

    reviewer: str
    corrections: tuple[ReviewAnswer, ...] = ()
    final: ReviewAnswer | None = None

    def add(self, answer: ReviewAnswer) -> Reply:
        """Return the reply with one more step; a correction opens it again."""
        if answer.act != CORRECT:
            return replace(self, final=answer)
        kept = [old for old in self.corrections if (old.coding_id, old.field) != (answer.coding_id, answer.field)]
        return replace(self, corrections=(*kept, answer), final=None)

    @property
    def says(self) -> tuple[object, ...]:
        """What must be the same for two replies to agree: the act, and values; where the words stand does not count."""
        if self.final is None:
            return ()
        values = {(c.coding_id, c.field, c.value) for c in self.corrections} if self.final.act == "accept" else set()
        return self.final.act, frozenset(values), frozenset(self.final.others)


def gather_replies(answers: Sequence[ReviewAnswer]) -> dict[Question, dict[str, Reply]]:
    """Return by question and reviewer what stands of their answers. `answers`: the oldest first."""
    replies: dict[Question, dict[str, Reply]] = {}
    for answer in answers:
        of_question = replies.setdefault(answer.codings, {})
        if answer.act == WITHDRAW:
            of_question.pop(answer.reviewer, None)
        else:
            of_question[answer.reviewer] = of_question.get(answer.reviewer, Reply(answer.reviewer)).add(answer)
    return replies


def list_complete(replies: dict[str, Reply]) -> list[Reply]:
    """Return the whole answers to a question, by reviewer's name."""
    return [reply for _, reply in sorted(replies.items()) if reply.final is not None]


def amend_by_reply(original: Coding, full_text: str, in_force: Sequence[Decision], reply: Reply | None) -> Coding:
    """Return a coding as decisions and then a reviewer's own corrections amend it: what that reviewer looks at."""
    own = reply.corrections if reply is not None else ()
    steps = [
        Decision(0, "review", each.reviewer, each.at, "", (original.id,), field=each.field, verdict="correct",
                 value=each.value, spans=each.spans)
        for each in own
        if each.coding_id == original.id and each.field != WHOLE
    ]  # fmt: skip
    return amend_coding(original, full_text, [*in_force, *steps]).coding


def list_reviews(question: Question, reply: Reply) -> list[Review]:
    """Return the reviews that an answer comes to: its corrections, and each coding as a whole; of a merge none."""
    if reply.final is None or reply.final.act not in ("accept", "reject"):
        return []
    corrections = [_read_correction(each) for each in reply.corrections] if reply.final.act == "accept" else []
    judged = {review.coding_id for review in corrections if review.field == WHOLE}
    wholes = [Review(coding_id, WHOLE, reply.final.act) for coding_id in question if coding_id not in judged]
    return [*corrections, *wholes]


def _read_correction(answer: ReviewAnswer) -> Review:
    value = json.loads(answer.value or "null")
    coding_id, field = str(answer.coding_id), str(answer.field)
    if value is None or value == []:
        return Review(coding_id, field, "reject")
    return Review(coding_id, field, "correct", value, answer.spans)
