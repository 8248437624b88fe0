"""How far review is: which events are settled, who has answered what, and what a person did last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.model import Event
from dragoman.pipeline.replies import Question, Reply, gather_replies, list_complete
from dragoman.pipeline.review_agreement import ReviewAgreement, measure_reviewers
from dragoman.pipeline.reviewing import ask_of
from dragoman.record.browse_event import read_codings
from dragoman.record.browse_history import LoggedDecision, read_log
from dragoman.record.browse_queue import find_asking, list_settled
from dragoman.record.double_review import browse_answers
from dragoman.record.mirror import Mirror
from dragoman.resolve.amending import WHOLE
from dragoman.resolve.rulings import list_effective


@dataclass(frozen=True, slots=True)
class ReviewState:
    """`settled`: events that nobody has to look at again. `replies`: by question; `asking`: question to its event."""

    settled: tuple[str, ...]
    log: tuple[LoggedDecision, ...]
    replies: Mapping[Question, dict[str, Reply]]
    asking: Mapping[Question, str]

    def list_differing(self, reviewers: int) -> list[str]:
        """Return the events of which as many whole answers are in as were asked for, and which are not settled."""
        return [
            event_id
            for question, event_id in self.asking.items()
            if len(list_complete(self.replies[question])) >= reviewers and event_id not in self.settled
        ]

    def list_done(self, name: str, reviewers: int) -> list[str]:
        """Return the events that a person has nothing to answer on: settled, answered, or answered by enough others."""
        answered = [
            event_id
            for question, event_id in self.asking.items()
            if name in {reply.reviewer for reply in list_complete(self.replies[question])}
        ]
        return [*self.settled, *answered, *self.list_differing(reviewers)]

    def find_reply(self, event: Event, name: str) -> Reply | None:
        """Return a person's own answer to what an event asks, whole or not."""
        return self.replies.get(ask_of(event), {}).get(name)

    def list_replies(self, event: Event, reviewers: int) -> list[Reply]:
        """Return the whole answers on an event; none before all are in: nobody sees another's before."""
        complete = list_complete(self.replies.get(ask_of(event), {}))
        return complete if len(complete) >= reviewers else []

    def find_last_act(self, name: str) -> list[LoggedDecision]:
        """Return the decisions that a person's last act made and that stand: what an undo takes back."""
        effective = {decision.number for decision in list_effective([logged.decision for logged in self.log])}
        own = [d for d in self.log if d.decision.number in effective and d.decision.author == name]
        acts = [d for d in own if d.decision.undoes is None]
        return [d for d in acts if d.run == acts[-1].run] if acts else []

    def find_last_answer(self, name: str, reviewers: int) -> str | None:
        """Return the event of a person's last answer that still waits for others."""
        waiting = [
            (reply.final.number, event_id)
            for question, event_id in self.asking.items()
            if len(list_complete(self.replies[question])) < reviewers
            and (reply := self.replies[question].get(name)) is not None
            and reply.final is not None
        ]
        return max(waiting)[1] if waiting else None


def read_state(mirror: Mirror) -> ReviewState:
    """Return the state of review as the mirror shows the record."""
    log = read_log(mirror)
    replies = {question: of for question, of in gather_replies(browse_answers(mirror)).items() if of}
    return ReviewState(
        settled=list_settled(mirror, _list_judged(log)),
        log=log,
        replies=replies,
        asking=find_asking(mirror, list(replies)) if replies else {},
    )


def read_agreement(mirror: Mirror, reviewers: int) -> ReviewAgreement:
    """Return how far reviewers agree on what all of them have answered."""
    replies = gather_replies(browse_answers(mirror))
    whole = {question: of for question, of in replies.items() if len(list_complete(of)) >= reviewers}
    codings = read_codings(mirror, sorted({coding_id for question in whole for coding_id in question}))
    return measure_reviewers(whole, codings, reviewers)


def _list_judged(log: Sequence[LoggedDecision]) -> list[str]:
    """Codings that were accepted or rejected as a whole, by a review in force."""
    effective = list_effective([logged.decision for logged in log])
    return sorted({c for d in effective if d.action == "review" and d.field == WHOLE for c in d.codings})
