"""Learn what each level of agreement weighs: `python scripts/train_linking.py --gva DIR --ecbplus DIR [--write]`.

Pairs of codings that blocking offers, of articles of one incident or of two (the train part of gold/gva), and of
mentions of one chain or of two (the train documents of gold/ecbplus), are compared, and a logistic regression over the
levels is fitted to them. Its prior is normal around the weights that stand in resolve/data/link_weights.csv: what the
pairs hardly show (statements, named actors) keeps its weight, and the two sets, which are thinner than a year's news,
move the rest as far as they speak. `--write` writes the table anew; without it, the weights are printed.

Coding takes some minutes; `--keep FILE` keeps the pairs, and reads them again where it is there.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dragoman.model.event import ResolvedCoding
from dragoman.resolve.blocking import Blocks
from dragoman.resolve.comparing import COMPARED, compare_profiles
from dragoman.resolve.link_keys import OutlineTable
from dragoman.resolve.link_tables import DATA, KINDS, load_link_tables
from dragoman.resolve.linking import profile_codings
from dragoman.resolve.outlines import outline_profile, pack_outlines
from dragoman.study.settings import LinkSettings
from evals import ecbplus, gva

TABLE = DATA / "link_weights.csv"
SPREAD = 0.4
"""Standard deviation of a weight around the one that stands, in log-odds. At 0.6 near misses made by hand fail."""

LEARNT_KIND = "deed"
"""For words there is ECB+ alone, which hardly holds a statement of a state: what it taught failed near misses."""

UNEQUAL = ("rising", "loose", "lower", "wide", "leaping", "falling", "conflict")
HELD = frozenset(
    [(toll, level) for toll in ("killed", "injured") for level in UNEQUAL]
    + [("place", level) for level in ("same", "same district", "near", "beside", "apart")]
    + [(field, "differs") for field in ("mode", "actors", "recipients")]
    + [("status", "told later"), ("killed", "injured alone")]
)
"""Levels that stay as they stand: two counts that differ are one and two here, which says nothing of 20 and 100;
hardly a town of a sample of incidents has two in a month, as Baghdad had: learnt, a place alone made an event; and who
shot whom, and how, is hardly ever told here so that it can contradict.
"""

HEARD_ECB = 0.1
"""What a pair of ECB+ counts for: its documents come in topics of two happenings, and give no days of publication."""

PRIOR_SPREAD = 0.25
"""That of the prior, which tells how thick news lies: a sample of incidents knows nothing of that."""

MOST_PAIRS = 12
"""Pairs of one pair of articles that are heard: those of two long articles would drown the rest."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """Two codings compared: their kind, the level of each field, whether they are one event, and what that counts."""

    kind: str
    levels: tuple[str, ...]
    same: bool
    counts: float = 1.0


def label_pairs(
    resolved: Mapping[str, Sequence[ResolvedCoding]], truth: Mapping[str, str], heard: frozenset[str]
) -> Iterator[Labelled]:
    """Yield the pairs that blocking offers, without those that a veto decides.

    `truth`: coding to what it tells of, as far as that is known. `heard`: the codings to learn from.
    """
    tables = load_link_tables()
    codings = sorted((c for own in resolved.values() for c in own), key=lambda c: (c.published, c.coding.id))
    profiles = profile_codings(codings, LinkSettings())
    counted: Counter[tuple[str, str]] = Counter()
    table = OutlineTable(pack_outlines(map(outline_profile, profiles)))
    for lefts, rights in Blocks(table).find_candidates(np.arange(table.size)):
        for one, other in ((profiles[i], profiles[j]) for i, j in zip(lefts.tolist(), rights.tolist(), strict=True)):
            ids = (one.coding.id, other.coding.id)
            articles = (one.coding.article_id, other.coding.article_id)
            if not heard.issuperset(ids) or articles[0] == articles[1] or counted[articles] >= MOST_PAIRS:
                continue
            comparison = compare_profiles(one, other, tables)
            if comparison.veto is None:
                counted[articles] += 1
                levels = tuple(level for _, level in comparison.list_levels())
                yield Labelled(one.kind, levels, truth[ids[0]] == truth[ids[1]])


def read_gva(folder: Path) -> list[Labelled]:
    """Return pairs of codings of violence; two articles of one incident are taken to tell of it in each."""
    incidents, articles = gva.read_incidents(folder, "train", None)
    home = {key: incident.id for incident in incidents for key in incident.articles}
    resolved = gva.resolve_articles(articles)
    return list(label_gva(resolved, home))


def label_gva(resolved: Mapping[str, Sequence[ResolvedCoding]], home: Mapping[str, str]) -> Iterator[Labelled]:
    truth, heard = {}, set()
    for key, own in resolved.items():
        main = gva.choose_main(own)
        for each in own:
            truth[each.coding.id] = home[key]
        if main is not None:
            heard.add(main.coding.id)
    yield from label_pairs(resolved, truth, frozenset(heard))


def read_ecbplus(folder: Path) -> list[Labelled]:
    """Return pairs of codings that name gold mentions."""
    documents = ecbplus.read_documents(folder / "ECB_Train_corpus.txt")
    mentions = ecbplus.read_mentions(folder / "ECB_Train_Event_gold_mentions.json", documents)
    resolved = ecbplus.code_documents(documents)
    matched = ecbplus.match_mentions(mentions, resolved)
    truth = {each.coding.id: m.chain for m in mentions if (each := matched.get(m.id)) is not None}
    return [replace(pair, counts=HEARD_ECB) for pair in label_pairs(resolved, truth, frozenset(truth))]


def fit_weights(pairs: Sequence[Labelled], standing: Mapping[str, Mapping[str, float]]) -> dict[tuple[str, str], float]:
    """Return the weights (field, level) of one kind that are most probable after the pairs."""
    keys = [("prior", "")] + [(field, level) for field in COMPARED for level in standing[field]]
    index = {key: n for n, key in enumerate(keys)}
    start = np.array([standing[field][level] for field, level in keys])
    # A level that stands at nought is what the others of its field are measured against.
    learnt = {key: start[n] != 0 and key not in HELD for key, n in index.items()}
    free = np.array([PRIOR_SPREAD if key[0] == "prior" else SPREAD * learnt[key] for key in keys])
    rows = np.array(
        [[0] + [index[field, level] for field, level in zip(COMPARED, p.levels, strict=True)] for p in pairs]
    )
    same = np.array([p.same for p in pairs], dtype=float)
    counts = np.array([p.counts for p in pairs])
    moved = free > 0

    def lose(change: np.ndarray) -> tuple[float, np.ndarray]:
        values = start.copy()
        values[moved] += change
        odds = values[rows].sum(axis=1)
        loss = (counts * (np.logaddexp(0, odds) - same * odds)).sum() + 0.5 * ((change / free[moved]) ** 2).sum()
        slope = np.zeros(len(keys))
        np.add.at(slope, rows, (counts * (1 / (1 + np.exp(-odds)) - same))[:, None])
        return float(loss), slope[moved] + change / free[moved] ** 2

    found = minimize(lose, np.zeros(int(moved.sum())), jac=True, method="L-BFGS-B").x
    values = start.copy()
    values[moved] += found
    return {key: round(float(value), 2) for key, value in zip(keys, values, strict=True)}


def measure_loss(pairs: Sequence[Labelled], weights: Mapping[tuple[str, str], float]) -> tuple[float, float, float]:
    """Return the mean log loss, and the mean probability given beside the share that are one event."""
    loss, given = 0.0, 0.0
    for pair in pairs:
        odds = weights["prior", ""] + sum(weights[key] for key in zip(COMPARED, pair.levels, strict=True))
        chance = min(max(1 / (1 + exp(-odds)), 1e-6), 1 - 1e-6)
        loss -= log(chance if pair.same else 1 - chance)
        given += chance
    return loss / len(pairs), given / len(pairs), sum(p.same for p in pairs) / len(pairs)


def write_table(weights: Mapping[str, Mapping[tuple[str, str], float]], path: Path = TABLE) -> None:
    """Write the weights into the table, row by row; comments, order and what was not learnt stay."""
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split(",")
        if not line.startswith("#") and cells[0] != "field":
            cells[2:] = [f"{weights[kind].get((cells[0], cells[1]), 0):g}" for kind in KINDS]
        lines.append(",".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_pairs(options: argparse.Namespace) -> dict[str, list[Labelled]]:
    """Return the pairs of both sets, from the file that keeps them where it is there."""
    if options.keep and options.keep.exists():
        kept = json.loads(options.keep.read_text(encoding="utf-8"))
        return {name: [Labelled(k, tuple(v), s, c) for k, v, s, c in rows] for name, rows in kept.items()}
    pairs = {"gva": read_gva(options.gva), "ecbplus": read_ecbplus(options.ecbplus)}
    if options.keep:
        rows = {name: [(p.kind, p.levels, p.same, p.counts) for p in own] for name, own in pairs.items()}
        options.keep.write_text(json.dumps(rows), encoding="utf-8")
    return pairs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gva", type=Path, required=True, help="folder laid out as gold/gva")
    parser.add_argument("--ecbplus", type=Path, required=True, help="folder laid out as gold/ecbplus")
    parser.add_argument("--keep", type=Path, help="file to keep the compared pairs in")
    parser.add_argument("--write", action="store_true", help="write the table")
    options = parser.parse_args()
    pairs = read_pairs(options)
    tables = load_link_tables()
    learnt: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for kind in KINDS:
        own = [pair for rows in pairs.values() for pair in rows if pair.kind == kind]
        standing = tables.weights[kind]
        before = {(field, level): weight for field, levels in standing.items() for level, weight in levels.items()}
        learnt[kind] = fit_weights(own, standing) if kind == LEARNT_KIND else before
        print(f"{kind}: {len(own)} pairs; loss, mean chance, share: before", *measure_loss(own, before))
        print(f"{kind}: after", *measure_loss(own, learnt[kind]))
        for (field, level), weight in learnt[kind].items():
            if abs(weight - before[field, level]) >= 0.1:
                print(f"  {field:10} {level:14} {before[field, level]:+.2f} -> {weight:+.2f}")
    if options.write:
        write_table(learnt)
    return 0


if __name__ == "__main__":
    sys.exit(main())
