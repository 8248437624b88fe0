"""The index of the articles' words, kept up with the record while the server answers."""

from __future__ import annotations

import threading

from dragoman.errors import DragomanError
from dragoman.record import Mirror
from dragoman.record.search_index import ArticleHits, Progress, SearchIndex
from dragoman.record.search_words import SearchWords


class FullText:
    """Finds articles by their words. The index follows in a thread of its own, so that nobody waits for it."""

    def __init__(self, mirror: Mirror) -> None:
        self._index = SearchIndex(mirror)
        self._starting = threading.Lock()
        self._stopping = threading.Event()
        self._follower: threading.Thread | None = None
        self._fault: DragomanError | None = None

    def find(self, words: SearchWords, limit: int) -> ArticleHits:
        """Return the articles that hold all the words, of those that are in the index by now."""
        return self._index.find(words, limit)

    def measure(self) -> Progress:
        """Return how far the index has come."""
        return self._index.measure()

    def keep_up(self) -> None:
        """Begin to follow where the record has gone on; what went wrong the last time is raised once."""
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault
        with self._starting:
            idle = self._follower is None or not self._follower.is_alive()
            if idle and not self._stopping.is_set() and self._index.is_behind():
                self._follower = threading.Thread(target=self._follow, name="search-index", daemon=True)
                self._follower.start()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the index has followed, or the time is over."""
        follower = self._follower
        if follower is not None:
            follower.join(seconds)

    def close(self) -> None:
        """Stop following; what is indexed stays."""
        self._stopping.set()
        self.wait()

    def _follow(self) -> None:
        try:
            self._index.follow(self._stopping.is_set)
        except DragomanError as fault:
            self._fault = fault
