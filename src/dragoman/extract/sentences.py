"""Where does one sentence end and the next begin?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import nupunkt

from dragoman.model import Article, Span

# A blank line, or a new line that is indented (wire services of the 1980s), ends a paragraph and so a sentence.
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\n[ \t]{2,}")
# "KABUL (Reuters) -- ", "MOSCOW, February 13. /TASS/. ", "LAHORE - ": where it was filed, not what happened.
_DATELINE = re.compile(
    r"\s*(?=[^\n]{0,12}[A-Z]{3})[A-Z][\w'’.-]*(?:[ /,]+[\w'’.]+){0,7}?,?\s*"
    r"(?:\([^)\n]{2,40}\)\s*(?:--|—|–|-|:)?|/[A-Z][A-Za-z .-]{1,20}/\s*\.?|(?:--|—|–)|-(?=\s))\s+"
)
# What the layout of a page leaves in its text: "the port city.-A local agency", "the talks.---- Rebels", and a heading
# that runs on into its first sentence, "Sanctions extended Since the war broke out". "Mr.-Orlov" and "Jan.-Feb." go on.
_SEAM = re.compile(
    r"(?P<last>\w\w+)[.!?][\"”’')]?(?P<dash>-+[ \n]*)(?=[\"“‘(]?[A-Z])"
    r"|(?<=[a-z]{3})(?P<space>[ \n])(?=(?:Since|It|He|She|They|But|After|When|While|The|In|On|At) [a-z])"
)
_SHORTENED = re.compile(r"Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sgt|Sen|Rep|Gov|St|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec")
# Past this many characters a "sentence" is a list or a table, which no parse reads.
LONGEST_SENTENCE = 1200


def split_sentences(article: Article) -> list[Span]:
    """Return the sentences of title and text, in order, without surrounding white space.

    The title is one sentence. Sentences of more than `LONGEST_SENTENCE` characters are cut there.
    """
    spans: list[Span] = []
    body = len(article.title) + 2
    if title := _trim(article.full_text, 0, len(article.title)):
        spans.append(title)
    start = skip_dateline(article.text)
    for gap in [*_PARAGRAPH.finditer(article.text), None]:
        end = gap.start() if gap else len(article.text)
        paragraph = article.text[start:end]
        if paragraph.strip():
            for first, last in _part_at_seams(paragraph):
                for left, right in nupunkt.sent_spans(paragraph[first:last]):
                    spans.extend(_cut(article.full_text, body + start + first + left, body + start + first + right))
        if gap:
            start = gap.end()
    return spans


def _part_at_seams(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for seam in _SEAM.finditer(text):
        if seam["last"] and _SHORTENED.fullmatch(seam["last"]):
            continue
        first, last = seam.span("dash" if seam["dash"] else "space")
        yield start, first
        start = last
    yield start, len(text)


def skip_dateline(text: str) -> int:
    """Return where an article's text begins after its dateline; 0 where it has none."""
    match = _DATELINE.match(text)
    return match.end() if match and match.group().split(None, 1)[0].rstrip(",.").isupper() else 0


def _trim(full_text: str, start: int, end: int) -> Span | None:
    piece = full_text[start:end]
    lead = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    return Span(start + lead, start + lead + len(piece)) if piece else None


def _cut(full_text: str, start: int, end: int) -> list[Span]:
    pieces = [_trim(full_text, left, min(left + LONGEST_SENTENCE, end)) for left in range(start, end, LONGEST_SENTENCE)]
    return [piece for piece in pieces if piece]
