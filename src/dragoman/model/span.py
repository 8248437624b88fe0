"""Where in an article's text a value was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of `Article.full_text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs from 0 <= start to end; found {self.start} to {self.end}")

    def quote(self, full_text: str) -> str:
        """Return the characters that the span covers, exactly as they stand."""
        return full_text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A span together with the characters that it covers."""

    span: Span
    text: str

    @classmethod
    def cut(cls, full_text: str, start: int, end: int) -> Quote:
        """Cut characters `start` to `end` out of the text, less white space at either end."""
        piece = full_text[start:end]
        start += len(piece) - len(piece.lstrip())
        piece = piece.strip()
        return cls(Span(start, start + len(piece)), piece)
