"""Build docs/reference/ from the code: build_reference.py [--check].

Writes cli.md, codebook.md, coding.md, study.md and exit-codes.md. With --check nothing is written; the exit code is 1
where a page is not what the code says.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dragoman.cli.commands import HEADINGS, ROOT
from dragoman.cli.exit_codes import MEANINGS
from dragoman.codebook import MODES, Codebook, Entry
from dragoman.codebook.rules import read_rules
from dragoman.study.settings import Settings

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
_WIDE = {"terminal_width": 100, "max_content_width": 100}
NOTE = "<!-- Built from the code by scripts/build_reference.py; change the code, not this page. -->\n"


def build_pages() -> dict[str, str]:
    """Return every page by file name."""
    pages = {
        "cli.md": _build_cli(),
        "codebook.md": _build_codebook(),
        "coding.md": _build_coding(),
        "study.md": _build_study(),
        "exit-codes.md": _build_exit_codes(),
    }
    return {name: NOTE + "\n" + text.rstrip() + "\n" for name, text in pages.items()}


def _build_cli() -> str:
    parts = ["# The commands\n", "```text\n" + _help_of(None) + "\n```\n"]
    for heading, names in HEADINGS.items():
        parts.append(f"## {heading}\n")
        for name in names:
            parts.append(f"### dragoman {name}\n\n```text\n{_help_of(name)}\n```\n")
            parts += [f"```text\n{text}\n```\n" for text in _helps_below(name)]
    parts.append("What a command's exit code means: [exit codes](exit-codes.md).")
    return "\n".join(parts)


def _help_of(name: str | None) -> str:
    """Return a help text as a terminal of 100 columns shows it."""
    context = _root_context() if name is None else _context_of(name)
    return context.command.get_help(context).rstrip()


def _helps_below(name: str) -> list[str]:
    """Return the help texts of the commands within a command."""
    context = _context_of(name)
    below = context.command.commands if isinstance(context.command, click.Group) else {}
    inner = (click.Context(each, info_name=each.name, parent=context, **_WIDE) for each in below.values())
    return [each.command.get_help(each).rstrip() for each in inner]


def _root_context() -> click.Context:
    return click.Context(ROOT, info_name="dragoman", **_WIDE)


def _context_of(name: str) -> click.Context:
    root = _root_context()
    command = ROOT.get_command(root, name)
    if command is None:
        raise SystemExit(f"commands.py lists '{name}', which does not exist")
    return click.Context(command, info_name=name, parent=root, **_WIDE)


def _build_codebook() -> str:
    book = Codebook.load()
    intro = (
        f"# The codebook\n\nVersion {book.version}. Event types, modes, contexts and sectors are PLOVER 2.0's, the "
        "precision of places is UCDP's, status and kinds of attribution are Dragoman's own; words and examples "
        "are Dragoman's. `dragoman codebook TERM` explains a single one.\n"
    )
    titles = {
        "event": "Event types",
        "quad": "Quad classes",
        "status": "Status",
        "sector": "Sectors",
        "context": "Contexts",
        "kind": "Kinds of attribution",
        "precision": "Precision of places",
    }
    parts = [intro]
    for kind, title in titles.items():
        parts.append(f"## {title}\n")
        parts += [_term(book, entry) for entry in book.list_terms(kind)]
    return "\n".join(parts)


def _term(book: Codebook, entry: Entry) -> str:
    lines = [f"### {entry.code}: {entry.title.lower()}\n", entry.definition + "\n"]
    if entry.quad and entry.score is not None:
        lines.append(f"- Class: {entry.quad}; score {entry.score:+.1f}")
    lines.append(f"- Example: {entry.example}")
    lines += [f"- Not: {text}" for text in entry.is_not]
    if entry.near:
        lines.append(f"- See: {', '.join(book.entries[key].code for key in entry.near)}")
    if entry.kind == "event" and MODES[entry.code]:
        lines += ["", "| mode | what | example |", "|---|---|---|"]
        modes = [mode for mode in book.list_terms("mode") if mode.event == entry.code]
        lines += [f"| `{mode.code}` | {mode.definition} | {mode.example} |" for mode in modes]
    return "\n".join(lines) + "\n"


def _build_coding() -> str:
    book, rules = Codebook.load(), read_rules()
    parts = [
        "# The coding guide\n",
        "A *coding* is one event as one article tells it. `dragoman code` writes one JSON object a line, with the "
        "fields below in this order; `contexts`, `coder`, `confidence`, `inferred` and `spans` only with `--spans`. "
        "The terms stand in the [codebook](codebook.md).\n",
        "## Fields\n",
    ]
    for entry in book.list_terms("field"):
        lines = [f"### `{entry.code}`\n", entry.definition + "\n", f"- Example: {entry.example}"]
        parts.append("\n".join([*lines, *(f"- Not: {text}" for text in entry.is_not)]) + "\n")
    for about in dict.fromkeys(rule.about for rule in rules):
        parts.append(f"## {about}\n")
        parts += [f"- {rule.text}\n  *{rule.example}*" for rule in rules if rule.about == about]
        parts.append("")
    return "\n".join(parts)


def _build_study() -> str:
    parts = [
        "# study.toml\n",
        "`dragoman init NAME` writes one with comments. Unknown keys, wrong types and impossible values stop a command "
        "with file, line, what was expected, what was found, and the nearest known name, all faults at once.\n",
    ]
    for name, field in Settings.model_fields.items():
        table = _table_of(field.annotation)
        head = f"[[{name}]]" if name == "sources" else f"[{name}]"
        parts.append(f"## `{head}`\n\n{table.__doc__}\n")
        parts += ["| key | value | default | example | what |", "|---|---|---|---|---|"]
        parts += [_setting(key, table.model_json_schema(), value) for key, value in table.model_fields.items()]
        parts.append("")
    return "\n".join(parts)


def _table_of(annotation: object) -> type[BaseModel]:
    """Return the model of a table, or of a list's items."""
    found = next(iter(get_args(annotation)), annotation)
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise SystemExit(f"settings.py: every top-level setting is a table; found {annotation}")
    return found


