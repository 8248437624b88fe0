"""Articles to incidents: `python -m evals.gva --data DIR [--json]`, DIR laid out as gold/gva.

Articles are coded, resolved and linked as in a study, with nothing but their text and day; an article stands for its
main coding of violence. Incidents are split by a hash of their id: three fifths to look at and learn from (`train`),
two fifths to report (`test`). A folder that holds the incidents that link weights were learnt from is scored on `test`
unless `--part` says otherwise, any other whole. `killed`, `injured`: share of incidents whose event gives the number
that the record does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dragoman.catalog.actors import ActorCatalog
from dragoman.extract.coders.network import NetworkCoder
from dragoman.model.article import Article
from dragoman.model.coding import Toll
from dragoman.model.event import Event, ResolvedCoding
from dragoman.model.judgement import Judgement
from dragoman.pipeline.resolving import resolve_codings
from dragoman.resolve.linking import link_codings
from dragoman.resolve.places import load_gazetteer
from evals.gva_baselines import link_by_window, link_one_a_day
from evals.linkage_scores import score_b_cubed, score_pairs

LEARNT_FROM = "54dfeead551f0ea1d79244e8ab36c0dffe6d242cbe387740f5727ba5bdd9b6bd"
"""SHA-256 of the incidents.jsonl whose `train` part scripts/train_linking.py read."""

BATCH = 64
LEAST_CONFIDENCE = 0.05
"""Lower than in a study: crime between private persons is no event by the coding guide, and here it is all there is."""

CHARACTERS_PER_FACT = 1000
"""How much later in its article a coding with one more fact may stand and still be the main one."""

NOT_TOLD: Mapping[str, float] = MappingProxyType({})
VIOLENT = ("ASSAULT", "COERCE")
"""Types of which the main coding of an article is sought, the first before the second."""

REAL = ("actual", "historical")


@dataclass(frozen=True, slots=True)
class Incident:
    """What the record says of one incident, and the articles that tell of it."""

    id: str
    killed: int
    injured: int
    articles: tuple[str, ...]


def read_incidents(folder: Path, part: str, most: int | None) -> tuple[list[Incident], list[Article]]:
    """Return the incidents of one part of the split, in an order of no meaning, and their articles.

    `most`: stop once there are so many articles. An article of two incidents belongs to the first.
    """
    articles = {row["id"]: read_article(row) for row in _read_lines(folder / "docs.jsonl")}
    incidents: list[Incident] = []
    taken: set[str] = set()
    for row in sorted(_read_lines(folder / "incidents.jsonl"), key=lambda row: _hash(str(row["incident_id"]))):
        own = [key for key in dict.fromkeys(row["hashed_ids"].values()) if key in articles and key not in taken]
        if not own or not _belongs(str(row["incident_id"]), part):
            continue
        taken.update(own)
        incidents.append(Incident(row["incident_id"], row["num_killed"], row["num_injured"], tuple(own)))
        if most is not None and len(taken) >= most:
            break
    return incidents, [articles[key] for incident in incidents for key in incident.articles]


def read_article(row: Mapping[str, str]) -> Article:
    return Article(
        id=row["id"],
        outlet=row["uri"].rpartition("//")[2].partition("/")[0],
        published=date.fromisoformat(row["dct"]),
        title=row["title"],
        text=row["content"],
        url=row["uri"],
    )


def resolve_articles(articles: Sequence[Article]) -> dict[str, list[ResolvedCoding]]:
    """Code and resolve the articles as the pipeline does."""
    coder, catalog, gazetteer = NetworkCoder(LEAST_CONFIDENCE), ActorCatalog.load(None), load_gazetteer()
    resolved: dict[str, list[ResolvedCoding]] = {}
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        for article, codings in zip(batch, coder.code_articles(batch), strict=True):
            resolved[article.id] = resolve_codings(article, codings, catalog, gazetteer)
    return resolved


def choose_main(codings: Iterable[ResolvedCoding], told: Mapping[str, float] = NOT_TOLD) -> ResolvedCoding | None:
    """Return the coding that an article is about: violence that happened, told by most others, with most facts, early.

    `told`: coding to the number of other articles that tell of its event, each counted by how surely it does, where
    linking is done.
    """

    def rank(resolved: ResolvedCoding) -> tuple[bool, float, bool, float]:
        coding = resolved.coding
        facts = sum(fact is not None for fact in (coding.killed, coding.injured, coding.date, resolved.place))
        early = -coding.quote.span.start / CHARACTERS_PER_FACT
        return coding.status in REAL, told.get(coding.id, 0.0), coding.event == "ASSAULT", facts + early

    violent = [resolved for resolved in codings if resolved.coding.event in VIOLENT]
    return max(violent, key=rank, default=None)


def count_tellers(judgements: Iterable[Judgement], article_of: Mapping[str, str]) -> dict[str, float]:
    """Return of each coding the sum over other articles of the best score with which one of their codings is linked."""
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for judgement in judgements:
        for one, other in ((judgement.left, judgement.right), (judgement.right, judgement.left)):
            if judgement.same and article_of[one] != article_of[other]:
                scores = best[one]
                scores[article_of[other]] = max(scores.get(article_of[other], 0.0), judgement.score)
    return {coding: sum(scores.values()) for coding, scores in best.items()}


def score_tolls(
    incidents: Sequence[Incident],
    home: Mapping[str, Hashable],
    read: Callable[[Hashable, Incident], tuple[int, int]],
) -> dict[str, float]:
    """Return the shares of incidents whose cluster (that of most of their articles) gives the record's numbers."""
    right: Counter[str] = Counter()
    for incident in incidents:
        cluster = Counter(home[key] for key in incident.articles).most_common(1)[0][0]
        killed, injured = read(cluster, incident)
        right["killed"] += killed == incident.killed
        right["injured"] += injured == incident.injured
    return {name: round(right[name] / len(incidents), 4) for name in ("killed", "injured")}


