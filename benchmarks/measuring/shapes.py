"""What the codings of a real study are like, as counts from which codings can be made up.

Run in benchmarks/ on a study that is linked: `python -m measuring.shapes STUDY`. The table holds counts, names of
places and of actors: no words of any article.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dragoman.record import Record

FILE = Path(__file__).parents[1] / "data" / "coding_shapes.json"

_CODINGS = """
    WITH shape AS (
        SELECT coding.event, coding.mode, coding.status, coding.place.country AS country,
               date_diff('day', coding.date."start", coding.date."end") AS span,
               date_diff('day', coding.date."end", published) AS ago, coding.killed.best AS killed
        FROM standing_coding AS coding JOIN standing_resolution ON coding_id = coding.id
    )
"""
QUERIES = {
    "kinds": "SELECT event, mode, status, count(*) FROM shape GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 150",
    "countries": "SELECT country, count(*) FROM shape GROUP BY ALL ORDER BY count(*) DESC, country LIMIT 120",
    "days": "SELECT least(span, 400), least(greatest(ago, -1), 400), count(*) FROM shape GROUP BY ALL "
    "ORDER BY count(*) DESC, 1, 2 LIMIT 100",
    "killed": "SELECT killed, count(*) FROM shape GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 80",
    "months": "SELECT year(published), month(published), count(*) FROM standing_resolution GROUP BY ALL ORDER BY ALL",
    "places": "SELECT place.name, place.country, round(place.latitude, 2), round(place.longitude, 2), "
    'place."precision", place.geoname_id, count(*) FROM standing_resolution WHERE place IS NOT NULL '
    "GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 1500",
    "actors": "WITH who AS (SELECT unnest(actors) AS a, place.country AS country FROM standing_resolution) "
    "SELECT a.name, a.country, a.sector, country, count(*) FROM who GROUP BY ALL ORDER BY count(*) DESC, 1, 2 "
    "LIMIT 1500",
    "parties": "SELECT least(len(actors), 3), least(len(recipients), 3), count(*) FROM standing_resolution "
    "GROUP BY ALL ORDER BY ALL",
    "names": "SELECT least(len(named), 12), count(*) FROM standing_outline GROUP BY ALL ORDER BY ALL",
    "codings_per_article": "WITH n AS (SELECT count(*) AS number FROM standing_outline GROUP BY article_id) "
    "SELECT least(number, 6), count(*) FROM n GROUP BY ALL ORDER BY ALL",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", type=Path)
    with Record.open(parser.parse_args().study, read_only=True) as record:
        tables = {}
        for name, sql in QUERIES.items():
            whole = sql if "FROM shape" not in sql else f"{_CODINGS} {sql}"
            tables[name] = [list(row) for row in record.query(whole).rows]
    FILE.parent.mkdir(exist_ok=True)
    lines = [f" {json.dumps(name)}: {json.dumps(rows, separators=(',', ':'))}" for name, rows in tables.items()]
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"written to {FILE}")


if __name__ == "__main__":
    main()
