"""Who is "he", "the minister", "the group" that a statement is attributed to? A name that the article gave before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.extract.linear import load_model
from dragoman.extract.quotation_features import step
from dragoman.extract.quotation_text import AttributedContent
from dragoman.model import Span

_NAME_WORD = r"(?:[A-Z][\w'’.-]*\w|[A-Z]\.)"
_LINK = r"(?:al-|el-|bin|bint|ibn|van|von|de|da|del|della|der|den|di|dos|du|la|le|ul|ur|uz|al|el|of|for|and|the)"
_NAME = re.compile(rf"{_NAME_WORD}(?:[ \n](?:{_LINK}[ \n]){{0,2}}{_NAME_WORD})*")
_WORD = re.compile(r"\w+(?:-\w+)*")
_PERSON = frozenset(["he", "she", "him", "her", "his", "i", "me", "who"])
_PLURAL = frozenset(["they", "them", "we", "us", "their", "those", "both", "others"])
_THING = frozenset(["it", "its", "which", "that", "this"])
# Capitals that open a sentence or stand in a date name nobody.
_NO_NAME = re.compile(
    r"(?:The|An?|This|That|These|Those|It|He|She|They|We|I|You|But|And|In|On|At|For|As|If|When|While|After|Before|Since|"
    r"However|Meanwhile|Earlier|According|Also|There|His|Her|Their|Our|My|Its|Some|Many|Both|All|No|Not|Another|Last|"
    r"Later|More|Most|One|Other|Several|Two|What|Who|Why|How|To|By|From|With|So|Such|Then|Now|Only|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)"
)
LEAST_OTHER = 0.5
"""From which probability "the minister" is taken for a name that is given elsewhere."""
_BACK, _AHEAD = 1800, 1200
"""Characters back and ahead that a name is looked for."""
_SENTENCE_END = re.compile(r"[.!?]['\"”’]?\s")
_REMEMBERED = 64
"""Attributions whose readings are kept: every act of an article asks about the same ones."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """A phrase that a source may stand for; `said`: how many earlier attributions have it as their source."""

    span: Span
    said: int
    mentions: int


def name_source(text: str, at: int, attributions: Sequence[AttributedContent], source: Span) -> Span:
    """Return the words that best say who `source`, that of `attributions[at]`, is: its own, or another phrase's."""
    return source if names_somebody(source.quote(text)) else _name_unnamed(text, at, tuple(attributions), source)


@lru_cache(maxsize=_REMEMBERED)
def _name_unnamed(text: str, at: int, attributions: tuple[AttributedContent, ...], source: Span) -> Span:
    model = load_model("quotation_names")
    options = list_antecedents(text, at, attributions)
    if not options:
        return source
    scores = model.probability_of_each([name_features(text, source, option, options) for option in options], "yes")
    best, option = max(zip(scores, options, strict=True), key=lambda s: s[0])
    own = load_model("quotation_own").probability(own_features(text, source, options, best), "yes")
    named_so = best < LEAST_OTHER and kind_of(source.quote(text).lower()) in ("the", "bare")
    return source if named_so or own >= 0.5 else option.span


def names_somebody(phrase: str) -> bool:
    """Tell whether a phrase holds a name. "The Chilean minister" does too: resolved as such, it is wrong more often."""
    return any(not _NO_NAME.fullmatch(match.group()) for match in _NAME.finditer(phrase))


def list_antecedents(text: str, at: int, attributions: Sequence[AttributedContent]) -> Sequence[Antecedent]:
    """Return the phrases that a source could stand for: names, and sources of attributions that are built on one.

    A pronoun stands for what comes before it; "a police spokesman" may be named later.
    """
    return _list_antecedents(text, at, tuple(attributions))


@lru_cache(maxsize=_REMEMBERED)
def _list_antecedents(text: str, at: int, attributions: tuple[AttributedContent, ...]) -> tuple[Antecedent, ...]:
    source = attributions[at].source or attributions[at].cue
    pronoun = kind_of(source.quote(text).lower()) in ("person", "plural", "thing")
    start, end = max(source.start - _BACK, 0), source.start if pronoun else min(source.end + _AHEAD, len(text))
    spans: list[Span] = []
    for other in attributions:
        said = other.source
        if said and said != source and start <= said.start < end and names_somebody(said.quote(text)):
            spans.append(said)
    said_by = list(spans)
    for match in _NAME.finditer(text, start, end):
        span = Span(match.start(), match.end())
        taken = span.overlaps(source) or any(span.overlaps(other) for other in said_by)
        if not taken and not _NO_NAME.fullmatch(match.group()) and not _only_opens(text, match):
            spans.append(span)
    last_words = [_last_word(text, span) for span in spans]
    mentions = Counter(last_words)
    said_words = Counter(word for word, span in zip(last_words, spans, strict=True) if span in said_by)
    words = dict(zip(spans, last_words, strict=True))
    return tuple(Antecedent(span, said_words[words[span]], mentions[words[span]]) for span in sorted(words))


