"""What every coder is: a name, and a pure function from articles to their codings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.errors import BadSetting, suggest_name
from dragoman.extract.coders.llm_settings import LlmSettings
from dragoman.model import Article, Coding

if TYPE_CHECKING:
    from dragoman.extract.coders.llm import LlmCoder


class Coder(Protocol):
    """Reads articles. The same article gives the same codings, whatever stands before it or beside it."""

    @property
    def name(self) -> str:
        """Name and version, as every coding records them: "network/7"."""

    def code_articles(self, articles: Sequence[Article]) -> list[list[Coding]]:
        """Return the codings of each article, in text order; none for a text that holds no event."""


def _network(tables: NameTables) -> Coder:
    from dragoman.extract.coders.network import NetworkCoder

    return NetworkCoder(tables=tables)


_CODERS: dict[str, Callable[[NameTables], Coder]] = {"network": _network}
DEFAULT_CODER = "network"
LLM = "llm"
"""The coder that is chosen with LlmSettings: its name alone does not say which model codes."""
CoderChoice = str | LlmSettings
"""A coder by name, or a language model of the user's own."""


def check_coder(choice: CoderChoice) -> None:
    """Raise BadSetting for a name that is not known."""
    if isinstance(choice, LlmSettings) or choice in _CODERS:
        return
    if choice == LLM:
        raise BadSetting(
            "the coder 'llm' needs an endpoint and a model: --endpoint URL --model NAME, "
            "or endpoint and model under [code] in study.toml."
        )
    known = sorted([*_CODERS, LLM])
    raise BadSetting(f"unknown coder '{choice}'. Known: {', '.join(known)}.{suggest_name(choice, known)}")


def load_coder(choice: CoderChoice = DEFAULT_CODER, tables: NameTables = SHIPPED) -> Coder:
    """Return a coder, reading names from these tables. Raises BadSetting for a name that is not known."""
    check_coder(choice)
    if isinstance(choice, LlmSettings):
        return load_llm(choice, tables)
    return _CODERS[choice](tables)


def name_coder(choice: CoderChoice, tables: NameTables = SHIPPED) -> str:
    """Return the name that the coder's codings carry."""
    return choice.coder if isinstance(choice, LlmSettings) else load_coder(choice, tables).name


def load_llm(settings: LlmSettings, tables: NameTables = SHIPPED) -> LlmCoder:
    """Return the coder that asks a model, with the default coder to fall back to. Close it when it is done."""
    from dragoman.extract.coders.llm import LlmCoder

    return LlmCoder(settings, load_coder(DEFAULT_CODER, tables), tables)
