"""One sentence as the network reads it, for questions on a sentence alone."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.extract.network import Read, load_network
from dragoman.extract.windows import cut_windows
from dragoman.model import Span


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence in a window that the network has read; `offset`: where it begins in the window's text."""

    read: Read
    offset: int = 0

    def words_of(self, span: Span) -> list[int]:
        """Return the window's words that a span of the sentence touches, by their index."""
        moved = Span(span.start + self.offset, span.end + self.offset)
        return [at for at, word in enumerate(self.read.window.words) if word.overlaps(moved)]


def read_sentence(sentence: str, *spans: Span) -> ReadSentence | None:
    """Read a sentence by itself; of one that is too long for a window, the window that holds the spans, else None."""
    for window in cut_windows(sentence, [(0, Span(0, len(sentence)))]):
        if all(any(word.overlaps(span) for word in window.words) for span in spans):
            return ReadSentence(load_network().read(window))
    return None
