"""Which killed and which injured do the figures of an article come to, for one attack? Weighed as pairs.

The rules (`toll_choice`) answer from the figures that stand at the attack. Here every figure of the article has a
say: a title that tells of "one dead, three hurt" speaks for that pair, four shot of whom one died for three injured.
What speaks for a pair, and how much, was learnt (data/toll_weights.csv, scripts/train_tolls.py). The rules' answer
stands unless another is likelier by `MARGIN`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files

from dragoman.errors import BadTable
from dragoman.extract.tolls import TollMention

MARGIN = 0.75
"""In log-odds. At 0 shootings are read better still, and news of several attacks gets tolls that nobody told."""

MOST = 24
"""Figures that are weighed, the first of the article: lists beyond that are registers of many attacks."""

Value = int | None
Settled = Mapping[str, TollMention]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure as an attack sees it.

    `where`: own (in a sentence that tells of the attack), near, far, other (in a sentence of another attack), beside
    (near to another one) or none. `sentence`: its number. `titled`: it stands in the title.
    """

    mention: TollMention
    where: str
    sentence: int
    titled: bool
    shape: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", _tell_shape(self.mention))


def _tell_shape(mention: TollMention) -> str:
    """Return fig, or what else the figure is: told of attackers, of a part, as a running toll, or one person."""
    if mention.attackers:
        return "att"
    if mention.part:
        return "part"
    if mention.running:
        return "run"
    return "one" if mention.single else "fig"


@dataclass(frozen=True, slots=True)
class Pair:
    """Killed and injured that the figures may come to, None where nobody is, and what speaks for it."""

    killed: Value
    injured: Value
    features: frozenset[str]


@cache
def toll_weights() -> dict[str, float]:
    """Return how much each feature speaks for a pair, read once."""
    text = files("dragoman.extract").joinpath("data", "toll_weights.csv").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    if lines[0] != "feature,weight":
        raise BadTable(
            f"toll_weights.csv: expected 'feature,weight' as the first line, found {lines[0]!r}. "
            "scripts/train_tolls.py writes the table."
        )
    return {feature: float(weight) for feature, _, weight in (line.rpartition(",") for line in lines[1:])}


def judge_tolls(told: Sequence[Told], rule: Settled) -> Settled:
    """Return the rules' answer, or that of the likeliest pair where it is likelier by the margin."""
    if not told:
        return rule
    weights = toll_weights()
    told = told[:MOST]
    pairs = list(list_pairs(told, rule))
    scores = [sum(weights.get(feature, 0.0) for feature in pair.features) for pair in pairs]
    standing = next(
        score
        for pair, score in zip(pairs, scores, strict=True)
        if (pair.killed, pair.injured) == (value_of(rule.get("killed")), value_of(rule.get("injured")))
    )
    best = max(range(len(pairs)), key=scores.__getitem__)
    if scores[best] < standing + MARGIN:
        return rule
    found = {"killed": pairs[best].killed, "injured": pairs[best].injured}
    return {kind: _show(told, rule, kind, value) for kind, value in found.items() if value is not None}


def value_of(mention: TollMention | None) -> Value:
    """Return the number that a figure is compared by."""
    return None if mention is None else mention.size


def list_pairs(told: Sequence[Told], rule: Settled) -> Iterator[Pair]:
    """Yield every pair that the figures may come to, the rules' among them."""
    dead = [each for each in told if each.mention.kind == "killed"]
    hurt = [each for each in told if each.mention.kind != "killed"]
    hits = {
        best: each for each in reversed(hurt) if each.mention.kind == "hit" and (best := each.mention.best) is not None
    }
    rule_dead, rule_hurt = value_of(rule.get("killed")), value_of(rule.get("injured"))
    killed = dict.fromkeys([None, *(each.mention.size for each in dead), rule_dead])
    left = [hit - some for hit in hits for some in killed if some and hit > some]
    injured = dict.fromkeys([None, *(each.mention.size for each in hurt), *left, rule_hurt])
    of_dead = {value: _weigh_value("k", value, dead, rule_dead) for value in killed}
    of_hurt = {value: _weigh_value("i", value, hurt, rule_hurt) for value in injured}
    ones = {(each.mention.kind[0], each.where) for each in hurt if each.mention.single}
    together = _list_together(dead, hurt)
    for some in killed:
        for others in injured:
            cross = set(_weigh_pair(some, others, hits, ones, together, dead=bool(dead)))
            yield Pair(some, others, frozenset(of_dead[some] | of_hurt[others] | cross))


