"""What a run did, told while it runs (Progress) and at its end (Outcome)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from dragoman.model import Coding, SetAside
from dragoman.record.counts import Counts

_EXAMPLES = 3
"""Examples kept of each reason for setting articles aside."""


class Progress(Protocol):
    """Is told how far a run has got."""

    def start(self, stage: str, total: int | None = None, unit: str = "articles") -> None:
        """Open a stage; `total` is how many `unit`s it will count, None where that is not known."""

    def advance(self, count: int = 1) -> None:
        """Count what was done since the last call."""

    def finish(self) -> None:
        """Close the stage."""


class NoProgress:
    """Listens to nobody."""

    def start(self, stage: str, total: int | None = None, unit: str = "articles") -> None:
        """Do nothing."""

    def advance(self, count: int = 1) -> None:
        """Do nothing."""

    def finish(self) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the closing summary tells. Counts are of this run unless `total_` stands before the name.

    `set_aside`: reason to (count, examples "file:position: detail"). `codings`: (event type, status) to count.
    `top_actors`, `top_pairs`: names and numbers of events in the record, most first.
    """

    articles_read: int = 0
    articles_new: int = 0
    near_copies: int = 0
    set_aside: Mapping[str, tuple[int, Sequence[str]]] = field(default_factory=dict)
    codings: Mapping[tuple[str, str], int] = field(default_factory=dict)
    total_events: int = 0
    total_articles: int = 0
    top_actors: Sequence[tuple[str, int]] = ()
    top_pairs: Sequence[tuple[str, str, int]] = ()
    seconds: float | None = None


class Tally:
    """Counts while a run goes on."""

    def __init__(self) -> None:
        self.articles_read = self.articles_new = self.near_copies = 0
        self._codings: Counter[tuple[str, str]] = Counter()
        self._reasons: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def set_aside(self, items: Iterable[SetAside]) -> None:
        """Count what was set aside, and keep the first examples of each reason."""
        for item in items:
            self._reasons[item.reason] += 1
            examples = self._examples.setdefault(item.reason, [])
            if len(examples) < _EXAMPLES:
                position = "" if item.position is None else f":{item.position}"
                examples.append(f"{item.source}{position}: {item.detail}")

    def count_codings(self, codings: Iterable[Coding]) -> None:
        """Count codings by type and status."""
        self._codings.update((coding.event, coding.status) for coding in codings)

    def close(self, counts: Counts, seconds: float) -> Outcome:
        """Return the outcome, with what the record now holds."""
        return Outcome(
            articles_read=self.articles_read,
            articles_new=self.articles_new,
            near_copies=self.near_copies,
            set_aside={reason: (count, self._examples[reason]) for reason, count in self._reasons.items()},
            codings=dict(self._codings),
            total_events=counts.events,
            total_articles=counts.articles,
            top_actors=list(counts.top_actors.items()),
            top_pairs=[(one, other, number) for (one, other), number in counts.top_pairs.items()],
            seconds=seconds,
        )
