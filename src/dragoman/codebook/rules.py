"""The coding guide's rules that belong to no single field or term."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from dragoman.codebook.read_terms import read_table
from dragoman.errors import BadTable


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and what it is about, with an example."""

    about: str
    text: str
    example: str


def read_rules() -> tuple[Rule, ...]:
    """Return the rules in the order of rules.toml. Raises BadTable where one is incomplete."""
    rules = []
    for number, row in enumerate(tomllib.loads(read_table("rules.toml"))["rule"], 1):
        if set(row) != {"about", "text", "example"} or not all(isinstance(v, str) and v for v in row.values()):
            raise BadTable(f"rules.toml, rule {number}: expected about, text and example; found {row}. Complete it.")
        rules.append(Rule(**row))
    return tuple(rules)