def evaluate(folder: Path, part: str | None, most: int | None) -> dict[str, object]:
    """Code, resolve, link and score. `part`: train, test or all; None for what no weight was learnt from."""
    if part is None:
        known = hashlib.sha256((folder / "incidents.jsonl").read_bytes()).hexdigest() == LEARNT_FROM
        part = "test" if known else "all"
    incidents, articles = read_incidents(folder, part, most)
    return {**score_linked(incidents, resolve_articles(articles)), "part": part}


def score_linked(incidents: Sequence[Incident], resolved: Mapping[str, Sequence[ResolvedCoding]]) -> dict[str, object]:
    """Link the codings of the incidents' articles, and score the outcome beside the baselines."""
    gold: dict[str, Hashable] = {key: incident.id for incident in incidents for key in incident.articles}
    mains = {key: main for key, codings in resolved.items() if (main := choose_main(codings)) is not None}
    linkage = link_codings(coding for codings in resolved.values() for coding in codings)
    events = {event.id: event for event in linkage.events}
    event_of = {coding: event.id for event in linkage.events for coding in event.coding_ids}
    article_of = {r.coding.id: r.coding.article_id for codings in resolved.values() for r in codings}
    told = count_tellers(linkage.judgements, article_of)
    chosen = {key: choose_main(codings, told) for key, codings in resolved.items()}
    home: dict[str, Hashable] = {key: event_of[main.coding.id] for key, main in chosen.items() if main is not None}
    scores = _score(home, gold)
    scores |= score_tolls(incidents, _with_loners(home, gold), lambda cluster, _: read_event(events.get(str(cluster))))
    last = score_tolls(incidents, _with_loners(home, gold), _last_report(mains, home))
    baselines = {
        "one_a_day": _score(link_one_a_day(mains), gold),
        "window": _score(link_by_window(mains), gold),
        "last_report": last,
    }
    counts = {"articles": len(gold), "incidents": len(incidents), "without_coding": len(gold) - len(mains)}
    return {**scores, "baselines": baselines, **counts}


def read_event(event: Event | None) -> tuple[int, int]:
    """Return killed and injured of an event; what nobody tells is none."""
    if event is None:
        return 0, 0
    return (event.killed[0] if event.killed else 0) or 0, (event.injured[0] if event.injured else 0) or 0


def _last_report(
    mains: Mapping[str, ResolvedCoding], home: Mapping[str, Hashable]
) -> Callable[[Hashable, Incident], tuple[int, int]]:
    together: dict[Hashable, list[ResolvedCoding]] = defaultdict(list)
    for key, cluster in home.items():
        together[cluster].append(mains[key])

    def read(cluster: Hashable, _: Incident) -> tuple[int, int]:
        reports = together.get(cluster)
        if not reports:
            return 0, 0
        last = max(reports, key=lambda r: (r.published, r.coding.id)).coding
        return _best(last.killed), _best(last.injured)

    return read


def _best(toll: Toll | None) -> int:
    return (toll.best if toll is not None else 0) or 0


def _score(home: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> dict[str, object]:
    found = _with_loners(home, gold)
    return {"pairwise": score_pairs(found, gold), "b_cubed": score_b_cubed(found, gold)}


def _with_loners(home: Mapping[str, Hashable], gold: Mapping[str, Hashable]) -> dict[str, Hashable]:
    """An article without a coding is linked to nothing."""
    return {key: home.get(key, ("alone", key)) for key in gold}


def _belongs(incident: str, part: str) -> bool:
    return part == "all" or (part == "train") == (int(_hash("split " + incident)[:8], 16) % 5 < 3)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    parser = argparse.ArgumentParser(description="Score linking on gun violence incidents.")
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as gold/gva")
    parser.add_argument("--part", choices=("train", "test", "all"))
    parser.add_argument("--most", type=int, help="stop at so many articles")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    scores = evaluate(options.data, options.part, options.most)
    print(json.dumps(scores) if options.json else json.dumps(scores, indent=2))


if __name__ == "__main__":
    main()
