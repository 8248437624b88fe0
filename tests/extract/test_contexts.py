"""The contexts of an act: every word of the table tells of its context, wherever it stands in a sentence."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from dragoman.extract.contexts import MOST, find_contexts


def test_every_word_of_the_table_is_found() -> None:
    text = files("dragoman.extract").joinpath("data", "contexts.toml").read_text(encoding="utf-8")
    missed = []
    for name, words in tomllib.loads(text).items():
        for word in words:
            told = find_contexts(f"Yesterday {word.replace('*', 'x')} was mentioned.", "")
            if name not in told and len(told) < MOST:
                missed.append((name, word))
    assert not missed


def test_the_title_tells_where_the_sentence_does_not() -> None:
    assert find_contexts("They met again.", "Talks about the election") == find_contexts("The election.", "")
    assert find_contexts("They met again.", "A day in spring") == ()
