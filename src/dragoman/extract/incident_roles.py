"""Which words head a filler of an incident's role? Features of a word for the linear model, and its judgement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from dragoman.extract.incident_evidence import Evidence, context_features, verb_class
from dragoman.extract.incident_model import load_incident_model
from dragoman.extract.incident_reading import (
    CatalogName,
    IncidentSentence,
    IncidentText,
    Probabilities,
    is_passive,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

# What the linear model and the network each weigh, in logarithms; from a tenth of the training texts that the
# network had not seen.
LINEAR_SHARE, NETWORK_SHARE = 0.55, 0.35

_TIMES = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "ORDINAL", "QUANTITY"))
_ARGUMENTS = frozenset(("nsubj", "nsubjpass", "dobj", "pobj"))
_CLIMBED = frozenset(("conj", "compound", "nmod", "appos", "poss", "amod", "nummod"))
_CLUES = frozenset(
    (
        "clash", "clashes", "combat", "fighting", "troops", "not", "if", "would", "casualties", "unidentified",
        "responsibility", "yesterday", "today", "peace", "according",
    )
)  # fmt: skip
_LONGEST_PATH = 5


def could_head(token: Token) -> bool:
    """Tell whether a word could head a filler."""
    return (
        (token.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "X") or token.dep_ in _ARGUMENTS)
        and token.ent_type_ not in _TIMES
        and token.pos_ not in ("PRON", "PUNCT", "DET")
        and any(letter.isalnum() for letter in token.text)
    )


def judge_heads(text: IncidentText, evidence: Evidence) -> Iterator[tuple[IncidentSentence, int, Probabilities]]:
    """Yield the words near acts that could head a filler, with the probabilities of no role and of each role."""
    model = load_incident_model("roles")
    for sentence, token, features in head_features(text.sentences, evidence):
        yield sentence, token, join_network(text, sentence, token, model.probabilities(features))


def join_network(text: IncidentText, sentence: IncidentSentence, token: int, linear: np.ndarray) -> Probabilities:
    """Return the linear model's and the network's probabilities as one."""
    seen = text.network_roles(sentence, token)
    if seen is None:
        return np.asarray(linear, dtype=np.float32)
    scores = LINEAR_SHARE * np.log(np.clip(linear, 1e-5, 1)) + NETWORK_SHARE * np.log(np.clip(seen, 1e-5, 1))
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)


def head_features(
    sentences: Sequence[IncidentSentence], evidence: Evidence
) -> Iterator[tuple[IncidentSentence, int, dict[str, float]]]:
    """Yield the words near acts that could head a filler, with their features."""
    often = Counter(token.lemma_.lower() for sentence in sentences for token in sentence.doc)
    told = dict(enumerate(evidence.sentences))
    for sentence in sentences:
        if not sentence.near:
            continue
        shared = _sentence_features(sentence, sentences)
        context = context_features(told, evidence.text, sentence.number)
        names = {i: name for name in sentence.names for i in range(name.first, name.last + 1)}
        for token in sentence.doc:
            if could_head(token):
                lemma = token.lemma_.lower()
                found = {*_word_features(token, names.get(token.i)), *_place_features(token)}
                found.update((*_act_features(sentence, token), *shared, f"cnt={min(often[lemma], 5)}"))
                found.update(f"{feature}|{token.pos_}" for feature in shared)
                found.update(f"Q{feature}|{lemma}" for feature in shared if feature.startswith("sty"))
                yield sentence, token.i, {**dict.fromkeys(sorted(found), 1.0), **context}


def _sentence_features(sentence: IncidentSentence, sentences: Sequence[IncidentSentence]) -> list[str]:
    found = [f"sty={kind}" for kind in dict.fromkeys(act.types[0] for act in sentence.acts.values())]
    found += [f"sn={min(sentence.number, 6)}", f"nacts={min(len(sentence.acts), 4)}"]
    found += [f"sw={word}" for word in sorted(_CLUES & {token.lower_ for token in sentence.doc})]
    if sentence.number:
        before = sentences[sentence.number - 1].acts.values()
        found += [f"prev={kind}" for kind in dict.fromkeys(act.types[0] for act in before)]
    return found


def _word_features(token: Token, name: CatalogName | None) -> Iterator[str]:
    lemma, doc = token.lemma_.lower(), token.doc
    yield from (f"l={lemma}", f"w={token.lower_}", f"suf={token.lower_[-3:]}", f"pos={token.pos_}", f"tag={token.tag_}")
    yield from (f"dep={token.dep_}", f"ent={token.ent_type_ or '-'}", f"shape={token.shape_[:3]}")
    if name:
        yield from (f"cat={name.kind}", f"catid={name.actor}", "catend" if token.i == name.last else "catin")
    inner = (
        token.i + 1 < len(doc) and doc[token.i + 1].pos_ == token.pos_ == "PROPN" and token.dep_ in ("compound", "nmod")
    )
    yield from (f"last={not inner}:{token.pos_}", f"last={not inner}:{token.ent_type_}:{token.dep_}")
    for child in token.children:
        word = child.lemma_.lower()
        if child.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "det"):
            yield from (f"mod={word}", f"hm={child.dep_}:{child.ent_type_ or child.pos_}")
            if child.dep_ in ("compound", "amod"):
                yield f"lm={word} {lemma}"
        elif child.dep_ == "prep":
            yield f"cp={child.lower_}"
            for noun in child.children:
                if noun.dep_ == "pobj":
                    yield f"cpo={child.lower_}:{noun.lemma_.lower()}"
                    yield f"cpe={child.lower_}:{noun.ent_type_ or '-'}"
        elif child.dep_ in ("relcl", "acl", "appos"):
            yield from (f"c={child.dep_}:{word}", f"cc={child.dep_}:{verb_class(word)}")
    yield from _neighbour_features(token)


def _neighbour_features(token: Token) -> Iterator[str]:
    doc, i = token.doc, token.i
    around = [doc[k].lower_ if 0 <= k < len(doc) else "#" for k in range(i - 3, i + 3)]
    yield from (f"-1={around[2]}", f"+1={around[4]}", f"-2={around[1]} {around[2]}", f"+2={around[4]} {around[5]}")
    yield from (f"l1={token.lemma_.lower()} {around[4]}", f"wm2={around[1]}", f"wm3={around[0]}")


def _place_features(token: Token) -> Iterator[str]:
    """Yield how the phrase of a word hangs on what governs it."""
    lemma = token.lemma_.lower()
    top, steps = token, list[str]()
    while top.dep_ in _CLIMBED and top.head.i != top.i and len(steps) < 4:
        steps.append(top.dep_)
        top = top.head
    climb = "/".join(dict.fromkeys(steps))
    above = top.head
    word, dep = above.lemma_.lower(), top.dep_
    yield from (f"hp={climb}", f"topl={top.lemma_.lower()}:{climb}")
    if dep == "pobj":
        prep, governor = above.lower_, above.head
        group = verb_class(governor.lemma_.lower())
        yield from (f"prep={prep}", f"pg={prep}:{governor.lemma_.lower()}", f"pgc={prep}:{group}:{governor.pos_}")
        yield from (f"pgp={prep}:{group}:{is_passive(governor)}:{climb}", f"lpg={lemma}:{prep}:{group}")
        if governor.pos_ == "NOUN" and governor.head.i != governor.i:
            over = governor.head.lemma_.lower()
            yield f"pgg={governor.dep_}:{governor.lemma_.lower()}:{verb_class(over)}:{prep}"
            yield f"ggl={over}:{governor.dep_}:{prep}"
        return
    group, voice = verb_class(word), is_passive(above)
    yield from (f"g={word}:{dep}", f"gc={group}:{dep}:{voice}", f"gch={group}:{dep}:{voice}:{climb}")
    yield f"lgc={lemma}:{group}:{dep}"
    if above.dep_ in ("xcomp", "ccomp", "advcl", "conj", "relcl", "acl"):
        yield f"gg={above.dep_}:{above.head.lemma_.lower()}:{dep}"
    for child in above.children:
        if child.dep_ in ("xcomp", "advcl", "conj", "ccomp"):
            yield f"gdown={dep}:{child.dep_}:{verb_class(child.lemma_.lower())}"
        elif child.dep_ in ("dobj", "prep") and dep in ("nsubj", "nsubjpass"):
            yield f"gobj={word}:{child.lemma_.lower()}:{dep}"


def _act_features(sentence: IncidentSentence, token: Token) -> Iterator[str]:
    """Yield how a word stands to the four nearest words for acts."""
    if not sentence.acts:
        yield "noact"
    nearest = sorted(sentence.acts, key=lambda index: abs(index - token.i))[:4]
    first = True
    for index in nearest:
        act, kind = sentence.acts[index], sentence.acts[index].types[0]
        if index == token.i:
            yield f"isact={act.lemma}"
            continue
        trigger = sentence.doc[index]
        voice = "p" if is_passive(trigger) else "a"
        side = f"{'R' if index > token.i else 'L'}{min(abs(index - token.i) // 3, 4)}"
        yield f"act={act.lemma}:{side}"
        if first:
            yield from (f"n1={kind}:{side}", f"n1l={act.lemma}:{token.lemma_.lower()}", f"n1t={kind}:{token.ent_type_}")
            first = False
        path = _path_between(trigger, token)
        if path is not None:
            yield from (f"path={voice}{path}", f"pathk={kind}:{voice}{path}", f"pathw={act.lemma}:{voice}{path}")
            yield f"pathc={verb_class(trigger.lemma_.lower())}:{voice}{path}"


def _path_between(trigger: Token, token: Token) -> str | None:
    above = [trigger, *trigger.ancestors]
    places = {t.i: n for n, t in enumerate(above)}
    down: list[str] = []
    at = token
    while at.i not in places:
        named = at.dep_ in ("prep", "agent", "dative")
        down.append(f"{at.dep_}:{at.lemma_.lower()}" if named else str(at.dep_))
        if len(down) > _LONGEST_PATH or at.head.i == at.i:
            return None
        at = at.head
    up = [t.dep_ for t in above[: places[at.i]]]
    if len(up) + len(down) > _LONGEST_PATH:
        return None
    return "".join(f"<{label}" for label in up) + "".join(f">{label}" for label in reversed(down))
