"""What the network says of the words of a sentence: whether one carries a cue, and which part each plays for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.network import Network, Read
from dragoman.extract.quotation_text import Line
from dragoman.model import Span

Scores = NDArray[np.float64]
TASK = "polnear"


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A sentence in a window that the network has read. `places`: of each word of the sentence its first in the window.

    `cues`: the probability that each word of the sentence belongs to a cue.
    """

    network: Network
    read: Read
    places: NDArray[np.int64]
    cues: Scores

    def score_roles(self, head: int) -> Scores:
        """Return [words, 3]: how likely each word begins a cue's source, goes on with it, is its content."""
        first = int(self.places[0])
        asked = slice(first, int(self.places[-1]) + 1)
        found = self.network.relate(self.read, TASK, [int(self.places[head])], asked)
        source, content = found["source"][self.places - first], found["content"][self.places - first]
        return np.column_stack([source[:, 1], source[:, 2], 1 - content[:, 0]]).astype(np.float64)


class NetworkReading:
    """The windows of one article that the network has read."""

    def __init__(self, network: Network, reads: Iterable[Read]) -> None:
        self._network = network
        self._reads = [(read, _starts(read.window.words), _cues(network, read)) for read in reads]

    def view(self, line: Line) -> NetworkView | None:
        """Return the network's view of a sentence; None where it has not read all of its words."""
        starts = _starts(line.words)
        for read, begins, cues in self._reads:
            if len(begins) and begins[0] <= starts[0] and starts[-1] <= begins[-1]:
                places = np.searchsorted(begins, starts, side="right") - 1
                if _covers(read.window.words, places, starts):
                    return NetworkView(self._network, read, places, cues[places])
        return None


def _starts(words: Sequence[Span]) -> NDArray[np.int64]:
    return np.array([word.start for word in words], dtype=np.int64)


def _covers(words: Sequence[Span], places: NDArray[np.int64], starts: NDArray[np.int64]) -> bool:
    return all(words[place].start <= start < words[place].end for place, start in zip(places, starts, strict=True))


def _cues(network: Network, read: Read) -> Scores:
    return np.asarray(1 - network.tag(read, TASK)[:, 0], dtype=np.float64)
