"""Score ActorCatalog.describe on the participants of a set of codings: country and sector, by kind of mention.

    python scripts/check_actor_descriptions.py [CODINGS.jsonl ARTICLES.jsonl] [--errors N]

Without arguments it reads the training dispatches under DRAGOMAN_SHARED (default: ../shared beside the repository).
"Told" counts the mentions of whose words the catalog made something (a country, or that no state owns it; a sector).
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections import Counter
from datetime import date
from pathlib import Path

from dragoman.catalog.actors import ActorCatalog, Description

ROOT = Path(__file__).resolve().parent.parent


def read_participants(codings: Path, articles: Path) -> list[tuple[dict[str, str | None], date]]:
    days = {}
    for line in articles.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        days[article["id"]] = date.fromisoformat(article["published"][:10])
    found = []
    for line in codings.read_text(encoding="utf-8").splitlines():
        coding = json.loads(line)
        for participant in [*coding["actors"], *coding["recipients"]]:
            found.append((participant, days[coding["article_id"]]))
    return found


def main() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "gold" / "dispatches-train"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("codings", nargs="?", type=Path, default=shared / "codings_train.jsonl")
    parser.add_argument("articles", nargs="?", type=Path, default=shared / "articles_train.jsonl")
    parser.add_argument("--errors", type=int, default=0, help="show this many wrong ones of each sort")
    parser.add_argument("--field", choices=("text", "name"), default="text")
    options = parser.parse_args()
    catalog = ActorCatalog.load()
    counts: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    confusion: Counter[tuple[str, str]] = Counter()
    for gold, day in read_participants(options.codings, options.articles):
        mention = gold[options.field] or gold["text"] or ""
        said = catalog.describe(mention, day) or Description(None, None, None, "UNK", 0.0)
        counts["all"] += 1
        sorts = []
        counts["country right"] += said.country == gold["country"]
        if said.country is not None or said.stateless:
            counts["country told"] += 1
            counts["country told and right"] += said.country == gold["country"]
            if said.country != gold["country"]:
                sorts.append("country wrong")
        elif gold["country"] is not None:
            sorts.append("country missed")
        counts["sector right"] += said.sector == gold["sector"]
        if said.sector != "UNK":
            counts["sector told"] += 1
            counts["sector told and right"] += said.sector == gold["sector"]
            if said.sector != gold["sector"]:
                sorts.append("sector wrong")
                confusion[gold["sector"] or "", said.sector] += 1
        elif gold["sector"] != "UNK":
            sorts.append("sector missed")
        for sort in sorts:
            line = (
                f"{mention!r}: {said.country} {said.sector}, gold {gold['country']} {gold['sector']} ({gold['name']})"
            )
            wrong.setdefault(sort, []).append(line)
    total = counts["all"]
    for field in ("country", "sector"):
        told = counts[f"{field} told"]
        right = counts[f"{field} told and right"]
        print(
            f"{field}: right {counts[f'{field} right'] / total:.3f} of {total}; told {told}, right {right / told:.3f}"
        )
    if options.errors:
        print("gold/said:", ", ".join(f"{g}/{s} {n}" for (g, s), n in confusion.most_common(30)))
        shuffle = random.Random(len(wrong))
        for sort, lines in sorted(wrong.items()):
            print(f"\n{sort}: {len(lines)}")
            for line in shuffle.sample(lines, min(options.errors, len(lines))):
                print("  ", line)


if __name__ == "__main__":
    main()
