"""What links rest on beside the codings: the linker itself, its tables and weights, the study's names and windows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dragoman import __version__
from dragoman.study.read_study import Study

_ROOMS = ("codebook", "model", "catalog", "resolve")
"""Whatever is changed in these may change what is linked; to know whether it does is to link."""


def fingerprint_linking(study: Study) -> str:
    """Return a hash that changes whenever anything does that linking rests on, other than articles and codings."""
    own = [file.read_bytes() if file is not None and file.is_file() else b"" for file in _list_own_files(study)]
    settings = study.settings.link.model_dump_json()
    parts = [_fingerprint_house().encode(), settings.encode(), *own]
    return _hash_parts(parts)


def _list_own_files(study: Study) -> list[Path | None]:
    return [study.actors_file, study.places_file]


@cache
def _fingerprint_house() -> str:
    """The linker's code and tables, hashed once a process."""
    parts = [__version__.encode()]
    for room in _ROOMS:
        for file in sorted(_list_files(files(f"dragoman.{room}")), key=str):
            parts += [file.name.encode(), file.read_bytes()]
    return _hash_parts(parts)


def _list_files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _list_files(entry)
        else:
            yield entry


def _hash_parts(parts: list[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:32]
