"""Open the record of the study that a command was told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.record import Record
    from dragoman.study.read_study import Study


@contextmanager
def open_to_read(study_folder: Path) -> Iterator[tuple[Study, Record]]:
    """Yield the study and its record, for reading only; readers never wait for a run that writes."""
    from dragoman.record import Record
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    with Record.open(study.folder, study.catalog, read_only=True) as record:
        yield study, record
