"""What every coder is: a name, and a pure function from articles to their codings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.errors import BadSetting, suggest_name
from dragoman.model import Article, Coding


class Coder(Protocol):
    """Reads articles. The same article gives the same codings, whatever stands before it or beside it."""

    @property
    def name(self) -> str:
        """Name and version, as every coding records them: "reader/1"."""

    def code_articles(self, articles: Sequence[Article]) -> list[list[Coding]]:
        """Return the codings of each article, in text order; none for a text that holds no event."""


def _reader(tables: NameTables) -> Coder:
    from dragoman.extract.coders.reader import ReaderCoder

    return ReaderCoder(tables=tables)


_CODERS: dict[str, Callable[[NameTables], Coder]] = {"reader": _reader}
DEFAULT_CODER = "reader"


def check_coder(name: str) -> None:
    """Raise BadSetting for a name that is not known."""
    if name not in _CODERS:
        known = ", ".join(sorted(_CODERS))
        raise BadSetting(f"unknown coder '{name}'. Known: {known}.{suggest_name(name, _CODERS)}")


def load_coder(name: str = DEFAULT_CODER, tables: NameTables = SHIPPED) -> Coder:
    """Return a coder by name, reading names from these tables. Raises BadSetting for a name that is not known."""
    check_coder(name)
    return _CODERS[name](tables)