def _setting(key: str, schema: dict[str, Any], field: FieldInfo) -> str:
    found = schema["properties"][key]
    if "$ref" in str(found):
        columns = ", ".join(f"`{name}`" for name in schema["$defs"]["ColumnSettings"]["properties"])
        return f'| `{key}` | table of names: {columns} | usual names | `{{ text = "body" }}` | {field.description} |'
    kinds = [part for part in found.get("anyOf", [found]) if part.get("type") != "null"]
    default = (
        "required"
        if field.is_required()
        else "none"
        if found.get("default") is None
        else f"`{json.dumps(found['default'])}`"
    )
    default = "empty" if "default" not in found and not field.is_required() else default
    example = _toml(field.examples[0]) if field.examples else ""
    return f"| `{key}` | {_kind(kinds[0])} | {default} | `{example}` | {field.description} |"


def _kind(schema: dict[str, Any]) -> str:
    words = {"string": "text", "integer": "whole number", "number": "number", "array": "list", "object": "table"}
    limits = [f"from {schema['minimum']:g}"] if "minimum" in schema else []
    limits += [f"to {schema['maximum']:g}"] if "maximum" in schema else []
    return " ".join([words[schema["type"]], *limits])


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {json.dumps(item)}" for key, item in value.items()) + " }"
    return json.dumps(value)


def _build_exit_codes() -> str:
    rows = [f"| {code} | {name} | {meaning} |" for code, (name, meaning) in sorted(MEANINGS.items())]
    return "\n".join(["# Exit codes\n", "| code | name | meaning |", "|---|---|---|", *rows])


def main() -> None:
    """Write the pages, or with --check tell which are out of date."""
    pages = build_pages()
    if "--check" in sys.argv[1:]:
        stale = [name for name, text in pages.items() if not _same(FOLDER / name, text)]
        if stale:
            raise SystemExit(f"docs/reference is out of date: {', '.join(stale)}. Run scripts/build_reference.py.")
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    main()
