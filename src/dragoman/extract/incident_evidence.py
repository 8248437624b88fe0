"""Which types of incident does a text report? Three models: over its sentences, over its words, and over both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dragoman.extract.incident_model import load_incident_model, log_odds
from dragoman.extract.incident_reading import IncidentSentence, is_passive, object_of
from dragoman.extract.incident_text import INCIDENT_TYPES

JUDGED = (*INCIDENT_TYPES, "any")
"""What each sentence and each text is judged for."""
Grid = NDArray[np.float64]

VERB_CLASSES = {
    "KILL": "kill murder assassinate slay massacre execute shoot die behead machinegun gun",
    "HURT": "wound injure hurt hit",
    "ATT": "attack ambush harass assault strafe fire raid storm",
    "BOMB": "bomb explode detonate dynamite blast place plant throw hurl launch defuse deactivate",
    "DMG": "damage destroy burn sabotage demolish topple",
    "KID": "kidnap abduct seize hold capture take detain arrest release free",
    "SAY": "say report state add tell announce claim declare note assert indicate reveal",
    "BLAME": "blame accuse attribute charge suspect implicate",
    "RESP": "responsibility responsible credit perpetrate commit carry stage",
    "ROB": "steal rob loot",
}
_CLASS_OF = {word: name for name, words in VERB_CLASSES.items() for word in words.split()}
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "amod", "compound", "prep", "agent", "neg", "aux", "poss"))
_TEXT_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "amod", "compound", "prep", "agent"))


def verb_class(lemma: str) -> str:
    """Return the class of a verb or noun that governs fillers; "-" where it has none."""
    return _CLASS_OF.get(lemma, "-")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Probabilities of what JUDGED lists: of the text [7], and of each of its sentences [sentences, 7]."""

    text: Grid
    sentences: Grid


def judge_text(sentences: Sequence[IncidentSentence]) -> Evidence:
    """Return how likely a text, and each sentence of it, reports each type of incident."""
    told = np.array([load_incident_model("sentences").probabilities(f) for f in sentence_features(sentences)])
    told = told.reshape(-1, len(JUDGED))
    by_words = load_incident_model("words").probabilities(text_features(sentences))
    return Evidence(load_incident_model("texts").probabilities(joint_features(by_words, told)), told)


def sentence_features(sentences: Sequence[IncidentSentence]) -> list[dict[str, float]]:
    """Return of each sentence its words, pairs, entities, and acts with what depends on them."""
    rows = []
    before: list[str] = []
    for sentence in sentences:
        found = {f"pos={min(sentence.number, 8)}", f"ns={min(len(sentences) // 4, 6)}"}
        words = _lemmas(sentence)
        found.update(f"u={word}" for word in words)
        found.update(f"b={left} {right}" for left, right in pairwise(words))
        found.update(f"s={left} _ {right}" for left, right in zip(words, words[2:], strict=False))
        found.update(f"e={entity.label_}" for entity in sentence.doc.ents)
        found.update(f"pv={kind}" for kind in before)
        _add_acts(sentence, found)
        rows.append(dict.fromkeys(sorted(found), 1.0))
        before = [act.types[0] for act in sentence.acts.values()][:3]
    return rows


def _lemmas(sentence: IncidentSentence) -> list[str]:
    return [t.lemma_.lower() for t in sentence.doc if not t.is_punct and not t.is_space]


def _add_acts(sentence: IncidentSentence, found: set[str]) -> None:
    for index, act in sentence.acts.items():
        token, word = sentence.doc[index], act.lemma
        voice = "p" if is_passive(token) else token.pos_[0]
        found.update((f"a={word}:{voice}:{token.tag_}", f"k={act.types[0]}", f"k0={'/'.join(act.types)}"))
        found.add(f"g={word}:{token.dep_}:{token.head.lemma_.lower()}")
        if sentence.number < 2:
            found.add(f"h={word}")
        for child in token.children:
            found.add(f"m={word}:{child.dep_}")
            if child.dep_ in _ARGUMENTS:
                head = object_of(child)
                name = head.ent_type_ or head.lemma_.lower()
                found.add(f"d={word}:{voice}:{child.dep_}:{name}")
                found.add(f"dt={verb_class(word)}:{voice}:{child.dep_}:{name}")
                found.add(f"dl={verb_class(word)}:{head.lemma_.lower()}")


def text_features(sentences: Sequence[IncidentSentence]) -> dict[str, float]:
    """Return a text's words, those of its first three sentences apart, its acts with arguments, and its length."""
    found: set[str] = set()
    kinds: dict[str, int] = {}
    for sentence in sentences:
        words = _lemmas(sentence)
        found.update(f"u={word}" for word in words)
        if sentence.number < 3:
            found.update(f"h={word}" for word in words)
        for index, act in sentence.acts.items():
            token, word = sentence.doc[index], act.lemma
            voice = "p" if is_passive(token) else token.pos_[0]
            found.add(f"a={word}:{voice}")
            kinds[act.types[0]] = kinds.get(act.types[0], 0) + 1
            for child in token.children:
                if child.dep_ in _TEXT_ARGUMENTS:
                    head = object_of(child)
                    name = head.ent_type_ or head.lemma_.lower()
                    found.add(f"d={word}:{voice}:{child.dep_}:{name}")
                    found.add(f"dt={verb_class(word)}:{voice}:{child.dep_}:{name}")
    found.update(f"na={kind}>={least}" for kind, count in kinds.items() for least in (1, 2, 4, 8) if count >= least)
    found.update(f"ns>={least}" for least in (4, 8, 12, 20, 30) if len(sentences) >= least)
    return dict.fromkeys(sorted(found), 1.0)


def joint_features(by_words: Grid, told: Grid) -> dict[str, float]:
    """Return what the text's words and its sentences say of each type: best, second best, sum, and in the first three.

    `by_words`: probabilities [7]; `told`: of each sentence, [sentences, 7].
    """
    ranked = np.sort(told, axis=0)[::-1] if len(told) else np.zeros((1, len(JUDGED)))
    found = {"length": float(np.log(len(ranked)))}
    for n, name in enumerate(JUDGED):
        found[f"words:{name}"] = log_odds(by_words[n])
        found[f"best:{name}"] = log_odds(ranked[0, n])
        found[f"second:{name}"] = log_odds(ranked[1, n] if len(ranked) > 1 else 0.0)
        found[f"sum:{name}"] = float(np.log(ranked[:, n].sum() + 0.01))
        found[f"early:{name}"] = log_odds(told[:3, n].max() if len(told) else 0.0)
    return found


def context_features(evidence: Mapping[int, Grid], text: Grid, number: int) -> dict[str, float]:
    """Return what the text, a sentence and its neighbours say of each type, as features of a word of that sentence."""
    none = np.zeros(len(JUDGED))
    around = np.maximum(evidence.get(number - 1, none), evidence.get(number + 1, none))
    return {
        f"{where}:{name}": log_odds(values[n], 1e-3)
        for where, values in (("text", text), ("here", evidence[number]), ("around", around))
        for n, name in enumerate(JUDGED)
    }
