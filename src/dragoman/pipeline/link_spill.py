"""Profiles of a study's codings on disk, so that linking a study of any size takes the same memory.

They lie by articles, many articles to a file; who asks for a coding gets its article read, and the last ones stay.
"""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from operator import attrgetter, methodcaller
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from dragoman.resolve.link_keys import Numbers
from dragoman.resolve.profiles import Profile

_PROTOCOL = pickle.HIGHEST_PROTOCOL
Reducer = Callable[[Any], tuple[Callable[..., Any], tuple[Any, ...]]]
_HELD = 2_000
"""Articles kept at hand: some weeks of a large study, in some 20 MB."""
_OPEN = 100
"""Files kept open: those who ask go through the study day by day."""


def _reduce_dataclass(kind: type) -> Reducer:
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return lambda value: (kind, (getattr(value, names[0]),))
    take: Callable[[object], tuple[object, ...]] = attrgetter(*names)
    return lambda value: (kind, take(value))


class _Reducers(dict[type, Reducer]):
    """How to write a value of each type: frozen dataclasses as a call of their class, which is four times as quick as
    pickle's own way, all others as pickle does.
    """

    def __missing__(self, kind: type) -> Reducer:
        reducer = _reduce_dataclass(kind) if is_dataclass(kind) else methodcaller("__reduce_ex__", _PROTOCOL)
        self[kind] = reducer
        return reducer


class _Packer(pickle.Pickler):
    dispatch_table = _Reducers()


def write_articles(file: Path, articles: Iterable[Sequence[Profile]]) -> Numbers:
    """Write the profiles of articles; return where each begins, and at last where the file ends."""
    starts = [0]
    with file.open("wb") as out:
        for profiles in articles:
            buffer = io.BytesIO()
            _Packer(buffer, protocol=_PROTOCOL).dump(list(profiles))
            starts.append(starts[-1] + out.write(buffer.getbuffer()))
    return np.array(starts, np.int64)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the profiles of all codings lie. Article a: file `files[a]`, bytes `starts[a]` to `ends[a]`.

    Coding at position p: article `articles[p]`, and there the profile number `ranks[p]`.
    """

    files: Numbers
    starts: Numbers
    ends: Numbers
    articles: Numbers
    ranks: Numbers

    def save(self, folder: Path) -> None:
        """Write them for other processes."""
        for field in fields(self):
            np.save(folder / f"{field.name}.npy", getattr(self, field.name))

    @classmethod
    def load(cls, folder: Path) -> Places:
        """Read what was saved; the processes share the memory."""
        return cls(**{field.name: np.load(folder / f"{field.name}.npy", mmap_mode="r") for field in fields(cls)})


class SpilledProfiles:
    """The profiles of a link run, by position in order of publication."""

    def __init__(self, folder: Path, places: Places) -> None:
        self._folder, self._places = folder, places
        self._article = lru_cache(_HELD)(self._read_article)
        self._file = lru_cache(_OPEN)(self._open_file)

    def __call__(self, position: int) -> Profile:
        """Return the profile of one coding."""
        return self._article(self._places.articles.item(position))[self._places.ranks.item(position)]

    def beside(self, position: int) -> list[Profile]:
        """Return the profiles of all codings of its article."""
        return self._article(self._places.articles.item(position))

    def _read_article(self, article: int) -> list[Profile]:
        places = self._places
        start, end = places.starts.item(article), places.ends.item(article)
        found: list[Profile] = pickle.loads(
            os.pread(self._file(places.files.item(article)).fileno(), end - start, start)
        )
        return found

    def _open_file(self, number: int) -> BinaryIO:
        return name_profiles(self._folder, number).open("rb", buffering=0)


def name_profiles(folder: Path, number: int) -> Path:
    """Return the file that holds the profiles of a batch."""
    return folder / f"profiles-{number:06}.bin"
