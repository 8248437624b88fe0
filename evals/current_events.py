"""Deaths by month that a digest of current events tells, against UCDP: what a free source sees, and what it misses.

    python -m evals.current_events [--shared DIR] [--study DIR] [--country PAK] [--json]

The whole digest (121,078 dated items of one or two sentences) is collected, coded and linked in a study, which takes
about an hour on one core; a study that has it already is only read. What is compared: killed (best, else lowest
figure) in events of the type ASSAULT, told as actual, in the country, by the month of the event or else of its first
report; and UCDP's best estimate: events by their first day where that is known to the month (GED), and years (country
years). Needs UCDP's files for Pakistan in `world/ucdp`, so that another country has years only.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from scipy.stats import pearsonr, spearmanr

from dragoman.collect.mapping import Mapping as Columns
from dragoman.model import Event
from dragoman.pipeline import run_study
from dragoman.record import EventFilter, Record
from dragoman.study.init_study import init_study
from dragoman.study.read_study import Study, open_study

CORPUS = Path("corpus", "current_events_2002_2026.jsonl.gz")
GED = Path("world", "ucdp", "ged_pakistan_1989_2021.csv.gz")
YEARS = Path("world", "ucdp", "organizedviolencecy_v25_1.csv.gz")
GED_COUNTRY = "PAK"
FIRST_YEAR = 2003
"""The digest begins in July 2002."""

MONTH_KNOWN = 4
"""UCDP's precision of a date (date_prec) up to which its month is known."""

Month = tuple[int, int]
CLAIM = {"year": 2022, "killed": 643, "rise": 1.20}
"""What one of the two essays of the first study says: 643 killed by terrorism in 2022, 120 % more than in 2021."""


def open_digest(shared: Path, folder: Path) -> Study:
    """Return the study that holds the digest, coded and linked; made where it is not there."""
    if not (folder / "study.toml").is_file():
        init_study(folder)
    study = open_study(folder)
    if not Record.exists(study.folder):
        run_study(study, [(shared / CORPUS, Columns())])
    return study


def count_told(events: list[Event]) -> tuple[Counter[Month], Counter[Month]]:
    """Return deaths and events by month."""
    killed: Counter[Month] = Counter()
    number: Counter[Month] = Counter()
    for event in events:
        day = event.start if event.start is not None and event.start == event.end else event.first_reported
        best, low, _ = event.killed or (None, None, None)
        killed[day.year, day.month] += best if best is not None else low or 0
        number[day.year, day.month] += 1
    return killed, number


def read_ged(file: Path) -> Counter[Month]:
    """Return UCDP's best estimate of deaths by month of the first day; rows that know no month are left out."""
    killed: Counter[Month] = Counter()
    for row in _read_rows(file):
        if row["year"].isdigit() and int(row["date_prec"]) <= MONTH_KNOWN:
            day = date.fromisoformat(row["date_start"][:10])
            killed[day.year, day.month] += int(row["best"])
    return killed


def read_years(file: Path, name: str) -> dict[int, int]:
    """Return UCDP's best estimate of deaths in all organized violence, by year."""
    rows = (row for row in _read_rows(file) if row["country_cy"] == name)
    return {int(row["year_cy"]): int(row["cumulative_total_deaths_in_orgvio_best_cy"]) for row in rows}


def _read_rows(file: Path) -> Iterator[dict[str, str]]:
    with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def compare(told: Mapping[Month, int], ucdp: Mapping[Month, int], months: list[Month]) -> dict[str, float]:
    """Return how the two series go together over the months."""
    ours, theirs = [told.get(month, 0) for month in months], [ucdp.get(month, 0) for month in months]
    return {
        "months": len(months),
        "pearson": round(float(pearsonr(ours, theirs).statistic), 3),
        "spearman": round(float(spearmanr(ours, theirs).statistic), 3),
        "share_told": round(sum(ours) / sum(theirs), 3),
    }


def evaluate(shared: Path, folder: Path, country: str, name: str) -> dict[str, object]:
    """Compare, by month and by year."""
    study = open_digest(shared, folder)
    with Record.open(study.folder, study.catalog, read_only=True) as record:
        events = record.events(EventFilter(event="ASSAULT", status="actual", country=country))
        counts = record.counts()
    told, number = count_told(events)
    years = read_years(shared / YEARS, name)
    by_year = {year: sum(killed for (y, _), killed in told.items() if y == year) for year in range(FIRST_YEAR, 2026)}
    both = [year for year in by_year if year in years]
    yearly = compare({(y, 1): by_year[y] for y in both}, {(y, 1): years[y] for y in both}, [(y, 1) for y in both])
    scores: dict[str, object] = {
        "items": counts.articles,
        "codings": counts.codings,
        "events": counts.events,
        "events_compared": len(events),
        "by_year": {
            str(year): {
                "told": by_year[year],
                "events": sum(n for (y, _), n in number.items() if y == year),
                "ucdp": years.get(year),
            }
            for year in by_year
        },
        "yearly": {"years" if key == "months" else key: value for key, value in yearly.items()},
        "claim": check_claim(years, by_year),
    }
    if country == GED_COUNTRY:
        ged = read_ged(shared / GED)
        months = [(year, month) for year in range(FIRST_YEAR, 2022) for month in range(1, 13)]
        scores["monthly"] = compare(told, ged, months)
        early, late = (m for m in months if m[0] < 2013), (m for m in months if m[0] >= 2013)
        scores["monthly_to_2012"], scores["monthly_from_2013"] = (
            compare(told, ged, list(part)) for part in (early, late)
        )
        scores["by_month"] = {f"{y}-{m:02}": {"told": told[y, m], "ucdp": ged[y, m]} for y, m in months}
    return scores


def check_claim(years: Mapping[int, int], told: Mapping[int, int]) -> dict[str, float]:
    """Hold the essay's claim against both counts."""
    year = int(CLAIM["year"])
    return {
        "claimed": CLAIM["killed"],
        "claimed_rise": CLAIM["rise"],
        "ucdp": years[year],
        "ucdp_rise": round(years[year] / years[year - 1] - 1, 2),
        "told": told[year],
        "told_rise": round(told[year] / told[year - 1] - 1, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("DRAGOMAN_SHARED", "../shared")))
    parser.add_argument("--study", type=Path, default=Path("build/current-events"), help="folder of the study")
    parser.add_argument("--country", default="PAK", help="ISO code of the country")
    parser.add_argument("--name", default="Pakistan", help="its name in UCDP's country years")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    scores = evaluate(options.shared, options.study, options.country, options.name)
    if not options.json:
        scores.pop("by_month", None)
    print(json.dumps(scores) if options.json else json.dumps(scores, indent=2))


if __name__ == "__main__":
    main()
