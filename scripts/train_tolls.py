"""Learn what speaks for a toll: writes data/toll_weights.csv of the extract package.

    python -m scripts.train_tolls --shared DIR [--write]

From gva (the train part of `evals.gva`: the main attack of each article, and the numbers of the record) and from
dispatches (the train part: codings that people made, matched to the coder's by the shared scorer). A conditional logit
over the pairs of killed and injured that an article's figures may come to (`toll_judge.list_pairs`). Prints shares
right by cross-validation, all articles of an incident in one fold: rules alone, and the judge at several margins.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from dragoman.catalog.actors import ActorCatalog
from dragoman.extract import toll_judge
from dragoman.extract.act_merging import Kept, keep_drafts
from dragoman.extract.act_reading import read_acts
from dragoman.extract.act_tolls import Sight, see_figures
from dragoman.extract.coders.network import LEAST_CONFIDENCE, NetworkCoder, draft_acts
from dragoman.extract.toll_judge import MARGIN, MOST, Pair, Value, list_pairs, value_of
from dragoman.model import Article, Coding
from dragoman.model.guide import coding_to_guide
from dragoman.pipeline.resolving import resolve_codings
from dragoman.resolve.linking import link_codings
from dragoman.resolve.places import load_gazetteer
from evals import gva
from scripts.coded_rows import read_coded

TABLE = Path(toll_judge.__file__).parent / "data" / "toll_weights.csv"
HEADER = """\
# What speaks for a pair of killed (k) and injured (i) that figures may come to, in log-odds (toll_judge.py).
# Source: learnt by scripts/train_tolls.py from gva and dispatches, the train part of each. Words: where a figure stands
# as the attack sees it (own, near, far, other, beside, none; title, lead), its shape (fig, one, run, part; att: those
# who did it), its kind (k, i; h: hit). none: nobody is told of. under, over: another figure is larger, smaller.
# x: the two together.
feature,weight
"""
FOLDS = 5
LEAST = 12
"""A feature must speak in so many articles."""
STRENGTH = 0.1
"""Inverse strength of the L2 penalty."""
SMALLEST_WEIGHT = 0.02

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One attack: the pairs that it may come to, the rules' pair and the true one; `group`: its incident or article."""

    group: str
    source: str
    pairs: Sequence[Pair]
    rule: tuple[Value, Value]
    truth: tuple[Value, Value]


class SeeingCoder(NetworkCoder):
    """The coder, which keeps what it read of the last article."""

    def see(self, article: Article) -> list[tuple[Coding, Sight]]:
        """Return each coding that may hold a toll, and the figures as it sees them."""
        reading = read_acts(article, self._network, self._tables, self._worth)
        if reading is None:
            return []
        drafts = draft_acts(reading, self._network, self._likely)
        kept: list[Kept] = keep_drafts(reading, drafts, self._least)
        home, seen = see_figures(reading, kept)
        at = {(k.draft.act.event, k.draft.act.span): n for n, k in enumerate(kept)}
        found = []
        for coding in self.code_reading(reading, drafts):
            n = at.get((coding.event, coding.trigger.span))
            if n in home:
                found.append((coding, seen[home[n]]))
        return found


def read_shootings(shared: Path) -> Iterator[Row]:
    """Yield the main attack of each article of the train part of gva: that whose event most articles tell of."""
    incidents, articles = gva.read_incidents(shared / "gold" / "gva", "train", None)
    coder, catalog, gazetteer = SeeingCoder(gva.LEAST_CONFIDENCE), ActorCatalog.load(None), load_gazetteer()
    seen: dict[str, Sight] = {}
    resolved = {}
    for article in articles:
        sights = coder.see(article)
        seen |= {coding.id: sight for coding, sight in sights}
        resolved[article.id] = resolve_codings(article, [coding for coding, _ in sights], catalog, gazetteer)
    linkage = link_codings(coding for codings in resolved.values() for coding in codings)
    article_of = {each.coding.id: key for key, codings in resolved.items() for each in codings}
    spread = {c: len({article_of[o] for o in event.coding_ids}) for event in linkage.events for c in event.coding_ids}
    for incident in incidents:
        for key in incident.articles:
            main = gva.choose_main(resolved[key], spread)
            if main is not None:
                truth = incident.killed or None, incident.injured or None
                yield _make_row(str(incident.id), "gva", seen[main.coding.id], truth)


def _make_row(group: str, source: str, sight: Sight, truth: tuple[Value, Value]) -> Row:
    rule = value_of(sight.rule.get("killed")), value_of(sight.rule.get("injured"))
    return Row(group, source, list(list_pairs(sight.told[:MOST], sight.rule)), rule, truth)


