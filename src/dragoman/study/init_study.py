"""Write the folder of a new study."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from dragoman.errors import BadSetting

_FILES = ("study.toml", "actors.csv", "README.md")


def init_study(folder: Path) -> Path:
    """Write a commented study.toml, a README, a table for actors and a folder for articles; return the folder.

    Raises BadSetting where one of the files is there already or the folder cannot be made; nothing is overwritten.
    """
    there = [name for name in _FILES if (folder / name).exists()]
    if there:
        raise BadSetting(
            f"{folder}: expected a new or empty folder; found {', '.join(there)} in it. "
            "Choose another name, or work in the study that is there."
        )
    name = folder.resolve().name
    if any(sign in name for sign in '"\\') or not name.isprintable():
        raise BadSetting(f"{name!r}: expected a folder name without quotes, backslashes and control characters.")
    try:
        (folder / "articles").mkdir(parents=True, exist_ok=True)
        for file in _FILES:
            template = files("dragoman.study").joinpath("data", file).read_text(encoding="utf-8")
            with (folder / file).open("x", encoding="utf-8") as out:
                out.write(template.replace("@NAME@", name))
    except OSError as error:
        raise BadSetting(f"{folder}: the study cannot be written: {error.strerror}. Choose another folder.") from error
    return folder
