"""Who and what fills the roles of a text's incidents? Mentions gathered to fillers, and fillers weighed by type."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.extract.incident_evidence import JUDGED, Evidence
from dragoman.extract.incident_model import log_odds
from dragoman.extract.incident_reading import ROLES, IncidentSentence, IncidentText
from dragoman.extract.incident_roles import judge_heads
from dragoman.extract.incident_spans import choose_span
from dragoman.extract.incident_text import INCIDENT_TYPES
from dragoman.model import Span

LEAST_MENTION = 0.02
"""Probability of a role from which on a word's mention is looked at."""
LEAST_TYPE = 0.05
"""Probability of a type of incident from which on fillers are looked for."""
_GENERIC = frozenset(
    (
        "guerrilla", "rebel", "terrorist", "subversive", "man", "individual", "person", "people", "member", "group",
        "soldier", "gunman", "commando", "insurgent", "criminal", "assailant", "attacker", "troop", "column", "unit",
        "killer", "assassin", "murderer", "youth", "extremist", "trafficker", "narcoterrorist", "squad", "element",
    )
)  # fmt: skip
_SMALL = frozenset(("of", "the", "and", "for", "de", "la", "y"))
_MARKS = re.compile(r"[^\w\s]|_")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_TENTHS = (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_SHARES = (0.01, 0.2, 0.4, 0.6, 0.8, 0.99)


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of a filler. `probability`: of the role; `exact`: that the span is the whole mention and no more;
    `acts`: types of the nearest acts; `key`: the words without marks and articles, in small letters.
    """

    sentence: int
    role: str
    span: Span
    key: str
    head: str
    probability: float
    exact: float
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """Mentions of one person, group or thing in one role; the best one stands for it."""

    mentions: tuple[Mention, ...]

    @property
    def role(self) -> str:
        """The role."""
        return self.mentions[0].role

    @property
    def peak(self) -> float:
        """The greatest probability of a mention."""
        return max(m.probability for m in self.mentions)

    @property
    def best(self) -> Mention:
        """The first mention in the wording that has most weight over all mentions."""
        weights: dict[str, float] = defaultdict(float)
        for m in self.mentions:
            weights[m.key] += m.probability * m.exact
        key = max(weights, key=lambda k: weights[k])
        return min((m for m in self.mentions if m.key == key), key=lambda m: m.span)


def find_fillers(text: IncidentText, evidence: Evidence) -> list[Filler]:
    """Return the fillers that a text may name, in every role."""
    found = []
    for sentence, head, probabilities in judge_heads(text, evidence):
        for role, probability in zip(ROLES, probabilities[1:], strict=True):
            if probability >= LEAST_MENTION:
                span, exact = choose_span(sentence, head, role)
                lemma = sentence.doc[head].lemma_.lower()
                acts = _near_types(text.sentences, sentence, head)
                key = fold_mention(span.quote(text.text))
                found.append(Mention(sentence.number, role, span, key, lemma, float(probability), exact, acts))
    return gather_mentions(found)


def fold_mention(quote: str) -> str:
    """Return a mention in small letters, without marks and articles: two that fold alike are one wording."""
    return " ".join(_ARTICLES.sub(" ", _MARKS.sub("", quote.lower())).split())


def _near_types(sentences: Sequence[IncidentSentence], sentence: IncidentSentence, head: int) -> tuple[str, ...]:
    if sentence.acts:
        nearest = sorted(sentence.acts, key=lambda index: abs(index - head))[:2]
        return tuple(sentence.acts[index].types[0] for index in nearest)
    for number in (sentence.number - 1, sentence.number + 1):
        if 0 <= number < len(sentences) and sentences[number].acts:
            return (next(iter(sentences[number].acts.values())).types[0],)
    return ()


def gather_mentions(mentions: Sequence[Mention]) -> list[Filler]:
    """Gather mentions to fillers: the same wording, a part of a name, an abbreviation, the same kind of perpetrator."""
    groups: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: (-m.probability, m.span, m.role)):
        group = next((g for g in groups if any(_are_one(mention, other) for other in g)), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return [Filler(tuple(group)) for group in groups]


def _are_one(left: Mention, right: Mention) -> bool:
    if left.role != right.role:
        return False
    if left.key == right.key:
        return True
    one, other = set(left.key.split()), set(right.key.split())
    if one and other and (one <= other or other <= one):
        if left.head == right.head:
            return True
        if left.role in ("Victim", "PerpInd", "PerpOrg") and not (one | other) & _GENERIC:
            return True
    if left.role == "PerpOrg":
        return _initials(left.key) == right.key.replace(" ", "") or _initials(right.key) == left.key.replace(" ", "")
    return left.role == "PerpInd" and left.head == right.head


def _initials(key: str) -> str:
    return "".join(word[0] for word in key.split() if word not in _SMALL)


def weigh_features(fillers: Sequence[Filler], evidence: Evidence) -> Iterator[tuple[Filler, str, dict[str, float]]]:
    """Yield every filler with every type of incident that the text may report, and the features of the pair."""
    text = {kind: float(p) for kind, p in zip(JUDGED, evidence.text, strict=True)}
    sums = {role: sum(f.peak for f in fillers if f.role == role) for role in ROLES}
    for filler in fillers:
        rank = sum(f.peak > filler.peak for f in fillers if f.role == filler.role)
        own = _filler_features(filler, rank, sums[filler.role], text["any"])
        for kind in INCIDENT_TYPES:
            if text[kind] >= LEAST_TYPE:
                yield filler, kind, _pair_features(filler, kind, text, evidence, own)


def _filler_features(filler: Filler, rank: int, total: float, relevant: float) -> dict[str, float]:
    role, mentions = filler.role, filler.mentions
    peak, best = filler.peak, max(mentions, key=lambda m: m.probability * m.exact)
    any_of = 1 - float(np.prod([1 - m.probability for m in mentions]))
    found = {f"r={role}", f"rank={min(rank, 4)}|{role}", f"first={min(5, *(m.sentence for m in mentions))}"}
    found.update((f"hd={mentions[0].head}|{role}", f"gen={mentions[0].head in _GENERIC}|{role}"))
    found.update(f"{s}|{role}" for s in _steps("p", peak, (0.03, 0.06, *_TENTHS)))
    steps = _steps("no", any_of, (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.97))
    found.update((*steps, *(f"{s}|{role}" for s in steps)))
    found.update(f"{s}|{role}" for s in _steps("q", best.exact, (0.3, 0.5, 0.7, 0.85, 0.95)))
    found.update(f"{s}|{role}" for s in _steps("cnt", len(mentions), (2, 3, 5)))
    found.update(f"{s}|{role}" for s in _steps("rs", total, (0.3, 0.6, 1, 1.5, 2.5, 4)))
    found.update(_steps("any", relevant, _TENTHS))
    values = {"lno": log_odds(any_of), "lp": log_odds(peak), "lq": log_odds(best.exact), "lany": log_odds(relevant)}
    return {**dict.fromkeys(sorted(found), 1.0), **values, **{f"{k}|{role}": values[k] for k in ("lno", "lp", "lq")}}


def _pair_features(
    filler: Filler, kind: str, text: dict[str, float], evidence: Evidence, own: dict[str, float]
) -> dict[str, float]:
    role, mentions = filler.role, filler.mentions
    weights = np.array([m.probability for m in mentions])
    told = np.array([evidence.sentences[m.sentence] for m in mentions])
    mean = weights @ told / weights.sum()
    acts: dict[str, float] = defaultdict(float)
    for mention in mentions:
        for act, share in zip(mention.acts, (1.0, 0.4), strict=False):
            acts[act] += mention.probability * share
    named = acts[kind] / sum(acts.values()) if sum(acts.values()) else 0.0
    column = JUDGED.index(kind)
    here = float(mean[column] / (mean[:-1].sum() + 1e-3))
    rival = max(text[other] for other in INCIDENT_TYPES if other != kind)
    found = {f"T={kind}|{role}", *(f"near={kind}:{act}|{role}" for act in acts)}
    for steps in (_steps("sh", named, _SHARES), _steps("s2", here, (0.05, 0.2, 0.4, 0.6, 0.8, 0.95))):
        found.update(step + tail for step in steps for tail in ("", f"|{role}", f"|{kind}|{role}"))
    found.update(step + tail for step in _steps("pt", text[kind], _TENTHS) for tail in ("", f"|{kind}"))
    rivals = _steps("comp", rival, (0.1, 0.2, 0.3, 0.5, 0.7, 0.9))
    found.update(step + tail for step in rivals for tail in ("", f"|sh{named > 0.4}", f"|{kind}"))
    values = {"lpt": log_odds(text[kind]), f"lpt|{kind}": log_odds(text[kind]), "ls6": log_odds(told[:, -1].max())}
    values.update({"lst": log_odds(mean[column]), f"lst|{role}": log_odds(mean[column])})
    values[f"lsm|{role}"] = log_odds(told[:, column].max())
    return {**own, **dict.fromkeys(sorted(found), 1.0), **values}


def _steps(name: str, value: float, steps: Sequence[float]) -> list[str]:
    return [f"{name}>={step}" for step in steps if value >= step]
