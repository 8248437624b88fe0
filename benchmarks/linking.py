"""Time and memory of linking, beside a plain sort and hash of the same codings: `python benchmarks/linking.py [N...]`.

Codings are made up, in the shape of a real study: attacks in Pakistan by day, division and toll as UCDP counts them
(about 4 reports an event, most of them a few), half as many statements, and a tenth without day or place.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta

from dragoman.model.actor import ResolvedActor
from dragoman.model.coding import Coding, Toll, When, coding_id
from dragoman.model.event import ResolvedCoding
from dragoman.model.place import Place
from dragoman.model.span import Quote, Span
from dragoman.resolve.linking import link_codings

DAYS = 7300
PLACES = 400
WORDS = 20000
REPORTS_PER_EVENT = 4


def make_codings(count: int, seed: int = 7) -> list[ResolvedCoding]:
    """Return codings of made-up events; twenty years whatever the count, so that more codings are denser ones."""
    chance = random.Random(seed)
    places = [_make_place(chance, i) for i in range(PLACES)]
    codings: list[ResolvedCoding] = []
    while len(codings) < count:
        codings.extend(_report_event(chance, places, len(codings)))
    return codings[:count]


def _make_place(chance: random.Random, i: int) -> Place:
    north, east = chance.uniform(24, 36), chance.uniform(62, 75)
    return Place(f"Town {i}", f"Division {i % 30}", "PAK", north, east, chance.choice((1, 1, 1, 3)), i, "made up", 0.9)


def _report_event(chance: random.Random, places: list[Place], start: int) -> Iterator[ResolvedCoding]:
    day = date(2005, 1, 1) + timedelta(days=int(chance.betavariate(2, 2) * DAYS))
    place = places[min(int(chance.expovariate(0.02)), PLACES - 1)]  # A few towns see most of it.
    deed = chance.random() < 0.67
    killed = int(chance.paretovariate(1.1)) if deed else 0
    actor = ResolvedActor(f"group.g{int(chance.expovariate(0.2))}", "Group", None, "REB", False, 0.8)
    words = [f"Word{_letters(int(chance.paretovariate(0.4)) % WORDS)}" for _ in range(12)]
    for i in range(min(1 + int(chance.expovariate(1 / (REPORTS_PER_EVENT - 1))), 60)):
        published = day + timedelta(days=int(chance.expovariate(0.8)))
        sentence = " ".join(chance.sample(words, 8)).lower() + f" {words[0]}"
        made = _make_coding(chance, sentence, f"a{start + i}", day, killed + i // 3, deed)
        where = place if chance.random() < 0.8 else None
        who = (actor,) if chance.random() < 0.6 else ()
        yield ResolvedCoding(made, published, f"outlet {i % 50}", made.article_id, who, (), where)


def _make_coding(chance: random.Random, sentence: str, article: str, day: date, killed: int, deed: bool) -> Coding:
    quote = Quote(Span(0, len(sentence)), sentence)
    event = "ASSAULT" if deed else chance.choice(("ACCUSE", "REQUEST", "CONSULT"))
    return Coding(
        id=coding_id(article, "made/1", event, "actual", quote),
        article_id=article,
        coder="made/1",
        event=event,
        mode=chance.choice(("explosives", "firearms", None)) if deed else None,
        contexts=(),
        status="actual",
        trigger=Quote(Span(0, 4), sentence[:4]),
        quote=quote,
        actors=(),
        recipients=(),
        targets=(),
        weapons=(),
        date=When(day, day, quote, 0.9) if chance.random() < 0.7 else None,
        place=None,
        killed=Toll(killed, None, None, quote, 0.9) if deed and chance.random() < 0.7 else None,
        injured=None,
        attribution=None,
        claimed_by=None,
        confidence=0.8,
    )


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def time_baseline(codings: list[ResolvedCoding]) -> float:
    """Time a sort by publication and one hash over type, day and place: what one-a-day costs."""
    start = time.perf_counter()
    groups: dict[tuple[object, ...], list[str]] = {}
    for resolved in sorted(codings, key=lambda r: (r.published, r.coding.id)):
        when = resolved.coding.date
        key = (resolved.coding.event, when and when.start, resolved.place and resolved.place.geoname_id)
        groups.setdefault(key, []).append(resolved.coding.id)
    return time.perf_counter() - start


def measure(count: int) -> dict[str, float]:
    """Link so many codings, once."""
    codings = make_codings(count)
    baseline = time_baseline(codings)
    start = time.perf_counter()
    linkage = link_codings(codings)
    seconds = time.perf_counter() - start
    return {
        "codings": count,
        "events": len(linkage.events),
        "judgements": len(linkage.judgements),
        "seconds": round(seconds, 2),
        "per_second": round(count / seconds),
        "baseline_seconds": round(baseline, 3),
        "ratio": round(seconds / baseline, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Time linking of made-up codings.")
    parser.add_argument("counts", nargs="*", type=int, default=[5_000, 10_000, 20_000])
    for count in parser.parse_args().counts:
        print(json.dumps(measure(count)))


if __name__ == "__main__":
    main()
