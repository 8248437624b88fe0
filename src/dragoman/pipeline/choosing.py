"""Which coder is meant: flags of a command first, then study.toml, then the default."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import BadSetting
from dragoman.extract.coders.llm_settings import LlmSettings
from dragoman.extract.coders.protocol import LLM, CoderChoice
from dragoman.study.read_study import Study
from dragoman.study.settings import CodeSettings

ANSWERS = "answers"
"""Folder of a study that keeps a model's answers."""


@dataclass(frozen=True, slots=True)
class CoderFlags:
    """What a command line says of the coder; None where it says nothing."""

    coder: str | None = None
    endpoint: str | None = None
    model: str | None = None
    max_calls: int | None = None


NO_FLAGS = CoderFlags()


def choose_coder(study: Study | None, flags: CoderFlags = NO_FLAGS) -> CoderChoice:
    """Return the coder's name, or the settings of a language model.

    Its answers are kept in the study's folder, and without a study in the user's cache. Raises BadSetting where an
    endpoint is named for a coder that asks none, or is missing for the one that does.
    """
    code = study.settings.code if study else CodeSettings()
    name = flags.coder or code.coder
    if name != LLM:
        _refuse_model_flags(name, flags)
        return name
    endpoint, model = flags.endpoint or code.endpoint, flags.model or code.model
    if endpoint is None or model is None:
        return LLM  # check_coder tells what is missing
    return LlmSettings(
        endpoint=endpoint,
        model=model,
        cache=study.folder / ANSWERS if study else _user_cache() / ANSWERS,
        max_calls=code.max_calls if flags.max_calls is None else flags.max_calls,
        timeout_seconds=code.timeout_seconds,
        max_tokens=code.max_tokens,
    )


def _refuse_model_flags(name: str, flags: CoderFlags) -> None:
    given = {"--endpoint": flags.endpoint, "--model": flags.model, "--max-calls": flags.max_calls}
    named = [flag for flag, value in given.items() if value is not None]
    if named:
        raise BadSetting(f"{' and '.join(named)}: only the coder 'llm' asks a model; found '{name}'. Say --coder llm.")


def _user_cache() -> Path:
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "dragoman"
