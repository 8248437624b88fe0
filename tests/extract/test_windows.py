"""Windows: the sentences of a text as the network reads them, with nothing lost and every word where it stands."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.extract.sentences import split_sentences
from dragoman.extract.windows import CASES, LONGEST, Window, cut_windows
from dragoman.model import Article, Span

OPEN, CLOSE = 101, 102
ODD = "Ǆ\u0130ßﬁ한字ё́é🙂👩‍🚒\u202e\u200b\u00ad\x00\x07\x1b\ufeff\ufffd\u2028٣½"


def cut(text: str, longest: int = LONGEST) -> tuple[str, list[tuple[int, Span]], list[Window]]:
    """Return an article's full text, its numbered sentences, and the windows over them."""
    article = Article("a1", None, date(2021, 3, 18), "", text)
    sentences = list(enumerate(split_sentences(article)))
    return article.full_text, sentences, list(cut_windows(article.full_text, sentences, longest))


def words_of(text: str, window: Window) -> list[str]:
    return [word.quote(text) for word in window.words]


def check(sentences: list[tuple[int, Span]], windows: list[Window], longest: int) -> None:
    spans = dict(sentences)
    for window in windows:
        assert len(window.pieces) == len(window.cases) <= longest
        assert len(window.words) == len(window.firsts) == len(window.sentences) > 0
        assert window.pieces[0] == OPEN and window.pieces[-1] == CLOSE
        assert set(window.cases) <= set(range(len(CASES)))
        assert list(window.firsts) == sorted(set(window.firsts))
        assert not {OPEN, CLOSE} & set(window.pieces[window.firsts])
        for word, number in zip(window.words, window.sentences, strict=True):
            assert word.start < word.end and spans[int(number)].contains(word)
    words = [word for window in windows for word in window.words]
    assert all(left.end <= right.start for left, right in pairwise(words))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=60), st.sampled_from([*ODD, ODD, "Gao fell. ", "x" * 150])), max_size=30))
def test_windows_hold_words_in_order_inside_their_sentences(pieces: list[str]) -> None:
    for longest in (32, LONGEST):
        _, sentences, windows = cut("".join(pieces), longest)
        check(sentences, windows, longest)


def test_no_word_of_a_long_text_is_lost() -> None:
    text, sentences, windows = cut(" ".join(f"The herder from village {n} sold goats." for n in range(150)))
    check(sentences, windows, LONGEST)
    assert [word for window in windows for word in words_of(text, window)] == text.replace(".", " .").split()


def test_windows_are_as_few_as_can_be_and_about_equally_full() -> None:
    _, sentences, windows = cut(" ".join(["The old mill by the river burnt down."] * 45))
    sizes = [len(window.pieces) for window in windows]
    assert len(sentences) == 45
    assert len(sizes) == -(-45 * 10 // (LONGEST - 1)) and max(sizes) - min(sizes) <= 10


def test_a_sentence_that_is_too_long_is_cut_between_words() -> None:
    text, sentences, windows = cut("Traders sold " + "wheat, barley and rice, " * 45 + "and left.")
    check(sentences, windows, LONGEST)
    assert len(sentences) == 1 and len(windows) == 2
    assert {word for window in windows for word in words_of(text, window)} == {
        "Traders", "sold", "wheat", "barley", "rice", "and", "left", ",", ".",
    }  # fmt: skip


def test_a_word_of_endless_pieces_fits() -> None:
    text, sentences, windows = cut("He said " + "0a" * 90 + " twice and " + "ё̈" * 60 + " once.")
    check(sentences, windows, LONGEST)
    words = [word for window in windows for word in words_of(text, window)]
    assert words[:2] == ["He", "said"] and words[-2:] == ["once", "."]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("soldiers", "lower"), ("Kano", "title"), ("UN", "upper"), ("A", "title"), ("McNeil", "mixed"),
        ("14", "number"), (".", "point"), ("élan", "lower"), ("Élan", "title"), ("北", "mixed"),
    ],
)  # fmt: skip
def test_how_a_word_is_written_is_told(word: str, case: str) -> None:
    (window,) = cut_windows(word, [(0, Span(0, len(word)))])
    assert {CASES[n] for n in window.cases[1:-1]} == {case}
    assert [CASES[n] for n in window.cases[[0, -1]]] == ["mark", "mark"]


def test_case_is_all_that_capitals_change() -> None:
    windows = [next(cut_windows(text, [(0, Span(0, len(text)))])) for text in ("Kano fell", "KANO FELL", "kano fell")]
    assert len({tuple(window.pieces) for window in windows}) == 1
    assert len({tuple(window.cases) for window in windows}) == 3


@pytest.mark.parametrize("between", ["\x00", "\u200b", "\u00ad", "\x07", "\u0301"])
def test_signs_that_the_network_does_not_see_shift_no_word(between: str) -> None:
    text, _, (window,) = cut(f"Gun{between}men {between} shot 👩‍🚒 in Bogotá{between}.")
    found = words_of(text, window)
    assert "shot" in found and "in" in found
    assert text.index("Bogot") in [word.start for word in window.words]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\x00\x01", "\u200b"])
def test_where_there_are_no_words_there_is_no_window(text: str) -> None:
    assert list(cut_windows(text, [(0, Span(0, len(text)))] if text else [])) == []
    assert cut(text)[2] == []
