"""How does a mention stand to a trigger? Named features for the linear models of roles, places and speakers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.extract.mentions import Mention
from dragoman.extract.referents import Referent
from dragoman.extract.trigger_features import SUBJECTS, find_subject, is_passive
from dragoman.extract.triggers import lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST_PATH = 6


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody who might take part. `where`: "here" (in the trigger's sentence), "before" (in the one before it),
    "title" or "often" (among those that the article names most); `often`: how often it names them, up to 4.
    """

    mention: Mention
    referent: Referent
    where: str
    often: int = 1


_SPEECH = frozenset(
    (
        "say", "tell", "report", "add", "state", "claim", "confirm", "announce", "allege", "note", "write", "warn",
        "accuse", "describe", "admit", "deny", "insist", "argue",
    )
)  # fmt: skip


def role_features(trigger: Token, event: str, option: Option) -> set[str]:
    """Return the features of a pair of trigger and option."""
    features = set(_mention_features(event, option.mention, option.referent))
    if option.where == "here":
        features.update(_path_features(trigger, event, option.mention.head))
        features.update(_order_features(trigger, event, option.mention))
    else:
        features = {f"away:{feature}" for feature in features if not feature.startswith(("gov", "prep", "dep"))}
        features.update((f"where={option.where}", f"where={option.where}:{event}"))
        features.update(
            (f"often={option.often}", f"often={option.often}:{event}", f"often={option.often}:{option.where}")
        )
        subject = "subject" if option.mention.head.dep_ in SUBJECTS else "other"
        features.update((f"away={subject}:{option.where}", f"away={subject}:{event}"))
        if find_subject(trigger) is None:
            features.update(("bare", f"bare:{event}", f"bare:{option.where}:{subject}"))
        if is_passive(trigger):
            features.update(("passive", f"passive:{event}", f"passive:{option.where}:{subject}"))
    return features


def dependency_path(trigger: Token, token: Token) -> str | None:
    """Return the path between two words: "<" up, ">" down, with prepositions named; None where it is too long."""
    above = [trigger, *trigger.ancestors]
    index = {t.i: n for n, t in enumerate(above)}
    down: list[str] = []
    at = token
    while at.i not in index:
        down.append(_label(at))
        if at.head is at or len(down) > _LONGEST_PATH:
            return None
        at = at.head
    up = [t.dep_ for t in above[: index[at.i]]]
    if len(up) + len(down) > _LONGEST_PATH:
        return None
    return "".join(f"<{label}" for label in up) + "".join(f">{label}" for label in reversed(down))


def _label(token: Token) -> str:
    return f"{token.dep_}:{lemma(token)}" if token.dep_ in ("prep", "agent", "dative") else str(token.dep_)


def _path_features(trigger: Token, event: str, head: Token) -> Iterator[str]:
    path = dependency_path(trigger, head)
    passive = "p" if is_passive(trigger) else "a"
    part = trigger.pos_[0]
    if path is None:
        yield from ("path=far", f"path=far:{event}")
    else:
        word = lemma(trigger)
        yield from (f"path={path}", f"path={part}{passive}{path}", f"path={event}:{part}{passive}{path}")
        yield f"path={word}:{passive}{path}"
        hops = path.count("<") + path.count(">")
        yield from (f"hops={hops}", f"hops={event}:{hops}")
        last = path[max(path.rfind("<"), path.rfind(">")) :]
        yield f"last={event}:{part}{passive}{last}"
    subject = find_subject(trigger)
    if subject is not None and (head is subject or head in subject.conjuncts):
        yield from (f"subject{passive}", f"subject{passive}:{event}", f"subject{passive}:{event}:{part}")
        direct = "direct" if subject.head is trigger else "passed"
        yield f"subject{passive}:{direct}:{event}"


def _mention_features(event: str, mention: Mention, referent: Referent) -> Iterator[str]:
    entity = mention.entity or "-"
    yield from (f"kind={mention.kind}", f"ent={entity}", f"ent={entity}:{event}")
    yield from (f"sector={referent.sector}", f"sector={referent.sector}:{event}", f"resolved={referent.resolved}")
    yield f"state={referent.country is not None}:{event}"
    yield f"actor={referent.actor_id is not None}"
    word = lemma(mention.head)
    if mention.kind != "name":
        yield from (f"word={word}", f"word={word}:{event}")
    dependency = mention.head.dep_
    yield from (f"dep={dependency}", f"dep={dependency}:{event}", f"dep={dependency}:{entity}")
    if mention.head.head.pos_ == "ADP":
        preposition, governor = lemma(mention.head.head), lemma(mention.head.head.head)
        yield from (f"prep={preposition}", f"prep={preposition}:{event}", f"prep={preposition}:{entity}:{event}")
        yield f"prep={preposition}:{governor}"
    governor = lemma(mention.head.head)
    yield f"gov={governor}"
    if governor in _SPEECH and dependency in SUBJECTS:
        yield from ("speaker", f"speaker:{event}", f"speaker:{governor}")


def _order_features(trigger: Token, event: str, mention: Mention) -> Iterator[str]:
    distance = mention.head.i - trigger.i
    side = "after" if distance > 0 else "before" if distance else "same"
    near = min(abs(distance) // 3, 5)
    yield from (f"order={side}", f"order={side}:{event}", f"near={side}{near}")
    if mention.sentence.in_title:
        yield f"title:{side}:{event}"
    first, last = sorted((trigger.i, mention.head.i))
    between = mention.sentence.doc[first + 1 : last]
    if any(t.pos_ == "VERB" for t in between):
        yield f"verb-between:{side}"
    if any(t.lower_ in ("by", "against", "on", "with") for t in between):
        yield from (f"between={t.lower_}:{side}" for t in between if t.lower_ in ("by", "against", "on", "with"))
