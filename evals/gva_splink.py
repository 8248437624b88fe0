"""Linking by Splink, as a measure: `python -m evals.gva_splink --data DIR [--json]`, DIR laid out as gold/gva.

Splink (Fellegi and Sunter's model; weights by expectation maximisation from the pairs themselves, without a label) gets
the same rows as the baselines of evals.gva: one an article, its main coding. It compares type, place, kilometres, day,
tolls, mode, names of those concerned and the words of the sentence, and joins every pair from the threshold on. The
threshold shown is the one that is best on the incidents scored, which flatters it.
"""

from __future__ import annotations

import argparse
import json
import logging
import re
import warnings
from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import splink.comparison_level_library as levels
import splink.comparison_library as compare
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from dragoman.model.event import ResolvedCoding
from evals.gva import choose_main, read_incidents, resolve_articles
from evals.gva_baselines import read_day
from evals.linkage_scores import score_b_cubed, score_pairs

THRESHOLDS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.99)
NEAR_DAYS = 3
_WORD = re.compile(r"[a-z]{4,}")


def find_links(mains: Mapping[str, ResolvedCoding]) -> list[tuple[str, str, float]]:
    """Return pairs of articles with the probability that Splink gives them, from the lowest threshold on."""
    rows = pa.Table.from_pylist([_make_row(article, main) for article, main in sorted(mains.items())])
    api = DuckDBAPI()
    linker = Linker(api.register(rows), _settings(), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_probability_two_random_records_match([block_on("place", "day", "killed")], recall=0.4)
    for rule in (block_on("place", "day"), block_on("day", "killed", "injured")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=THRESHOLDS[0]).as_record_list()
    return [(str(pair["unique_id_l"]), str(pair["unique_id_r"]), float(pair["match_probability"])) for pair in found]


def join_links(links: list[tuple[str, str, float]], threshold: float) -> dict[str, Hashable]:
    """Return each linked article's cluster: all that hang together by pairs of this probability."""
    home: dict[str, str] = {}

    def find(key: str) -> str:
        while home.setdefault(key, key) != key:
            key = home[key]
        return key

    for left, right, probability in links:
        if probability >= threshold:
            home[find(left)] = find(right)
    return {key: find(key) for key in list(home)}


def _settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[
            block_on("place", "week"),
            block_on("place", "next_week"),
            f"abs(l.day - r.day) <= {NEAR_DAYS} AND l.admin1 = r.admin1",
        ],
        comparisons=[
            compare.ExactMatch("event"),
            compare.ExactMatch("mode"),
            compare.ExactMatch("place").configure(term_frequency_adjustments=True),
            compare.DistanceInKMAtThresholds("latitude", "longitude", [5, 25, 100]),
            compare.CustomComparison(
                comparison_levels=[
                    levels.NullLevel("day"),
                    levels.ExactMatchLevel("day"),
                    levels.AbsoluteDifferenceLevel("day", 1),
                    levels.AbsoluteDifferenceLevel("day", NEAR_DAYS),
                    levels.ElseLevel(),
                ],
                output_column_name="day",
            ),
            compare.ExactMatch("killed"),
            compare.ExactMatch("injured"),
            compare.ArrayIntersectAtSizes("names", [2, 1]),
            compare.ArrayIntersectAtSizes("words", [8, 5, 3]),
        ],
    )


def _make_row(article: str, main: ResolvedCoding) -> dict[str, Any]:
    coding, place, day = main.coding, main.place, read_day(main)
    named = {who.name.lower() for who in (*coding.actors, *coding.recipients) if who.name}
    return {
        "unique_id": article,
        "event": coding.event,
        "mode": coding.mode,
        "place": f"{place.name}, {place.admin1}" if place else None,
        "admin1": place.admin1 if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "day": day,
        "week": day // 7,
        "next_week": (day + 3) // 7,
        "killed": coding.killed.best if coding.killed else None,
        "injured": coding.injured.best if coding.injured else None,
        "names": sorted(named) or None,
        "words": sorted(set(_WORD.findall(coding.quote.text.lower()))) or None,
    }


def evaluate(folder: Path, part: str) -> dict[str, object]:
    """Code and resolve the articles, link them by Splink, and score each threshold; `best` is by B-cubed F."""
    incidents, articles = read_incidents(folder, part, None)
    gold: dict[str, Hashable] = {key: incident.id for incident in incidents for key in incident.articles}
    resolved = resolve_articles(articles)
    mains = {key: main for key, codings in resolved.items() if (main := choose_main(codings)) is not None}
    return score_splink(mains, gold)


def score_splink(mains: Mapping[str, ResolvedCoding], gold: Mapping[str, Hashable]) -> dict[str, object]:
    """Score the clusters of each threshold."""
    links = find_links(mains)
    scores = {}
    for threshold in THRESHOLDS:
        home = join_links(links, threshold)
        found = {key: home.get(key, ("alone", key)) for key in gold}
        scores[str(threshold)] = {"pairwise": score_pairs(found, gold), "b_cubed": score_b_cubed(found, gold)}
    best = max(scores.items(), key=lambda item: item[1]["b_cubed"]["f"])
    return {"articles": len(gold), "pairs": len(links), "threshold": float(best[0]), **best[1], "thresholds": scores}


def main() -> None:
    parser = argparse.ArgumentParser(description="Score Splink on gun violence incidents.")
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as gold/gva")
    parser.add_argument("--part", choices=("train", "test", "all"), default="test")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    scores = evaluate(options.data, options.part)
    print(json.dumps(scores) if options.json else json.dumps(scores, indent=2))


if __name__ == "__main__":
    main()
