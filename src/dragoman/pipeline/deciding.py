"""What a person decides: merge, split, review, undo. Each is one transaction, on disk when the function returns.

A decision is appended to the log, codings are amended by it, and what it touches is linked anew. What is in force is
always read from the whole log (resolve/rulings.py), so that the log alone, on the same codings, gives the same events.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from dragoman.errors import BadSetting, NotFound, suggest_name
from dragoman.model import Decision, Event, Quote
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record.record import Record
from dragoman.resolve.amending import FIELDS, WHOLE, amend_coding, show_value, write_value
from dragoman.resolve.rulings import find_undoing, list_effective, list_in_force
from dragoman.resolve.value_checks import check_value
from dragoman.study.read_study import Study

VERDICTS = ("accept", "correct", "reject")
_CODING = re.compile(r"[0-9a-f]{16}")
_NEVER_NONE = ("event", "status")


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the log has it, and the events that it touched: as they stood before, and as they stand now."""

    decision: Decision
    before: tuple[Event, ...]
    after: tuple[Event, ...]

    @property
    def aliases(self) -> dict[str, str]:
        """Ids from before that lead to another event now."""
        gone = {event.id for event in self.before}
        return {alias: event.id for event in self.after for alias in event.aliases if alias in gone}


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

    return _decide(study, record, "merge", draft)


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

    return _decide(study, record, "split", draft)


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
    return _decide_all(study, record, "review", drafts)


def _draft_review(record: Record, review: Review, author: str, reason: str) -> Decision:
    found = record.find_coding_id(review.coding_id)
    drafted = _draft("review", author, reason, (found,), (), _name_events(record, (found,)))
    if review.field == WHOLE:
        return replace(drafted, field=review.field, verdict=review.verdict)
    [original] = record.original_codings([found])
    text = record.article(original.article_id).full_text
    # Not as the record holds it: reviews of the same transaction count too.
    standing = amend_coding(original, text, _pick_reviews(record.decisions(), found)).coding
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
    return _decide_all(study, record, "undo", [partial(_draft_undo, record, number, author, reason)])[0]


def undo_decisions(
    study: Study, record: Record, numbers: Sequence[int], *, author: str, reason: str = ""
) -> list[Decided]:
    """Take several decisions back at once, the latest first: all of them or none. See `undo_decision`."""
    drafts = [partial(_draft_undo, record, number, author, reason) for number in sorted(numbers, reverse=True)]
    return _decide_all(study, record, "undo", drafts)


def _draft_undo(record: Record, number: int | None, author: str, reason: str) -> Decision:
    log = record.decisions()
    undone = _find_decision(log, number, _clean_author(author))
    taken_back = _draft("undo", author, reason, undone.codings, undone.others, ())
    events = _name_events(record, (*undone.codings, *undone.others))
    return replace(taken_back, events=events, undoes=undone.number)


def replay_decisions(study: Study, record: Record, decisions: Sequence[Decision]) -> list[Decided]:
    """Decide again what a log tells, in its order, with its authors, times and reasons; return what was new here.

    What this record's log holds already is passed over. NotFound where a decision is about codings that are not here.
    """
    numbers: dict[int, int] = {}
    new = []
    for old in sorted(decisions, key=lambda decision: decision.number):
        again = replace(old, undoes=numbers[old.undoes]) if old.undoes is not None else old
        known = {_without_number(decision): decision.number for decision in record.decisions()}
        if _without_number(again) in known:
            numbers[old.number] = known[_without_number(again)]
            continue
        record.codings([*again.codings, *again.others])
        new.append(_decide(study, record, "replay", lambda again=again: again))  # type: ignore[misc]
        numbers[old.number] = new[-1].decision.number
    return new


def _without_number(decision: Decision) -> Decision:
    return replace(decision, number=0, events=(), was=None)


def _decide(study: Study, record: Record, command: str, draft: Callable[[], Decision]) -> Decided:
    """Append one decision; see `_decide_all`."""
    return _decide_all(study, record, command, [draft])[0]


def _decide_all(study: Study, record: Record, command: str, drafts: Sequence[Callable[[], Decision]]) -> list[Decided]:
    """Append decisions and link what they touch, all in one transaction; refused, they are drafted anew.

    Each is drafted on the codings as those before it amend them.
    """

    def work() -> list[Decided]:
        decisions = [record.append_decision(draft()) for draft in drafts]
        touched = sorted({coding_id for decision in decisions for coding_id in _find_touched(record, decision)})
        before = record.events_holding(touched)
        _amend_codings(record, sorted({c for decision in decisions for c in decision.codings}), record.decisions())
        link_record(study, record, NoProgress(), touched=touched)
        held = {coding_id for event in before for coding_id in event.coding_ids}
        after = record.events_holding(sorted({*held, *touched}))
        return [
            Decided(decision, _pick_touched(before, after, decision), _pick_touched(after, before, decision))
            for decision in decisions
        ]

    return record.transact_run(command, work)


def _find_touched(record: Record, decision: Decision) -> list[str]:
    """The decision's codings, and all of their articles: what one says of its state helps to place the others."""
    articles = {coding.article_id for coding in record.codings(decision.codings)}
    return sorted({*decision.codings, *decision.others, *record.standing_ids(sorted(articles))})


def _amend_codings(record: Record, coding_ids: Sequence[str], log: Sequence[Decision]) -> None:
    """Write anew what all reviews in force make of codings that were ever reviewed."""
    reviewed = {coding_id for decision in log if decision.action == "review" for coding_id in decision.codings}
    for original in record.original_codings([coding_id for coding_id in coding_ids if coding_id in reviewed]):
        text = record.article(original.article_id).full_text
        amended = amend_coding(original, text, _pick_reviews(log, original.id))
        record.write_amendment(amended.coding, amended.rejected)


def _pick_reviews(log: Sequence[Decision], coding_id: str) -> list[Decision]:
    """The reviews of a coding that are in force, the oldest first."""
    return [d for d in list_in_force(log) if d.action == "review" and coding_id in d.codings]


def _pick_touched(events: Sequence[Event], others: Sequence[Event], decision: Decision) -> tuple[Event, ...]:
    """Those that the decision is about or that differ from what they were: neighbours of an article mostly do not."""
    about = {*decision.codings, *decision.others}
    return tuple(event for event in events if event not in others or about & set(event.coding_ids))


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
