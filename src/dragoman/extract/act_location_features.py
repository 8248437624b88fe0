"""Names in a sentence that may say where an act happened, and what ties each to its verb; without a parse."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.catalog.places import Gazetteer, PlaceMatch
from dragoman.extract.dyad_features import load_word_lists, stem
from dragoman.model import Span

_TOKEN = re.compile(r"[^\W_]+(?:['’‘.-]+[^\W_]+)*|[^\w\s]")
_NAME_START = re.compile(r"[‘'’]?[^\W\d_a-zß-öø-ÿ]")
_LONGEST = 6
_BACK = 14


@dataclass(frozen=True, slots=True)
class LocationWords:
    """Words around the names of places, by what they do there: see data/act_location_words.toml."""

    joining: frozenset[str]
    no_name: frozenset[str]
    prepositions: frozenset[str]
    place_nouns: frozenset[str]
    clause_words: frozenset[str]
    auxiliaries: frozenset[str]
    irregular: frozenset[str]


@cache
def _load_words() -> LocationWords:
    lists = load_word_lists("act_location_words")
    return LocationWords(**{key: frozenset(words) for key, words in lists.items()})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name that may be the place: its characters, and what the gazetteer knows it as, where it does."""

    span: Span
    match: PlaceMatch | None


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence's words and marks: their characters and their lower-case forms."""

    spans: tuple[Span, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, sentence: str) -> Words:
        """Cut a sentence into words and punctuation marks."""
        matches = list(_TOKEN.finditer(sentence))
        return cls(tuple(Span(*m.span()) for m in matches), tuple(m.group().lower() for m in matches))

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after a character."""
        return bisect_left(self.spans, offset + 1, key=lambda span: span.end)


def list_candidates(sentence: str, words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the known places and the other capitalised names of a sentence, in order."""
    known = {Span(match.start, match.end): match for match in gazetteer.find(sentence)}
    spans = set(known) | set(_names(sentence, words))
    return [Candidate(span, known.get(span)) for span in sorted(spans)]


def _names(sentence: str, words: Words) -> Iterator[Span]:
    """Yield runs of capitalised words, with "of", "al" and the like inside, unless the text has no lower case."""
    if sentence.isupper():
        return
    table = _load_words()
    run: list[int] = []
    for at, span in enumerate(words.spans):
        is_name = bool(_NAME_START.match(span.quote(sentence))) and words.words[at] not in table.no_name
        near = bool(run) and not sentence[words.spans[run[-1]].end : span.start].strip(" ‘'’")
        if near and (is_name or words.words[at] in table.joining) and len(run) < _LONGEST:
            run.append(at)
            continue
        yield from _close(words, run)
        run = [at] if is_name else []
    yield from _close(words, run)


def _close(words: Words, run: list[int]) -> Iterator[Span]:
    while run and words.words[run[-1]] in _load_words().joining:
        run = run[:-1]
    if run:
        yield Span(words.spans[run[0]].start, words.spans[run[-1]].end)
        parts = [at for at in run if words.words[at] == "of"]
        for at in parts:
            yield Span(words.spans[run[0]].start, words.spans[at - 1].end)
            yield Span(words.spans[at + 1].start, words.spans[run[-1]].end)