def read_dispatches(shared: Path) -> Iterator[Row]:
    """Yield the attacks of the train part of dispatches that the scorer matches to what people coded."""
    folder = shared / "gold" / "dispatches-train"
    match = _load_scorer(shared).pair
    coder = SeeingCoder(LEAST_CONFIDENCE)
    for article, gold in read_coded(folder / "articles_train.jsonl", folder / "codings_train.jsonl"):
        seen = coder.see(article)
        guide = [coding_to_guide(coding) for coding, _ in seen]
        place = {id(coded): n for n, coded in enumerate(guide)}
        for told, coded in match(gold, guide):
            _, sight = seen[place[id(coded)]]
            if sight.told:
                yield _make_row(article.id, "dispatches", sight, (_number(told["killed"]), _number(told["injured"])))


def _number(toll: dict[str, int | None] | None) -> Value:
    return (toll.get("best") or toll.get("low")) if toll else None


def _load_scorer(shared: Path) -> Any:  # noqa: ANN401 -- a script that lies outside the repository
    spec = spec_from_file_location("score_dispatches", shared / "tools" / "score_dispatches.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{shared}: expected tools/score_dispatches.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fit_weights(rows: Sequence[Row]) -> dict[str, float]:
    """Fit the conditional logit: half the weight on the pair, a quarter each on killed and injured."""
    counts = Counter(f for row in rows for f in frozenset().union(*(pair.features for pair in row.pairs)))
    names = sorted(feature for feature, count in counts.items() if count >= LEAST)
    column = {name: n for n, name in enumerate(names)}
    cells = [[column[f] for f in sorted(pair.features) if f in column] for row in rows for pair in row.pairs]
    ends = np.cumsum([0, *map(len, cells)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(cells), ends), shape=(len(cells), len(names)))
    group = np.repeat(np.arange(len(rows)), [len(row.pairs) for row in rows])
    starts = np.searchsorted(group, np.arange(len(rows)))
    right = [
        (weight, np.array([test(pair, row) for row in rows for pair in row.pairs]))
        for weight, test in (
            (0.5, lambda pair, row: (pair.killed, pair.injured) == row.truth),
            (0.25, lambda pair, row: pair.killed == row.truth[0]),
            (0.25, lambda pair, row: pair.injured == row.truth[1]),
        )
    ]

    def share(scores: Floats, among: NDArray[np.bool_]) -> tuple[Floats, Floats]:
        top = np.maximum.reduceat(np.where(among, scores, -np.inf), starts)
        powers = np.where(among, np.exp(scores - np.where(np.isfinite(top), top, 0)[group]), 0)
        sums = np.add.reduceat(powers, starts)
        return np.where(sums > 0, np.where(np.isfinite(top), top, 0) + np.log(np.maximum(sums, 1e-300)), 0), (
            powers / np.maximum(sums, 1e-300)[group]
        )

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = matrix @ weights
        whole, chance = share(scores, np.ones(len(scores), dtype=bool))
        total, slope = 0.0, np.zeros(len(scores))
        for weight, among in right:
            part, given = share(scores, among)
            can = np.logical_or.reduceat(among, starts)
            total += weight * float(np.sum(can * (whole - part)))
            slope += weight * can[group] * (chance - given)
        return total + float(weights @ weights) / (2 * STRENGTH), matrix.T @ slope + weights / STRENGTH

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {
        name: round(float(weight), 2)
        for name, weight in zip(names, fitted, strict=True)
        if abs(weight) >= SMALLEST_WEIGHT
    }


def choose_pair(row: Row, weights: dict[str, float], margin: float) -> tuple[Value, Value]:
    """Return the likeliest pair, or the rules' where none is likelier by the margin."""
    scores = {(p.killed, p.injured): sum(weights.get(f, 0.0) for f in p.features) for p in row.pairs}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] >= scores[row.rule] + margin else row.rule


def validate(rows: Sequence[Row]) -> None:
    """Print the shares right in cross-validation."""
    answers: dict[float | None, list[tuple[Row, tuple[Value, Value]]]] = defaultdict(list)
    for fold in range(FOLDS):
        apart = [row for row in rows if zlib.crc32(row.group.encode()) % FOLDS == fold]
        weights = fit_weights([row for row in rows if zlib.crc32(row.group.encode()) % FOLDS != fold])
        for margin in (0.0, 0.5, MARGIN, 1.0):
            answers[margin] += [(row, choose_pair(row, weights, margin)) for row in apart]
        answers[None] += [(row, row.rule) for row in apart]
    for margin, given in answers.items():
        for source in ("gva", "dispatches"):
            own = [(row.truth, answer) for row, answer in given if row.source == source]
            shares = [round(float(np.mean([truth[n] == answer[n] for truth, answer in own])), 4) for n in (0, 1)]
            print("rules" if margin is None else f"margin {margin}", source, len(own), "killed, injured", shares)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds gold/ and tools/")
    parser.add_argument("--write", action="store_true", help="replace data/toll_weights.csv")
    options = parser.parse_args()
    rows = [*read_shootings(options.shared), *read_dispatches(options.shared)]
    validate(rows)
    weights = fit_weights(rows)
    print(json.dumps({"rows": len(rows), "weights": len(weights)}))
    if options.write:
        lines = "".join(f"{name},{weight}\n" for name, weight in sorted(weights.items()))
        TABLE.write_text(HEADER + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
