"""What a person decides: merge, split, review, undo. Each is one transaction, on disk when the function returns.

Here stands what may be decided, and what is refused; what a decision does is told in applying.py.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from dragoman.errors import BadSetting, NotFound, suggest_name
from dragoman.model import Decision, Quote
from dragoman.pipeline.applying import Decided, apply_decisions, pick_reviews
from dragoman.record.record import Record
from dragoman.resolve.amending import FIELDS, WHOLE, amend_coding, show_value, write_value
from dragoman.resolve.rulings import find_undoing, list_effective
from dragoman.resolve.value_checks import check_value
from dragoman.study.read_study import Study

__all__ = [
    "Decided",
    "Review",
    "merge_events",
    "review_value",
    "review_values",
    "split_event",
    "undo_decision",
    "undo_decisions",
]

VERDICTS = ("accept", "correct", "reject")
_CODING = re.compile(r"[0-9a-f]{16}")
_NEVER_NONE = ("event", "status")


def merge_events(study: Study, record: Record, left: str, right: str, *, author: str, reason: str = "") -> Decided:
    """Rule that two events, or single codings, are one event. `left`, `right`: ids or beginnings of ids.

    NotFound for an id that is none; BadSetting where both are the same event or coding.
    """

    def draft() -> Decision:
        one, other = _Part.find(record, left), _Part.find(record, right)
        if set(one.codings) & set(other.codings):
            raise BadSetting(
                f"merge: expected two events; found '{left}' and '{right}', which are both {one.name}. "
                "'dragoman events' lists the events that stand."
            )
        events = tuple(dict.fromkeys((*one.events, *other.events)))
        return _draft("merge", author, reason, one.codings, other.codings, events)

    return apply_decisions(study, record, "merge", [draft])[0]


def split_event(
    study: Study, record: Record, event_id: str, coding_ids: Sequence[str], *, author: str, reason: str = ""
) -> Decided:
    """Rule that these codings are not of the event; they are one event of their own, or go to others.

    NotFound for an id that is none; BadSetting for a coding that is not the event's, and where none would be left.
    """

    def draft() -> Decision:
        event = record.event(event_id)
        chosen = {record.find_coding_id(given): given for given in coding_ids}
        strange = [given for coding_id, given in chosen.items() if coding_id not in event.coding_ids]
        if strange or not chosen:
            held = ", ".join(event.coding_ids)
            raise BadSetting(
                f"split: expected codings of {event.id}, found {', '.join(strange) or 'none'}. It has {held}."
            )
        left = tuple(coding_id for coding_id in event.coding_ids if coding_id not in chosen)
        if not left:
            raise BadSetting(
                f"split: expected some of the {len(event.coding_ids)} codings of {event.id}, found all of them. "
                "Name those that are not of the event; to say that it is no event, reject its codings."
            )
        split_off = tuple(coding_id for coding_id in event.coding_ids if coding_id in chosen)
        return _draft("split", author, reason, split_off, left, (event.id,))

    return apply_decisions(study, record, "split", [draft])[0]


def review_value(
    study: Study,
    record: Record,
    coding_id: str,
    field: str,
    verdict: str,
    value: object = None,
    *,
    spans: Sequence[Quote] = (),
    of_original: bool = False,
    author: str,
    reason: str = "",
) -> Decided:
    """Accept, correct or reject one value of a coding, or (field "coding") the coding as a whole.

    accept: the value is right as it stands, after earlier corrections; with `of_original`, as the coder gave it.
    correct: `value` is right, in words (resolve/value_words.py) or in the form of the coding guide; `spans`: the words
    of the article, one for each part, looked up where none are given. reject: no value is right; of the coding as a
    whole: it is no event. Raises NotFound for a coding that is none, BadSetting for what the codebook or the text
    does not allow.
    """
    review = Review(coding_id, field, verdict, value, tuple(spans), of_original)
    return review_values(study, record, [review], author=author, reason=reason)[0]


@dataclass(frozen=True, slots=True)
class Review:
    """One review as a person gives it; the fields are those of `review_value`."""

    coding_id: str
    field: str
    verdict: str
    value: object = None
    spans: tuple[Quote, ...] = ()
    of_original: bool = False


def review_values(
    study: Study, record: Record, reviews: Sequence[Review], *, author: str, reason: str = ""
) -> list[Decided]:
    """Review several values at once: all of them hold, each on what those before it left, or none. See `review_value`.

    What they touch is linked once, so that each answer tells the events before and after all of them.
    """
    for review in reviews:
        _check_review(review.field, review.verdict, review.value)
    drafts = [partial(_draft_review, record, review, author, reason) for review in reviews]
    return apply_decisions(study, record, "review", drafts)


def _draft_review(record: Record, review: Review, author: str, reason: str) -> Decision:
    found = record.find_coding_id(review.coding_id)
    drafted = _draft("review", author, reason, (found,), (), _name_events(record, (found,)))
    if review.field == WHOLE:
        return replace(drafted, field=review.field, verdict=review.verdict)
    [original] = record.original_codings([found])
    text = record.article(original.article_id).full_text
    # Not as the record holds it: reviews of the same transaction count too.
    standing = amend_coding(original, text, pick_reviews(record.decisions(), found)).coding
    was = write_value(show_value(standing, review.field)[0])
    if review.verdict == "accept":
        held, marked = show_value(original if review.of_original else standing, review.field)
        now = write_value(held)
    else:
        now, marked = check_value(standing, text, review.field, review.value, review.spans)
    return replace(drafted, field=review.field, verdict=review.verdict, value=now, was=was, spans=marked)


def undo_decision(study: Study, record: Record, number: int | None = None, *, author: str, reason: str = "") -> Decided:
    """Take a decision back; None is the author's own last one that stands, undoings aside.

    NotFound where there is none, BadSetting where it is undone already. To take an undo back, undo its number.
    """
    return apply_decisions(study, record, "undo", [partial(_draft_undo, record, number, author, reason)])[0]


def undo_decisions(
    study: Study, record: Record, numbers: Sequence[int], *, author: str, reason: str = ""
) -> list[Decided]:
    """Take several decisions back at once, the latest first: all of them or none. See `undo_decision`."""
    drafts = [partial(_draft_undo, record, number, author, reason) for number in sorted(numbers, reverse=True)]
    return apply_decisions(study, record, "undo", drafts)


def _draft_undo(record: Record, number: int | None, author: str, reason: str) -> Decision:
    log = record.decisions()
    undone = _find_decision(log, number, _clean_author(author))
    taken_back = _draft("undo", author, reason, undone.codings, undone.others, ())
    events = _name_events(record, (*undone.codings, *undone.others))
    return replace(taken_back, events=events, undoes=undone.number)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a person named in a merge: an event with its codings, or a single coding."""

    name: str
    codings: tuple[str, ...]
    events: tuple[str, ...]

    @classmethod
    def find(cls, record: Record, given: str) -> _Part:
        if _CODING.fullmatch(given):
            found = record.find_coding_id(given)
            return cls(f"coding {found}", (found,), _name_events(record, (found,)))
        event = record.event(given)
        return cls(event.id, event.coding_ids, (event.id,))