def location_features(
    sentence: str, words: Words, verb: Span, candidate: Candidate, candidates: Sequence[Candidate]
) -> set[str]:
    """Return the features of a name as the place of the act that the verb tells of."""
    table = _load_words()
    first, last = words.at(candidate.span.start), words.at(candidate.span.end - 1)
    act = words.at(verb.start)
    kind = candidate.match.candidates[0].kind if candidate.match and candidate.match.candidates else "unknown"
    kind = kind if candidate.match is None or not candidate.match.inside else f"{kind} inside"
    side = "after" if first > act else "before"
    between = words.words[act + 1 : first] if side == "after" else words.words[last + 1 : act]
    lead = _lead(words, first)
    head = stem(words.words[act])
    features = {
        f"kind={kind}", f"side={side}", f"lead={lead}", f"lead={lead}:{side}", f"lead={lead}:{kind}",
        f"head={head}:{side}", f"head={head}:{lead}", f"head={head}:{kind}",
        f"far={side}:{_bin(len(between))}", f"far={side}:{_bin(len(between))}:{lead}",
        f"size={min(last - first + 1, 4)}:{kind}", f"start={first == 0}:{kind}",
        f"commas={side}:{min(between.count(','), 3)}", f"verbs={side}:{min(sum(map(_verbal, between)), 3)}",
        f"verbs={side}:{min(sum(map(_verbal, between)), 3)}:{lead}",
        f"locative={bool(candidate.match and candidate.match.locative)}:{kind}",
        f"name={words.words[first]}", f"end={words.words[last]}",
    }  # fmt: skip
    owner = _owner(words, act, first)
    features |= {f"owner={owner}", f"owner={owner}:{side}:{lead}", f"owner={owner}:{kind}", f"owner={owner}:{head}"}
    before = words.words[max(first - 3, 0) : first]
    after = words.words[last + 1 : last + 3]
    features.update(f"b{len(before) - i}={word}" for i, word in enumerate(before))
    features.add(f"b21={' '.join(before[-2:])}")
    features.update(f"a{i}={word}" for i, word in enumerate(after, 1))
    features.update(f"noun={word}" for word in (*before, *after) if word in table.place_nouns)
    telling = table.prepositions | table.clause_words
    # The preposition right before the name is its lead, and told already.
    apart = between[:-1] if side == "after" else between
    features.update(f"between={side}:{word}" for word in apart if word in telling)
    features.update(_rivals(words, candidate, candidates, first, last, side, kind))
    return features


def _rivals(
    words: Words, candidate: Candidate, candidates: Sequence[Candidate], first: int, last: int, side: str, kind: str
) -> Iterator[str]:
    """Yield how a name stands among the others: inside or around a longer one, in a row, part of, the nearest."""
    others = [other for other in candidates if other is not candidate]
    for other in others:
        if other.span.overlaps(candidate.span):
            longer = other.span.end - other.span.start > candidate.span.end - candidate.span.start
            yield f"{'within' if longer else 'around'}:{kind}:{'known' if other.match else 'name'}"
            continue
        begin, end = words.at(other.span.start), words.at(other.span.end - 1)
        gap = words.words[end + 1 : first] if end < first else words.words[last + 1 : begin]
        if len(gap) <= 3:
            where = "prev" if end < first else "next"
            yield f"{where}:{' '.join(gap)}"
            yield f"{where}:{' '.join(gap)}:{kind}"
            yield f"{where}:{'known' if other.match else 'name'}:{kind}"
    apart = [other for other in others if not other.span.overlaps(candidate.span)]
    places = [o for o in apart if o.match and not o.match.inside]
    yield f"alone={not apart}:{kind}"
    yield f"places={min(len(places), 3)}:{kind}"
    led = [o for o in apart if _lead(words, words.at(o.span.start)).split("+")[0] in ("in", "at", "near")]
    yield f"led={min(len(led), 2)}:{_lead(words, first)}"
    smaller = any(
        o.match and o.match.candidates and o.match.candidates[0].kind not in ("country", "continent") for o in places
    )
    yield f"smaller={smaller}:{kind}"
    yield f"nth={side}:{min(sum(o.span < candidate.span for o in places), 3)}"


def _lead(words: Words, first: int) -> str:
    """Return the preposition that leads to a name, and whether words stand between: "in", "of+", "" for none."""
    for back in range(1, 6):
        at = first - back
        if at < 0:
            return "^"
        if words.words[at] in _load_words().prepositions:
            return words.words[at] + (
                "" if back == 1 else "+the" if words.words[first - 1] == "the" and back == 2 else "+"
            )
        if not words.words[at][0].isalnum() or words.words[at] in ("and", "or"):
            return words.words[at] if back == 1 else "-"
    return "-"


def _owner(words: Words, act: int, first: int) -> str:
    """Tell whether the last verb before a name is the act's, another, or none; the name's own clause comes first."""
    for at in range(first - 1, max(first - _BACK, 0) - 1, -1):
        if at == act:
            return "own"
        if _verbal(words.words[at]):
            return "other"
    return "none"


def _verbal(word: str) -> bool:
    table = _load_words()
    return (len(word) > 4 and word.endswith(("ed", "ing"))) or word in table.auxiliaries or word in table.irregular


def _bin(count: int) -> int:
    return count if count < 5 else 5 + min((count - 5) // 4, 4)
