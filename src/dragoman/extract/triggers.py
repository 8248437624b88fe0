"""Which words name an act? Candidates come from a table of triggers, each with the acts that it may name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.codebook import MODES
from dragoman.errors import BadTable

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Act = tuple[str, str | None]
"""Event type and mode, or None for a trigger that tells no mode."""


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """Lemmas of verbs and nouns, and "verb>dependent" phrases, each with the acts that they may name."""

    verbs: Mapping[str, tuple[Act, ...]]
    nouns: Mapping[str, tuple[Act, ...]]
    phrases: Mapping[tuple[str, str], tuple[Act, ...]]
    phrase_verbs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that may name an act: `acts` maps each act to how the table knows it ("verb", "noun", "phrase")."""

    token: Token
    acts: Mapping[Act, frozenset[str]]

    @property
    def events(self) -> set[str]:
        """The event types that the table offers."""
        return {event for event, _ in self.acts}


@cache
def load_triggers() -> TriggerTable:
    """Read and check `data/triggers.toml`, once a process."""
    text = files("dragoman.extract").joinpath("data", "triggers.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[Act]]] = {"verbs": {}, "nouns": {}, "phrases": {}}
    for number, entry in enumerate(tomllib.loads(text)["act"], 1):
        event, mode = entry["event"], entry.get("mode")
        if event not in MODES or (mode is not None and mode not in MODES[event]):
            raise BadTable(f"triggers.toml, entry {number}: expected an act of the codebook, found {event}/{mode}")
        for kind, table in tables.items():
            for word in entry.get(kind, "").split():
                if (kind == "phrases") != (">" in word):
                    raise BadTable(f"triggers.toml, entry {number}: '{word}' does not belong under {kind}")
                acts = table.setdefault(word, [])
                if (event, mode) not in acts:
                    acts.append((event, mode))
    phrases = {tuple(word.split(">", 1)): tuple(acts) for word, acts in tables["phrases"].items()}
    return TriggerTable(
        verbs={word: tuple(acts) for word, acts in tables["verbs"].items()},
        nouns={word: tuple(acts) for word, acts in tables["nouns"].items()},
        phrases={(verb, rest): acts for (verb, rest), acts in phrases.items()},
        phrase_verbs=frozenset(verb for verb, _ in phrases),
    )


def find_candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield the tokens of a parsed sentence that the table knows, in text order."""
    table = load_triggers()
    for token in doc:
        acts: dict[Act, set[str]] = {}
        word = lemma(token)
        if token.pos_ in ("VERB", "AUX") or token.tag_.startswith("VB"):
            _note(acts, table.verbs.get(word, ()), "verb")
        if token.pos_ in ("NOUN", "PROPN", "ADJ"):
            _note(acts, table.nouns.get(word, ()), "noun")
            if token.pos_ != "NOUN" and word.endswith("s"):
                _note(acts, table.nouns.get(word[:-1], ()), "noun")
        if word in table.phrase_verbs:
            for dependent in _near_dependents(token):
                _note(acts, table.phrases.get((word, lemma(dependent)), ()), "phrase")
        if acts:
            yield Candidate(token, {act: frozenset(kinds) for act, kinds in acts.items()})


def lemma(token: Token) -> str:
    """Return the lemma in lower case."""
    return str(token.lemma_).lower()


def _note(acts: dict[Act, set[str]], found: tuple[Act, ...], kind: str) -> None:
    for act in found:
        acts.setdefault(act, set()).add(kind)


def _near_dependents(token: Token) -> Iterator[Token]:
    """Yield children, and the children of prepositions, particles and bare infinitives."""
    for child in token.children:
        yield child
        if child.dep_ in ("prep", "agent", "xcomp", "dative", "prt") or child.pos_ == "ADP":
            yield from child.children