def _draft(
    action: str,
    author: str,
    reason: str,
    codings: tuple[str, ...],
    others: tuple[str, ...],
    events: tuple[str, ...],
) -> Decision:
    now = datetime.now(UTC)
    return Decision(0, action, _clean_author(author), now, " ".join(reason.split()), codings, others, events)


def _clean_author(author: str) -> str:
    name = " ".join(author.split())
    if not name:
        raise BadSetting(
            "author: expected the name of who decides, found none. Give --author NAME, set DRAGOMAN_AUTHOR, or write "
            'author = "NAME" under [study] in study.toml.'
        )
    return name


def _name_events(record: Record, coding_ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(event.id for event in record.events_holding(coding_ids))


def _check_review(field: str, verdict: str, value: object) -> None:
    """Refuse what no review can say."""
    known = (*FIELDS, WHOLE)
    if field not in known:
        raise BadSetting(f"review: unknown field '{field}'. Known: {', '.join(known)}.{suggest_name(field, known)}")
    if verdict not in VERDICTS:
        raise BadSetting(f"review: expected accept, correct or reject, found '{verdict}'.")
    if verdict == "correct" and field == WHOLE:
        raise BadSetting("review: a coding as a whole is accepted or rejected; correct one of its fields instead.")
    if verdict == "correct" and value is None:
        raise BadSetting(f"review: expected the right value of {field}, found none. 'reject' says that there is none.")
    if verdict != "correct" and value is not None:
        raise BadSetting(f"review: {verdict} takes no value, found {value!r}. 'correct' does.")
    if verdict == "reject" and field in _NEVER_NONE:
        raise BadSetting(f"review: {field} cannot be none. Correct it, or reject the coding as a whole.")


def _find_decision(log: Sequence[Decision], number: int | None, author: str) -> Decision:
    """Return the decision to undo."""
    effective = list_effective(log)
    if number is None:
        own = [decision for decision in effective if decision.author == author and decision.undoes is None]
        if not own:
            raise NotFound(f"undo: no decision of {author} stands. 'dragoman log' lists all; name one by its number.")
        return own[-1]
    for decision in effective:
        if decision.number == number:
            return decision
    if number not in {decision.number for decision in log}:
        raise NotFound(f"undo: no decision {number} in the log. 'dragoman log' lists all.")
    by = find_undoing(log)[number]
    raise BadSetting(f"undo: decision {number} is undone already, by {by}. To bring it back: dragoman undo {by}.")
