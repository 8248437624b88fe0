"""What a reviewer does at the desk: decided at once, or, where several answer independently, noted until all have.

Where `[review] reviewers` in study.toml is more than 1, an act is a step of the reviewer's own answer. It decides
nothing and is shown to nobody else until so many whole answers are in. If they agree they become decisions, in the
names of all; if not, somebody settles it. What an admin or a further reviewer settles is decided at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from dragoman.errors import BadSetting
from dragoman.model import Event, Quote
from dragoman.pipeline.deciding import (
    Decided,
    Review,
    merge_events,
    review_values,
    split_event,
    undo_decisions,
)
from dragoman.pipeline.replies import (
    Question,
    Reply,
    amend_by_reply,
    gather_replies,
    list_complete,
    list_reviews,
)
from dragoman.record.double_review import CORRECT, WITHDRAW, ReviewAnswer
from dragoman.record.record import Record
from dragoman.resolve.amending import WHOLE
from dragoman.resolve.rulings import list_in_force
from dragoman.resolve.value_checks import check_value
from dragoman.study.read_study import Study

State = Literal["decided", "noted", "waits", "differs"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act. decided: it holds now. noted: a correction of an answer that is not whole yet.

    waits: others have to answer. differs: all have, and not alike.
    """

    state: State
    decided: tuple[Decided, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who reviews. `at_once`: decides alone, also where several are asked: who settles a difference."""

    study: Study
    record: Record
    name: str
    at_once: bool = False

    @property
    def alone(self) -> bool:
        """Tell whether what this reviewer does is decided at once."""
        return self.at_once or self.study.settings.review.reviewers == 1

    def judge_event(self, event_id: str, verdict: Literal["accept", "reject"], reason: str = "") -> Outcome:
        """Accept an event as it is read, in all its reports, or reject it: none of them tells of an event."""
        event = self.record.event(event_id)
        if self.alone:
            reviews = [Review(coding_id, WHOLE, verdict) for coding_id in event.coding_ids]
            return self._decided(review_values(self.study, self.record, reviews, author=self.name, reason=reason))
        return self._answer(event, verdict, reason=reason)

    def correct_value(
        self, event_id: str, coding_id: str, field: str, value: object, spans: Sequence[Quote] = (), reason: str = ""
    ) -> Outcome:
        """Correct one value of one of an event's codings; None and [] for no value. BadSetting where it is no value.

        Of the field "coding", which takes no value: this one report tells of no event.
        """
        event = self.record.event(event_id)
        if coding_id not in event.coding_ids:
            raise BadSetting(f"event {event.id} has no coding '{coding_id}' any more. Look at the event again.")
        verdict = "reject" if value is None or value == [] else "correct"
        if self.alone:
            given = None if verdict == "reject" else value
            review = Review(coding_id, field, verdict, given, tuple(spans) if verdict == "correct" else ())
            return self._decided(review_values(self.study, self.record, [review], author=self.name, reason=reason))
        if verdict == "reject" and field in ("event", "status"):
            raise BadSetting(f"review: {field} cannot be none. Correct it, or reject the event.")
        return self._note_correction(event, coding_id, field, value, spans, reason)

    def _note_correction(
        self, event: Event, coding_id: str, field: str, value: object, spans: Sequence[Quote], reason: str
    ) -> Outcome:
        [original] = self.record.original_codings([coding_id])
        text = self.record.article(original.article_id).full_text
        reply = gather_replies(self.record.review_answers()).get(ask_of(event), {}).get(self.name)
        in_force = [
            d for d in list_in_force(self.record.decisions()) if coding_id in d.codings and d.action == "review"
        ]
        seen = amend_by_reply(original, text, in_force, reply)
        now, marked = check_value(seen, text, field, value, spans)
        self._append(event, CORRECT, coding_id=coding_id, field=field, value=now, spans=marked, reason=reason)
        return Outcome("noted")

    def merge(self, event_id: str, other_id: str, reason: str = "") -> Outcome:
        """Say that two events are one."""
        if self.alone:
            return self._decided(
                [merge_events(self.study, self.record, event_id, other_id, author=self.name, reason=reason)]
            )
        event, other = self.record.event(event_id), self.record.event(other_id)
        if event.id == other.id:
            raise BadSetting(f"merge: expected two events; found '{other_id}', which is this one.")
        return self._answer(event, "merge", others=tuple(sorted(other.coding_ids)), reason=reason)

    def split(self, event_id: str, coding_ids: Sequence[str], reason: str = "") -> Outcome:
        """Say that these codings of an event are another one."""
        if self.alone:
            return self._decided(
                [split_event(self.study, self.record, event_id, coding_ids, author=self.name, reason=reason)]
            )
        event = self.record.event(event_id)
        chosen = set(coding_ids)
        if not chosen or not chosen < set(event.coding_ids):
            raise BadSetting(
                f"split: expected some of the {len(event.coding_ids)} reports of {event.id}, found {len(chosen)}."
            )
        return self._answer(event, "split", others=tuple(sorted(chosen)), reason=reason)

    def take_back(self, numbers: Sequence[int], reason: str = "") -> Outcome:
        """Take decisions back, all at once."""
        return self._decided(undo_decisions(self.study, self.record, numbers, author=self.name, reason=reason))

    def withdraw_answer(self, event_id: str) -> Outcome:
        """Take back one's own answer to what an event asks, corrections and all, while others have yet to answer."""
        self._append(self.record.event(event_id), WITHDRAW)
        return Outcome("noted")

    def settle(self, event_id: str, reviewer: str) -> Outcome:
        """Decide a difference by taking one reviewer's answer. BadSetting where there is no such whole answer."""
        event = self.record.event(event_id)
        complete = list_complete(gather_replies(self.record.review_answers()).get(ask_of(event), {}))
        chosen = next((reply for reply in complete if reply.reviewer == reviewer), None)
        if chosen is None:
            names = ", ".join(reply.reviewer for reply in complete) or "nobody"
            raise BadSetting(f"settle: expected the answer of {names}; found '{reviewer}'.")
        reason = "settled between " + ", ".join(reply.reviewer for reply in complete)
        return self._decided(self._apply(event, chosen, self.name, reason))

    def _answer(self, event: Event, act: str, others: tuple[str, ...] = (), reason: str = "") -> Outcome:
        """Make one's answer whole, and decide where it is the last one asked for and all agree: one transaction."""

        def work() -> Outcome:
            self._append(event, act, others=others, reason=reason)
            replies = list_complete(gather_replies(self.record.review_answers())[ask_of(event)])
            if len(replies) < self.study.settings.review.reviewers:
                return Outcome("waits")
            if len({reply.says for reply in replies}) > 1:
                return Outcome("differs")
            names = ", ".join(reply.reviewer for reply in replies)
            return self._decided(self._apply(event, replies[0], names, reason))

        return self.record.transact_run("review", work)

    def _apply(self, event: Event, reply: Reply, author: str, reason: str) -> list[Decided]:
        reviews = list_reviews(ask_of(event), reply)
        if reviews:
            return review_values(self.study, self.record, reviews, author=author, reason=reason)
        others = reply.final.others if reply.final is not None else ()
        if reply.final is not None and reply.final.act == "merge":
            [other, *_] = self.record.events_holding(others)
            return [merge_events(self.study, self.record, event.id, other.id, author=author, reason=reason)]
        return [split_event(self.study, self.record, event.id, others, author=author, reason=reason)]

    def _append(
        self,
        event: Event,
        act: str,
        *,
        coding_id: str | None = None,
        field: str | None = None,
        value: str | None = None,
        spans: tuple[Quote, ...] = (),
        others: tuple[str, ...] = (),
        reason: str = "",
    ) -> None:
        now, why = datetime.now(UTC), " ".join(reason.split())
        answer = ReviewAnswer(0, self.name, now, ask_of(event), act, coding_id, field, value, spans, others, why)
        self.record.transact_run("answer", lambda: self.record.append_review_answer(answer))

    @staticmethod
    def _decided(decided: Sequence[Decided]) -> Outcome:
        return Outcome("decided", tuple(decided))


def ask_of(event: Event) -> Question:
    """Return the question that an event asks of reviewers: its codings, in order of their ids."""
    return tuple(sorted(event.coding_ids))
