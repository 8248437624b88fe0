"""Who the participants are: `python -m evals.actor_coverage --data DIR [--json] [--most N] [--articles N]`.

DIR is laid out as corpus (news_2016_2020, reuters_1987, current_events_2002_2026, each .jsonl.gz). Articles evenly
spread over each file are coded by the default coder and their participants resolved as `dragoman link` does. Nobody
marked who they are, so the figures are shares and no scores:

    named        an entry of the catalog: a person, a group, an organ, an organization
    state        a state itself ("Islamabad", "U.S. officials")
    state_role   a sector of a state ("Pakistani soldiers")
    provisional  a proper name that the catalog lacks
    role         a sector of no known state ("unidentified gunmen")
    nothing      neither name nor state nor sector

`placed` is the share that is any of the first three. --most N prints the N commonest of the last three.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.places import Gazetteer
from dragoman.extract.coders import DEFAULT_CODER, load_coder
from dragoman.model import Article, Coding, ResolvedActor
from dragoman.pipeline.linking import resolve_codings

CORPORA = {"news_2016_2020": 200, "reuters_1987": 300, "current_events_2002_2026": 500}
"""How many articles of each: the news are long, and give as many codings each as five of the others."""
KINDS = ("named", "state", "state_role", "provisional", "role", "nothing")

Read = tuple[Article, Sequence[Coding]]


def sample_articles(path: Path, count: int) -> list[Article]:
    """Return `count` articles evenly spread over the file, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    chosen = [rows[number * len(rows) // count] for number in range(min(count, len(rows)))]
    return [
        Article(row["id"], row["outlet"], date.fromisoformat(row["published"]), row.get("title") or "", row["text"])
        for row in chosen
    ]


def code_sample(articles: Iterable[Article]) -> list[Read]:
    """Code each article with the default coder."""
    coder = load_coder(DEFAULT_CODER)
    return [(article, coder.code_articles([article])[0]) for article in articles]


def list_participants(read: Iterable[Read], catalog: ActorCatalog) -> Iterator[tuple[str, ResolvedActor]]:
    """Yield the words of every participant and who it is."""
    gazetteer = Gazetteer.load()
    for article, codings in read:
        for each in resolve_codings(article, codings, catalog, gazetteer):
            said = (*each.coding.actors, *each.coding.recipients)
            for who, actor in zip(said, (*each.actors, *each.recipients), strict=True):
                yield who.mention.text, actor


def sort_actor(actor: ResolvedActor, catalog: ActorCatalog) -> str:
    """Return which of KINDS the actor is."""
    if actor.provisional:
        return "provisional"
    kind = catalog.kind(actor.actor_id)
    if kind is not None:
        return "state" if kind == "state" else "named"
    if actor.country is not None:
        return "state_role"
    return "nothing" if actor.sector == "UNK" else "role"


def measure_coverage(read: Sequence[Read], most: Counter[str]) -> dict[str, Any]:
    """Return the number of participants and the share of each kind; count in `most` those that stay unplaced."""
    catalog = ActorCatalog.load()
    kinds: Counter[str] = Counter()
    for words, actor in list_participants(read, catalog):
        kind = sort_actor(actor, catalog)
        kinds[kind] += 1
        if kind in ("provisional", "role", "nothing"):
            most[f"{kind}: {actor.name if actor.provisional else ' '.join(words.split())} [{actor.sector}]"] += 1
    total = max(kinds.total(), 1)
    shares = {kind: round(kinds[kind] / total, 4) for kind in KINDS}
    placed = round(sum(kinds[kind] for kind in KINDS[:3]) / total, 4)
    return {"participants": kinds.total(), "placed": placed, **shares}


def main() -> None:
    """Print the shares of each corpus and of all three."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--most", type=int, default=0, metavar="N", help="print the N commonest that stay unplaced")
    parser.add_argument("--articles", type=int, default=sum(CORPORA.values()), metavar="N", help="about N in all")
    args = parser.parse_args()
    share = args.articles / sum(CORPORA.values())
    most: Counter[str] = Counter()
    read: list[Read] = []
    result: dict[str, Any] = {}
    for name, count in CORPORA.items():
        coded = code_sample(sample_articles(args.data / f"{name}.jsonl.gz", max(1, round(share * count))))
        result[name] = measure_coverage(coded, Counter())
        read += coded
    result["all"] = measure_coverage(read, most)
    if not args.json or args.most:
        for words, count in most.most_common(args.most):
            print(f"{count:5d} {words}")
    print(json.dumps(result) if args.json else json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
