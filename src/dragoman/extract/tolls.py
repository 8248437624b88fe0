"""How many were killed, how many hurt? Figures with the words that they stand in.

    >>> [toll.best for toll in find_tolls("A bomb killed five soldiers and a civilian.")]
    [6]

Rulings of the coding guide kept here: a named or single person is 1; lists are summed; one figure for "killed or
wounded" together is none; the attackers themselves are left out, or marked where they alone died. Whether it really
happened is not asked here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.extract.quantities import lower_same_length
from dragoman.extract.toll_phrases import Count
from dragoman.extract.toll_shapes import count_after, count_before, count_owned, count_toll
from dragoman.extract.toll_tags import Token, cue_pattern, tag_sentence
from dragoman.model import Quote, Span, Toll


@dataclass(frozen=True, slots=True)
class TollMention:
    """One figure. `kind`: "killed", "injured", or "hit" (shot, or brought to hospital: killed or injured).

    `victims`: the words for who they were.
    `running`: told as a toll that stands for the whole event so far. `attackers`: those who did it died.
    `own_voice`: the sentence hangs the figure on nobody. `single`: one person, named or described, and not a figure.
    `sentence`: where its sentence begins. `part`: some of those told of before ("two of them").
    """

    span: Span
    kind: str
    best: int | None
    low: int | None
    high: int | None
    victims: Span
    running: bool = False
    attackers: bool = False
    own_voice: bool = True
    single: bool = False
    sentence: int = 0
    part: bool = False

    @property
    def size(self) -> int:
        """The figure that the mention stands for when it is weighed against others."""
        return next(n for n in (self.best, self.low, self.high) if n is not None)

    def as_toll(self, text: str, confidence: float) -> Toll:
        """Return the value that a coding holds."""
        return Toll(self.best, self.low, self.high, Quote.cut(text, self.span.start, self.span.end), confidence)


_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Dr|St|Lt))(?<!\b(?:Gen|Col|Mrs|Sgt|Sen|Gov|Maj|Jan|Feb|Aug|Oct|Nov|Dec))[.!?][\"”’')]*\s"
    r"|\n\s*\n|\n[ \t]{2,}|;\s"
)
_SAYS = re.compile(r"\b(?:said|says|say|told|according to|claim(?:s|ed)?|reported(?:ly)?|alleg\w+|accord\w+)\b")
_LONGEST = 1200
_STRIKES = frozenset(("struck", "striking", "hit", "hits", "hitting", "grazed", "grazing", "strikes"))
_GUNS = frozenset(
    (
        "bullet",
        "bullets",
        "gun",
        "handgun",
        "pistol",
        "rifle",
        "shotgun",
        "weapon",
        "shots",
        "round",
        "pellet",
        "gunfire",
    )
)
_FLIGHT = _STRIKES | {"was", "fired", "went", "that", "rang", "into", "through", "at", "grazed", "entered"}
_WHOLE = frozenset(("both", "all"))


def find_tolls(text: str, start: int = 0, end: int | None = None) -> list[TollMention]:
    """Return every figure of killed or injured between two offsets, in text order; offsets count in the whole text."""
    lowered = lower_same_length(text)
    stop = len(text) if end is None else end
    found: list[TollMention] = []
    done = start
    for cue in cue_pattern().finditer(lowered, start, stop):
        if cue.start() < done:
            continue
        left, right = _sentence_around(text, cue.start(), done, stop)
        done = right
        own_voice = not _SAYS.search(lowered, left, right)
        found += _read_sentence(tag_sentence(text, lowered, left, right), own_voice)
    return found


def _sentence_around(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    left = start
    for gap in _SENTENCE_END.finditer(text, max(start, at - _LONGEST), at):
        left = gap.end()
    left = max(left, at - _LONGEST)
    after = _SENTENCE_END.search(text, at, min(end, at + _LONGEST))
    return left, after.end() if after else min(end, at + _LONGEST)


def _read_sentence(tokens: list[Token], own_voice: bool) -> list[TollMention]:
    tags = "".join(token.tag for token in tokens)
    found: list[TollMention] = []
    for at, tag in enumerate(tags):
        strikes = tag == "v" and _strikes(tokens, at)
        if (tag not in "kKiIxefdNnlmjUFSuR" and not strikes) or _shared_with_hurt(tags, at):
            continue
        if tag == "U" and tags[at - 1 : at] == "Q" and _flies(tokens, at):
            continue
        count = count_after(tokens, tags, at) if strikes else _read_cue(tokens, tags, at)
        if count is None or (tag == "f" and count.single):
            continue  # "he also lives in Orvale"
        mention = _mention(tokens, at, count, _tell_kind(tokens, at, count), own_voice)
        if not any(other.kind == mention.kind and other.victims.overlaps(mention.victims) for other in found):
            found.append(mention)
    return found


def _read_cue(tokens: list[Token], tags: str, at: int) -> Count | None:
    tag = tags[at]
    if tag == "l":
        return count_toll(tokens, tags, at)
    if tag == "n" or (tag == "K" and at and tokens[at - 1].word.endswith(("'s", "’s"))):
        return count_owned(tokens, tags, at)
    if tag == "S":
        return Count(1, None, None, at, at, single=True)
    if tag in "kK" and tags[at + 1 : at + 2] == "s" and tags[at + 2 : at + 3] not in ("c", ","):
        return Count(1, None, None, at, at + 1, single=True, attackers=True)
    if tag in "KINF":
        return count_after(tokens, tags, at)
    passive = bool(re.search(r"B[A!]*$", tags[:at]))
    if tag in "kiU" and not passive and (count := count_after(tokens, tags, at)):
        return count
    return count_before(tokens, tags, at)


def _strikes(tokens: list[Token], at: int) -> bool:
    """Tell whether a verb says that what came out of a gun hit somebody: "the gun went off and struck the child"."""
    return tokens[at].word in _STRIKES and any(token.word in _GUNS for token in tokens[:at])


def _flies(tokens: list[Token], at: int) -> bool:
    """Tell "one shot hit the wall", "a single shot was fired": a shot, and nobody who was shot."""
    return at + 1 < len(tokens) and tokens[at + 1].word in _FLIGHT and tokens[at - 1].word.endswith(("one", "single"))


def _tell_kind(tokens: list[Token], at: int, count: Count) -> str:
    """Return killed, injured, or hit: shot, or brought to hospital, and it is not told here who of them lives.

    Of several brought to hospital the dead are no part, unless it says that all of them were.
    """
    tag = tokens[at].tag
    if tag in "UuFSv":
        return "hit"
    if tag == "R":
        return "hit" if count.single or count.best == 1 or tokens[count.first].word in _WHOLE else "injured"
    return "injured" if tag in "iImj" else "killed"


def _shared_with_hurt(tags: str, at: int) -> bool:
    """Tell whether one figure stands for killed and hurt together ("killed or wounded"): no toll (ruling 19)."""
    joined = r"[kKe][cz]A*[iI]"
    return bool(re.match(joined, tags[at:])) or bool(re.search(r"[kKe][cz]A*$", tags[:at]) and tags[at] in "iI")


def _mention(tokens: list[Token], at: int, count: Count, kind: str, own_voice: bool) -> TollMention:
    victims = Span(tokens[count.first].start, tokens[count.last].end)
    whole = victims
    if count.single:
        whole = Span(min(victims.start, tokens[at].start), max(victims.end, tokens[at].end))
    return TollMention(
        whole,
        kind,
        count.best,
        count.low,
        count.high,
        victims,
        count.running,
        count.attackers,
        own_voice,
        count.single,
        tokens[0].start,
        count.part,
    )
