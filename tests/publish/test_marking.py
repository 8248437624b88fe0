"""A text cut at its marks loses no character, and every mark is shown."""

from hypothesis import given
from hypothesis import strategies as st

from dragoman.model import Span
from dragoman.publish.marking import LABELS, Mark, cut_text


@st.composite
def marked_texts(draw):
    """A piece of an article that begins somewhere in it, and marks within it, across its edges and beyond them."""
    text, start = draw(st.text(min_size=1, max_size=60)), draw(st.integers(0, 40))
    marks = []
    for number in range(draw(st.integers(0, 6))):
        begin = draw(st.integers(0, 110))
        end = draw(st.integers(begin + 1, 120))
        marks.append(Mark(f"m{number}", draw(st.sampled_from(LABELS)), Span(begin, end), ""))
    return text, start, marks


@given(marked_texts())
def test_pieces_join_to_the_text_and_show_every_mark(marked):
    text, start, marks = marked
    pieces = cut_text(text, start, marks)
    assert "".join(piece.text for piece in pieces) == text
    position = start
    begun = []
    for piece in pieces:
        span = Span(position, position + len(piece.text))
        assert set(piece.marks) == {mark for mark in marks if mark.span.overlaps(span)}
        lengths = [mark.span.end - mark.span.start for mark in piece.marks]
        assert lengths == sorted(lengths)
        begun += [mark.key for mark in piece.begins]
        position = span.end
    inside = [mark.key for mark in marks if mark.span.overlaps(Span(start, start + len(text)))]
    assert sorted(begun) == sorted(inside), "every mark begins once"
