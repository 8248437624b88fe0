"""Which sources a command reads, and what holds for articles whose source does not say.

A flag goes before the source's own entry in study.toml, and that before [collect].
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.collect.mapping import FIELDS, Mapping, map_columns
from dragoman.collect.sources import is_address
from dragoman.errors import BadSetting

if TYPE_CHECKING:
    from dragoman.study.read_study import Study
    from dragoman.study.settings import ColumnSettings, SourceSettings


@dataclass(frozen=True, slots=True)
class SourceFlags:
    """The flags of a command that say what holds for articles whose source does not."""

    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    columns: tuple[str, ...] = ()


def list_sources(study: Study, named: Sequence[str], flags: SourceFlags) -> list[tuple[str | Path, Mapping]]:
    """Return each source with its mapping: those that the command names, else those of study.toml.

    Paths of the command count from where it runs, those of study.toml from the study's folder.
    """
    collect = study.settings.collect
    if named:
        mapping = _make_mapping(flags, None, collect.columns, collect.outlet, collect.language)
        return [(source, mapping) for source in named]
    if not study.settings.sources:
        raise BadSetting(
            "study.toml: expected a [[sources]] table, or a source in the command; found neither. "
            'Add [[sources]] with path = "articles", or run `dragoman run SOURCE`.'
        )
    return [
        (_locate(study, source.path), _make_mapping(flags, source, collect.columns, collect.outlet, collect.language))
        for source in study.settings.sources
    ]


def _locate(study: Study, path: str) -> str | Path:
    return path if is_address(path) else study.folder / path


def _make_mapping(
    flags: SourceFlags,
    source: SourceSettings | None,
    columns: ColumnSettings,
    outlet: str | None,
    language: str | None,
) -> Mapping:
    columns = source.columns if source and source.columns else columns
    from_flags = {column.partition("=")[0].strip() for column in flags.columns}
    named = [f"{field}={getattr(columns, field)}" for field in FIELDS if getattr(columns, field)]
    kept = [column for column in named if column.partition("=")[0] not in from_flags]
    return map_columns(
        [*kept, *flags.columns],
        outlet=flags.outlet or (source.outlet if source else None) or outlet,
        published=flags.published or (source.published if source else None),
        language=flags.language or (source.language if source else None) or language,
    )
