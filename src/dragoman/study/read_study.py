"""Open a study: find its folder, read study.toml, and say everything that is wrong with it at once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from dragoman.errors import BadSetting, NotFound
from dragoman.study.complain import describe_faults
from dragoman.study.locate import find_line, locate_keys
from dragoman.study.settings import Settings

FILE = "study.toml"


@dataclass(frozen=True, slots=True)
class Study:
    """A study's folder and its settings."""

    folder: Path
    settings: Settings

    @property
    def name(self) -> str:
        """What the study is called."""
        return self.settings.study.name

    @property
    def catalog(self) -> str | None:
        """Address of the record's catalog, or None for the embedded one."""
        named = self.settings.record.catalog
        return None if named == "sqlite" else named

    @property
    def actors_file(self) -> Path | None:
        """The study's own table of actors, if it names one."""
        name = self.settings.tables.actors
        return self.folder / name if name else None

    @property
    def places_file(self) -> Path | None:
        """The study's own table of places, if it names one."""
        name = self.settings.tables.places
        return self.folder / name if name else None

    @property
    def accounts_file(self) -> Path:
        """Where the accounts of the workbench are kept, once there are any."""
        return self.folder / self.settings.workbench.accounts


def find_study(start: Path) -> Path:
    """Return the nearest folder with a study.toml, from `start` upwards. Raises NotFound where there is none."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder
    raise NotFound(
        f"{start}: expected a study, a folder with {FILE}; found none here or above. "
        "Make one with `dragoman init NAME`, or name one with --study DIR."
    )


def open_study(folder: Path) -> Study:
    """Read the study in this folder or the nearest one above it.

    Raises NotFound where there is none, and BadSetting with every fault of study.toml, one a line.
    """
    home = find_study(folder)
    try:
        text = (home / FILE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(f"{FILE}: expected a text in UTF-8; found: {error}.") from error
    settings = read_settings(text)
    _check_files(settings, home, text)
    return Study(home, settings)


def read_settings(text: str) -> Settings:
    """Read the settings from the text of a study.toml. Raises BadSetting with every fault, one a line."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(_describe_syntax(str(error), text)) from error
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        raise BadSetting("\n".join(describe_faults(error, Settings, locate_keys(text), FILE))) from error


def _describe_syntax(message: str, text: str) -> str:
    """Put the line first: tomllib says "... (at line 3, column 8)", or "(at end of document)"."""
    found = re.search(r" \(at line (\d+), column (\d+)\)$", message)
    line = int(found[1]) if found else max(1, len(text.rstrip().splitlines()))
    what = message[: found.start()] if found else message.replace(" (at end of document)", ", and the file ends there")
    lines = text.splitlines() or [""]
    return f"{FILE}:{line}: expected TOML; found {lines[min(line, len(lines)) - 1].strip()!r}: {what}."


def _check_files(settings: Settings, home: Path, text: str) -> None:
    """Every file that [tables] names is there."""
    faults = []
    for key in ("actors", "places"):
        name = getattr(settings.tables, key)
        if name and not (home / name).is_file():
            line = find_line(locate_keys(text), ("tables", key))
            faults.append(
                f"{FILE}:{line}: [tables] {key}: expected a file of the study; "
                f"found no '{name}' in {home}. Write it, or take the line out."
            )
    if faults:
        raise BadSetting("\n".join(faults))
