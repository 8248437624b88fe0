"""What reviewers answer where several answer independently. It only grows, and decides nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dragoman.model.arrow import pack_batch, unpack_batch
from dragoman.model.span import Quote
from dragoman.record.mirror import Mirror
from dragoman.record.store import Store

CORRECT, WITHDRAW = "correct", "withdraw"
"""A correction is part of an answer, which another act ends; a withdrawal takes all of one back."""


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """A step of one reviewer's answer to one question: are these codings one event, and right as read?

    `codings`: the question, ids in order; where they change it is another question. `act`: correct, accept, reject,
    merge, split or withdraw. `coding_id`, `field`, `value`, `spans`: of a correction; `value` is JSON in the form of
    the coding guide, None for no value. `others`: codings to merge with, or to split off.
    """

    number: int
    reviewer: str
    at: datetime
    codings: tuple[str, ...]
    act: str
    coding_id: str | None = None
    field: str | None = None
    value: str | None = None
    spans: tuple[Quote, ...] = ()
    others: tuple[str, ...] = ()
    reason: str = ""


def append_answer(store: Store, answer: ReviewAnswer, run: int) -> ReviewAnswer:
    """Record an answer under the next number and return it so."""
    return store.transact(lambda: _append(store, answer, run))


def _append(store: Store, answer: ReviewAnswer, run: int) -> ReviewAnswer:
    number = int(str(store.read_value("SELECT coalesce(max(number), 0) + 1 FROM answer")))
    numbered = replace(answer, number=number)
    with store.lending(now_answered=pack_batch(ReviewAnswer, [numbered])):
        store.connection.execute(
            "INSERT INTO answer BY NAME SELECT now_answered.*, $run AS run FROM now_answered", {"run": run}
        )
    return numbered


def read_answers(store: Store) -> list[ReviewAnswer]:
    """Return all answers, the oldest first."""
    return unpack_batch(ReviewAnswer, store.read("FROM answer ORDER BY number"))


def browse_answers(mirror: Mirror) -> list[ReviewAnswer]:
    """Return all answers, the oldest first, as the mirror shows the record."""
    return unpack_batch(ReviewAnswer, mirror.read("FROM study.main.answer ORDER BY number"))