def _weigh_value(kind: str, value: Value, told: Sequence[Told], rule: Value) -> set[str]:
    """Return what speaks for a number by itself: who gives it, where, and what else is given."""
    found = {f"{kind} rule"} if value == rule else set()
    if value is None:
        found.add(f"{kind} none")
        for each in told:
            found.add(f"{kind} none {each.where} {each.shape} {each.mention.kind[0]}")
            if each.titled:
                found.add(f"{kind} none title {each.shape} {each.mention.kind[0]}")
        return found
    given = [each for each in told if each.mention.size == value]
    found.add(f"{kind} size {_size(value)}")
    found.add(f"{kind} told {min(len({each.sentence for each in given}), 4)}")
    if given and given[0] is told[0]:
        found.add(f"{kind} first")
    if not given:
        found.add(f"{kind} unsaid")
    for each in told:
        found.update(_weigh_figure(kind, value, each))
    return found


def _weigh_figure(kind: str, value: int, each: Told) -> Iterator[str]:
    size, what = each.mention.size, f"{each.shape} {each.mention.kind[0]}"
    if size != value:
        order = "under" if size > value else "over"
        yield f"{kind} {order} {each.where} {what}"
        if each.titled:
            yield f"{kind} {order} title {each.shape}"
        return
    yield f"{kind} {each.where} {what}"
    if each.titled:
        yield f"{kind} title {what}"
    elif each.sentence <= 2:
        yield f"{kind} lead {each.shape}"
    if each.mention.own_voice:
        yield f"{kind} voice {each.shape}"
    if each.mention.best is None:
        yield f"{kind} vague"


def _size(value: int) -> str:
    bounds = ((2, "1"), (5, "2-4"), (10, "5-9"), (50, "10-49"), (500, "50-499"), (5000, "500-4999"))
    return next((name for bound, name in bounds if value < bound), "5000+")


def _list_together(dead: Sequence[Told], hurt: Sequence[Told]) -> dict[tuple[int, int], bool]:
    """Return the numbers of dead and hurt that one sentence gives, and whether a title is among these."""
    found: dict[tuple[int, int], bool] = {}
    for some in dead:
        for others in hurt:
            if some.sentence == others.sentence:
                key = some.mention.size, others.mention.size
                found[key] = found.get(key, False) or some.titled
    return found


def _weigh_pair(
    killed: Value,
    injured: Value,
    hits: Mapping[int, Told],
    ones: set[tuple[str, str]],
    together: Mapping[tuple[int, int], bool],
    *,
    dead: bool,
) -> Iterator[str]:
    """Yield what speaks for two numbers together."""
    if killed and injured:
        yield from _weigh_both(killed, injured, hits, together)
    elif killed:
        yield from _weigh_dead(killed, hits, ones)
    elif injured:
        if dead:
            yield "x hurt only and dead told"
        if injured in hits:
            yield "x hit hurt"
    else:
        yield "x nobody"


def _weigh_both(
    killed: int, injured: int, hits: Mapping[int, Told], together: Mapping[tuple[int, int], bool]
) -> Iterator[str]:
    yield "x both"
    if total := hits.get(killed + injured):
        yield "x sum"
        yield f"x sum {total.where} {total.shape}"
    if (killed, injured) in together:
        yield "x together"
        if together[killed, injured]:
            yield "x together title"
    if injured == killed:
        yield "x same"
        if killed == 1:
            yield "x one one"
    if injured in hits:
        yield "x hit with dead"


def _weigh_dead(killed: int, hits: Mapping[int, Told], ones: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what speaks for dead and nobody hurt. `ones`: kind and place of the single persons hit or hurt."""
    many = "1" if killed == 1 else "+"
    yield "x dead only"
    if killed in hits:
        yield f"x hit all died {many}"
    for kind, where in ones:
        yield f"x dead only and one {kind} {where} {many}"
    if any(hit > killed for hit in hits):
        yield "x more hit than dead"


def _show(told: Sequence[Told], rule: Settled, kind: str, value: int) -> TollMention:
    """Return the figure that gives a number, the nearest first; what nobody gives is shown at those hit."""
    if kind in rule and rule[kind].size == value:
        return rule[kind]
    fitting = [each for each in told if (each.mention.kind == "killed") == (kind == "killed")]
    given = [each for each in fitting if each.mention.size == value]
    if given:
        nearest = min(given, key=lambda each: (each.where != "own", each.mention.span.start))
        return replace(nearest.mention, kind=kind)
    hit = max((each.mention for each in fitting if each.mention.kind == "hit"), key=lambda mention: mention.size)
    return replace(hit, kind=kind, best=value, low=None, high=None)
