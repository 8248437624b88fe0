"""Places as a person names them in a flag: a country's code, or part of a name."""

from __future__ import annotations


def split_place(name: str | None) -> tuple[str | None, str | None]:
    """Return (part of a name, None), or (None, code) where three capitals tell a country."""
    if name is not None and len(name) == 3 and name.isupper():
        return None, name
    return name, None
