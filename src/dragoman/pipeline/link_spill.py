"""Profiles of a study's codings on disk, so that linking a study of any size takes the same memory.

They lie by articles, many articles to a file; who asks for a coding gets its article read, and the last ones stay.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path

import numpy as np

from dragoman.resolve.link_keys import Numbers
from dragoman.resolve.profiles import Profile

_HELD = 20_000
"""Articles kept at hand: a few months of a large study, in some 150 MB."""


class _Packer(pickle.Pickler):
    """Frozen dataclasses as a call of their class: pickle's own way takes four times as long for them."""

    def reducer_override(self, obj: object) -> tuple[type, tuple[object, ...]]:
        if is_dataclass(obj) and not isinstance(obj, type):
            return type(obj), _take_fields(type(obj))(obj)
        return NotImplemented  # type: ignore[no-any-return]  # pickle's word for "your own way"


@cache
def _take_fields(kind: type) -> Callable[[object], tuple[object, ...]]:
    names = [field.name for field in fields(kind)]
    if len(names) == 1:
        return lambda value: (getattr(value, names[0]),)
    take: Callable[[object], tuple[object, ...]] = attrgetter(*names)
    return take


def write_articles(file: Path, articles: Iterable[Sequence[Profile]]) -> Numbers:
    """Write the profiles of articles; return where each begins, and at last where the file ends."""
    starts = [0]
    with file.open("wb") as out:
        for profiles in articles:
            buffer = io.BytesIO()
            _Packer(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(list(profiles))
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

    def __call__(self, position: int) -> Profile:
        """Return the profile of one coding."""
        return self._article(int(self._places.articles[position]))[int(self._places.ranks[position])]

    def beside(self, position: int) -> list[Profile]:
        """Return the profiles of all codings of its article."""
        return self._article(int(self._places.articles[position]))

    def _read_article(self, article: int) -> list[Profile]:
        number, start = int(self._places.files[article]), int(self._places.starts[article])
        with name_profiles(self._folder, number).open("rb") as file:
            file.seek(start)
            found: list[Profile] = pickle.loads(file.read(int(self._places.ends[article]) - start))
        return found


def name_profiles(folder: Path, number: int) -> Path:
    """Return the file that holds the profiles of a batch."""
    return folder / f"profiles-{number:06}.bin"
