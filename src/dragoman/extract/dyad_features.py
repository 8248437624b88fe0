"""What two parties and the words around them tell of the act: named features, without a parse."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from dragoman.errors import BadTable
from dragoman.extract.triggers import load_triggers
from dragoman.model import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_NEAR = 4
_CONTENT = 5
_REACH = 7
"""Words that a verb and its object may lie apart to make a phrase of the trigger table."""


@dataclass(frozen=True, slots=True)
class DyadWords:
    """Words that turn an act, as stems, and the endings that a stem goes without."""

    passive: frozenset[str]
    future: frozenset[str]
    negation: frozenset[str]
    undoing: frozenset[str]
    light: frozenset[str]


@cache
def load_word_lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the word lists of `data/NAME.toml` by their keys, read once a process."""
    text = files("dragoman.extract").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(text)
    for key, words in lists.items():
        if not isinstance(words, str) or not words.split():
            raise BadTable(f"{name}.toml: expected words under {key}, found {words!r}")
    return {key: tuple(words.split()) for key, words in lists.items()}


@cache
def _load_words() -> DyadWords:
    lists = load_word_lists("dyad_words")
    return DyadWords(
        *(frozenset(map(stem, lists[key])) for key in ("passive", "future", "negation", "undoing", "light"))
    )


def stem(word: str) -> str:
    """Return a word without its commonest ending, so that "sanctioned" and "sanctions" are one."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    for ending in load_word_lists("dyad_words")["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def dyad_features(sentence: str, source: Span | None, target: Span | None) -> set[str]:
    """Return the features of who may do what to whom; a party that the sentence does not name is None."""
    features: set[str] = set()
    parts = _split(sentence, source, target)
    order = "".join(name for name in parts if name in "ST") or "-"
    features.add(f"order={order}")
    for name, words in parts.items():
        if name in "ST":
            features.update(f"{name}:{word}" for word in words[-1:])
            features.update(f"{name}~{word}" for word in words)
            continue
        features.update(f"w:{word}" for word in words)
        features.update(f"w:{left} {right}" for left, right in pairwise(words))
        features.update(f"{name}:{word}" for word in words)
        features.update(f"{name}:{left} {right}" for left, right in pairwise(words))
        if name == "M":
            features.update(f"M{order}:{word}" for word in words)
            features.update(" ".join(("M3", *three)) for three in zip(words, words[1:], words[2:], strict=False))
            features.add(f"gap={min(len(words) // 3, 6)}")
            features.update(f"first:{word}" for word in words[:_NEAR])
            features.update(f"last:{word}" for word in words[-2:])
            features.add(f"passive={any(w in _load_words().passive for w in words)}:{'by' in words}")
        if name == "A":
            features.update(f"next:{word}" for word in words[:_NEAR])
        if name == "B":
            features.update(f"before:{word}" for word in words[-_NEAR:])
        for root, how in _acts(words):
            features.add(f"act:{root}")
            features.add(f"act:{how}:{name}:{root}")
    features.update(_clause(parts.get("M", []), parts["A"]))
    return features


def _clause(between: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """Yield what the words from the first party on tell together: the act with its tense, and who undoes what."""
    turning = _load_words()
    words = [*between, "|", *after[:12]]
    future = not turning.future.isdisjoint(between or words[:4])
    negated = not turning.negation.isdisjoint(between or words[:4])
    mood = f"{'will' if future else 'did'}{' not' if negated else ''}"
    yield f"mood={mood}"
    for feature in _main_verb(between or after):
        yield feature
        yield f"{mood} {feature}"
    roots = {root for root, _ in _acts(words)}
    yield from (f"{mood}:{root}" for root in roots)
    table = _act_stems()[0]
    known = [word for word in words if word in table]
    yield from (f"act{at}:{word}" for at, word in enumerate(known[:3]))
    yield from (f"{mood} act0:{root}" for word in known[:1] for root in table[word])
    for at, word in enumerate(words):
        yield from (f"{word}..{other}" for other in words[at + 2 : at + 5])
        if word in turning.undoing:
            for other in words[at + 1 : at + 7]:
                yield from (f"{word}>{root}" for root in table.get(other, ()))


def _main_verb(words: Sequence[str]) -> Iterator[str]:
    """Yield the first content word after the first party, by rule its verb, alone and with those that follow it."""
    light = _load_words().light
    content = [word for word in words if word not in light][:_CONTENT]
    if content:
        main = content[0]
        yield f"main={main}"
        yield from (f"main={main} {other}" for other in content[1:])
        yield from (f"2nd={word}" for word in content[1:2])
        table, phrases = _act_stems()
        yield from (f"main is {root}" for root in table.get(main, ()))
        yield from (f"main does {root}" for word in content[1:] for root in phrases.get(main, {}).get(word, ()))


def _split(sentence: str, source: Span | None, target: Span | None) -> dict[str, list[str]]:
    """Return the stems before (B), between (M) and after (A) the parties, and their own (S, T), in text order."""
    marks = sorted((span, name) for span, name in ((source, "S"), (target, "T")) if span is not None)
    parts: dict[str, list[str]] = {}
    at = 0
    for (span, name), gap in zip(marks, ("B", "M"), strict=False):
        parts[gap] = _stems(sentence[at : span.start])
        parts[name] = _stems(span.quote(sentence))
        at = span.end
    parts["A"] = _stems(sentence[at:])
    return parts


def _stems(text: str) -> list[str]:
    return ["#" if match.group()[0].isdigit() else stem(match.group()) for match in _WORD.finditer(text)]


@cache
def _act_stems() -> tuple[Mapping[str, frozenset[str]], Mapping[str, Mapping[str, frozenset[str]]]]:
    """Return the trigger table by stem: words to event types, and verbs to the words of their phrases."""
    table = load_triggers()
    words: dict[str, set[str]] = {}
    for entries in (table.verbs, table.nouns):
        for word, acts in entries.items():
            words.setdefault(stem(word), set()).update(event for event, _ in acts)
    phrases: dict[str, dict[str, set[str]]] = {}
    for (verb, rest), acts in table.phrases.items():
        phrases.setdefault(stem(verb), {}).setdefault(stem(rest), set()).update(event for event, _ in acts)
    return (
        {word: frozenset(events) for word, events in words.items()},
        {verb: {rest: frozenset(events) for rest, events in rests.items()} for verb, rests in phrases.items()},
    )


def _acts(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the event types that words and phrases may name, with how the table knows them."""
    table, phrases = _act_stems()
    for at, word in enumerate(words):
        for event in table.get(word, ()):
            yield event, "word"
        rests = phrases.get(word)
        if rests:
            for other in words[at + 1 : at + _REACH]:
                for event in rests.get(other, ()):
                    yield event, "phrase"
