"""Turn what pydantic found into messages: file, line, what was expected, what was found, the nearest known name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dragoman.errors import suggest_name
from dragoman.study.locate import Path, find_line

_EXPECTED = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "list_type": "a list in square brackets",
    "tuple_type": "a list in square brackets",
    "dict_type": "a table",
    "model_type": "a table",
    "string_too_short": "text that is not empty",
    "greater_than_equal": "{ge} or more",
    "less_than_equal": "{le} or less",
    "too_short": "{min_length} items",
    "too_long": "{max_length} items",
    "missing": "a value",
    "string_pattern_mismatch": 'two small letters (ISO 639-1), such as "en"',
}


def describe_faults(error: ValidationError, model: type[BaseModel], lines: Mapping[Path, int], file: str) -> list[str]:
    """Return one message for each fault, in the order of their lines."""
    faults = [(_line_of(fault, lines), _describe_fault(fault, model)) for fault in error.errors()]
    return [f"{file}:{line}: {message}" for line, message in sorted(dict.fromkeys(faults))]


def _line_of(fault: ErrorDetails, lines: Mapping[Path, int]) -> int:
    return find_line(dict(lines), tuple(fault["loc"]))


def _describe_fault(fault: ErrorDetails, model: type[BaseModel]) -> str:
    path, kind = tuple(fault["loc"]), fault["type"]
    owner = _model_at(model, path[:-1])
    known = list(owner.model_fields) if owner else []
    if kind == "extra_forbidden":
        hint = suggest_name(str(path[-1]), known)
        return f"unknown {_name_kind(path)} {_within(path)}. Known: {', '.join(known)}.{hint}"
    if kind == "missing" and isinstance(path[-1], str):
        advice = owner.model_fields[path[-1]].description if owner and path[-1] in known else ""
        return f"missing {_name_kind(path)} {_within(path)}. Expected: {advice}"
    if kind == "value_error" and path[-1] == "[key]":
        return f"{_spell_path(path[:-2])}: {_expectation(fault)}"
    return f"{_spell_path(path)}: {_expectation(fault)}; found {_show(fault['input'])}."


def _expectation(fault: ErrorDetails) -> str:
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    template = _EXPECTED.get(fault["type"])
    return f"expected {template.format(**fault.get('ctx', {}))}" if template else fault["msg"]


def _name_kind(path: Path) -> str:
    return f"table [{path[0]}]" if len(path) == 1 else f"key '{path[-1]}'"


def _within(path: Path) -> str:
    tables = [str(part) for part in path[:-1] if isinstance(part, str)]
    return f"in [{'.'.join(tables)}]" if tables else "in the file"


def _spell_path(path: Path) -> str:
    """Spell a path as a person would: [watch] pairs, item 2."""
    names = [str(part) for part in path if isinstance(part, str)]
    items = [f"item {part + 1}" for part in path if isinstance(part, int)]
    spelled = f"[{names[0]}] {'.'.join(names[1:])}".strip() if len(names) > 1 else f"[{names[0]}]" if names else "file"
    return ", ".join([spelled, *items])


def _show(found: object) -> str:
    text = {True: "true", False: "false"}[found] if isinstance(found, bool) else repr(found)
    return text if len(text) <= 60 else text[:57] + "..."


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model of the table at this path, or None where a plain value stands."""
    for part in path:
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        found = list(_models_in(field.annotation)) if field else []
        if not found:
            return None
        model = found[0]
    return model


def _models_in(annotation: object) -> Iterable[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) in (list, tuple, Union, UnionType):
        for inner in get_args(annotation):
            yield from _models_in(inner)
