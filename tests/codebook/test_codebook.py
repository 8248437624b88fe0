"""The codebook holds what a coding may hold, and explains every term."""

import importlib.util
import os
from pathlib import Path

import pytest

from dragoman.codebook import (
    CONTEXTS,
    EVENTS,
    KINDS,
    KINDS_OF_TERM,
    MODES,
    PRECISIONS,
    QUADS,
    SECTORS,
    STATUSES,
    Codebook,
)
from dragoman.codebook.read_terms import parse_terms
from dragoman.codebook.rules import read_rules
from dragoman.errors import BadTable, NotFound

BOOK = Codebook.load()
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[2] / ".." / "shared"))


def test_it_has_every_scale_whole():
    assert (len(EVENTS), len(CONTEXTS), len(SECTORS), len(STATUSES), len(KINDS)) == (16, 28, 21, 5, 7)
    assert PRECISIONS == (1, 2, 3, 4, 5, 6, 7)
    assert [list(QUADS.values()).count(entry.code) for entry in BOOK.list_terms("quad")] == [4, 3, 4, 5]


def test_it_allows_what_the_checker_of_codings_allows():
    checker = SHARED / "tools" / "check_codings.py"
    if not checker.is_file():
        pytest.skip(f"needs {checker}; set DRAGOMAN_SHARED to the folder of shared data")
    spec = importlib.util.spec_from_file_location("check_codings", checker)
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    assert {event: list(modes) for event, modes in MODES.items()} == rules.MODES
    assert (list(STATUSES), list(SECTORS), list(KINDS)) == (rules.STATUS, rules.SECTORS, rules.KINDS)


@pytest.mark.parametrize("kind", KINDS_OF_TERM)
def test_every_term_is_found_by_its_key_in_any_case(kind):
    for entry in BOOK.list_terms(kind):
        assert BOOK.explain(entry.key.swapcase()) is entry
        assert entry in BOOK.find_terms(entry.code)
        assert entry.near or entry.is_not or kind in ("field", "mode")


def test_every_field_of_the_guide_is_explained():
    from dragoman.model.guide import GUIDE_KEYS

    assert [entry.code for entry in BOOK.list_terms("field")][: len(GUIDE_KEYS)] == list(GUIDE_KEYS)
    assert len(read_rules()) >= 19


def test_an_unknown_term_names_its_nearest():
    with pytest.raises(NotFound, match=r"no term 'ASSAULTS'. Did you mean 'ASSAULT'"):
        BOOK.explain("ASSAULTS")
    with pytest.raises(NotFound, match=r"several terms. Say which: THREATEN/arrest, COERCE/arrest"):
        BOOK.explain("arrest")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '\n[[term]]\ncode = "x"\ntitle = "X"\ndefinition = "d"\nexampel = "e"',
            "t.toml:2: unknown key 'exampel'.*Did you mean 'example'",
        ),
        (
            '[[term]]\ncode = "x"\ntitle = ""\ndefinition = "d"\nexample = "e"',
            "t.toml:1: expected text for 'title'; found ''",
        ),
        ('[[term]]\ncode = "x"\nnear = "y"\ntitle = "t"\ndefinition = "d"\nexample = "e"', "t.toml:1: expected a list"),
        ("[[term", "t.toml: expected TOML; found"),
    ],
)
def test_a_damaged_table_names_file_and_line(text, message):
    with pytest.raises(BadTable, match=message):
        list(parse_terms("context", "t.toml", text))