def _only_opens(text: str, match: re.Match[str]) -> bool:
    """Tell whether a single word has its capital only as the first of a sentence."""
    word = match.group()
    if " " in word or "\n" in word or word.isupper() or not _opens(text, match.start()):
        return False
    return all(_opens(text, other.start()) for other in re.finditer(rf"\b{re.escape(word)}\b", text))


def _opens(text: str, start: int) -> bool:
    before = text[max(start - 2, 0) : start]
    return not before.strip() or before[0] in '.!?\n”"' or before[-1] in '“"'


def _last_word(text: str, span: Span) -> str:
    names = [m.group() for m in _NAME.finditer(text, span.start, span.end) if not _NO_NAME.fullmatch(m.group())]
    return names[-1].split()[-1] if names else ""


def name_features(text: str, source: Span, option: Antecedent, options: Sequence[Antecedent]) -> Iterator[str]:
    """Yield what speaks for or against a source standing for an earlier phrase."""
    phrase = source.quote(text).lower()
    kind = kind_of(phrase)
    words = option.span.quote(text).split()
    ahead = option.span.start > source.start
    between = text[source.end : option.span.start] if ahead else text[option.span.end : source.start]
    sentences = min(len(_SENTENCE_END.findall(between)), 5)
    paragraphs = min(between.count("\n\n"), 3)
    before = text[max(option.span.start - 2, 0) : option.span.start]
    opens = not before.strip() or before[0] in '.!?\n”"'
    earlier = [other for other in options if other.span.start < source.start]
    rank = sum(other.span.start > option.span.start for other in earlier)
    said_rank = sum(other.span.start > option.span.start and other.said > 0 for other in earlier)
    kind = f"{kind}{'+' if ahead else ''}"
    lead = text[max(option.span.start - 30, 0) : option.span.start].lower().split()
    acronym = words[-1].isupper() and len(words[-1]) > 1
    person = 1 < len(words) < 5 and not acronym and lead[-1:] != ["the"] and words[0] != "the"
    yield f"k,sent={kind},{sentences}"
    yield f"k,sent,person={kind},{sentences},{person}"
    yield f"k,par={kind},{paragraphs},{min(sentences, 2)}"
    yield f"k,said={kind},{min(option.said, 3)},{person}"
    yield f"k,said,rank={kind},{option.said > 0},{min(said_rank, 4)}"
    yield f"k,said,sent={kind},{option.said > 0},{sentences}"
    yield f"k,rank={kind},{min(rank, 6)}"
    yield f"k,shape={kind},{min(len(words), 4)},{words[0][:1].isupper()},{acronym}"
    yield f"k,opens={kind},{opens},{sentences}"
    yield f"k,mentions={kind},{min(option.mentions, 4)}"
    yield f"k,first={kind},{words[0]}"
    yield f"k,last={kind},{words[-1]}"
    yield f"k,lead={kind},{lead[-1] if lead else ''}"
    after = text[option.span.end : option.span.end + 30].lower().split()
    yield f"k,after={kind},{after[0] if after else ''}"
    near = _WORD.findall(text[max(option.span.start - 60, 0) : option.span.end + 60].lower())
    content = [word for word in _WORD.findall(phrase) if len(word) > 3]
    shared = sum(word in near for word in content)
    yield f"shared={kind},{min(shared, 3)}"
    yield f"shared,last={kind},{bool(content) and content[-1] in near},{len(content) > 1}"
    yield f"shared,all={kind},{bool(content) and shared == len(content)},{option.said > 0}"
    yield f"many={kind},{min(len(options), 6)}"


def own_features(text: str, source: Span, options: Sequence[Antecedent], best: float) -> Iterator[str]:
    """Yield what speaks for a source being named by its own words alone; `best`: the probability of the best option."""
    phrase = source.quote(text).lower()
    kind = kind_of(phrase)
    words = _WORD.findall(phrase)
    last = words[-1] if words else ""
    singular = not last.endswith("s")
    before = [option for option in options if option.span.start < source.start]
    said = [option for option in before if option.said]
    gap = text[said[-1].span.end : source.start].count("\n\n") if said else 9
    level = step(best)
    yield f"own={kind}"
    yield f"own,n={kind},{min(len(words), 5)}"
    yield f"own,last={last}"
    yield f"own,kind,last={kind},{last}"
    yield f"own,first={words[0] if words else ''}"
    yield f"own,best={kind},{level}"
    yield f"own,best,single={kind},{level},{singular}"
    yield f"own,said={kind},{bool(said)},{singular},{min(gap, 3)}"
    shared = any(last in text[max(o.span.start - 60, 0) : o.span.end + 60].lower() for o in options) if last else False
    yield f"own,shared={kind},{shared},{singular},{level > 2}"


def kind_of(phrase: str) -> str:
    """Return what sort of phrase a source is: a pronoun for a person, several or a thing; "the" or a bare noun."""
    if phrase in _PERSON:
        return "person"
    if phrase in _PLURAL:
        return "plural"
    if phrase in _THING:
        return "thing"
    first = phrase.split(" ", 1)[0]
    return "the" if first in ("the", "his", "her", "its", "their", "this", "that") else "bare"
