"""Every string that the workbench shows, from one catalog: words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from dragoman.errors import BadTable, suggest_name

FILE = Path(__file__).with_name("words.toml")


@cache
def load_words(file: Path = FILE) -> dict[str, str]:
    """Return every string by its dotted key ("events.title"); BadTable where a value is not a string."""
    words: dict[str, str] = {}

    def add(table: dict[str, object], path: str) -> None:
        for key, value in table.items():
            name = f"{path}.{key}" if path else key
            if isinstance(value, dict):
                add(value, name)
            elif isinstance(value, str):
                words[name] = value
            else:
                raise BadTable(f"{file.name}: {name}: expected a text in quotation marks; found {value!r}.")

    add(tomllib.loads(file.read_text(encoding="utf-8")), "")
    return words


def say(key: str, /, **values: object) -> str:
    """Return a string of the catalog with its {values} filled in; whole numbers get thousands separators.

    A string may have a sibling "key_one", used where `n` is 1.
    """
    words = load_words()
    if values.get("n") == 1 and f"{key}_one" in words:
        key = f"{key}_one"
    if key not in words:
        raise BadTable(f"{FILE.name}: expected the key '{key}'.{suggest_name(key, list(words))} Add it.")
    shown = {name: f"{value:,}" if isinstance(value, int) else value for name, value in values.items()}
    return words[key].format(**shown)
