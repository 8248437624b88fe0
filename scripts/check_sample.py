"""Compare the sample study's facts with open data, fact by fact: confirmed, near, or not found.

    python scripts/check_sample.py [--all]

Read from the folder that DRAGOMAN_SHARED names (default ../shared): UCDP GED for Pakistan (1989-2021), the Bureau of
Investigative Journalism's drone strikes, the Office of the Historian's visits, Archigos' leaders (to 2015), US aid to
Pakistan by year, and Wikipedia's current events (from 2002). Without --all, only near and not found are shown.

"confirmed": a record of the same days and place (or persons) agrees, and the toll told lies within its range, or within
a tenth of it. "near": such a record stands, with another toll. "not found": none stands; the fact may be true all the same.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
SAMPLE = ROOT / "samples" / "us-pakistan"

Row = dict[str, str]
NAME = re.compile(r"[A-Z][a-z]{3,}")
# Words that stand in too many records to tell one event from another.
VAGUE = frozenset(
    "President Prime Minister Secretary State General Pakistan Pakistani American United States Foreign Department".split()
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one source has to say: `rank` 0 confirmed, 1 near, 2 not found; `evidence` is its record, in short."""

    rank: int
    evidence: str

    @property
    def word(self) -> str:
        return ("confirmed", "near", "not found")[self.rank]


Check = Callable[[Row], Iterator[Verdict]]


def read_rows(path: str) -> list[Row]:
    """Read a CSV file of the shared folder, gzipped or not."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(SHARED / "world" / path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def days_of(fact: Row) -> tuple[date, date] | None:
    """The fact's days, or None where the dispatch gives none."""
    return (date.fromisoformat(fact["start"]), date.fromisoformat(fact["end"])) if fact["start"] else None


def overlaps(fact: Row, start: str, end: str, slack: int = 1) -> bool:
    """Tell whether a record of these days can be of the fact; a day's slack, for clocks differ by up to 14 hours."""
    if (days := days_of(fact)) is None or not start or not end or (days[1] - days[0]).days > 31:
        return False
    span = timedelta(days=slack)
    return days[0] - span <= date.fromisoformat(end[:10]) and date.fromisoformat(start[:10]) <= days[1] + span


def told(fact: Row) -> int | None:
    """The number of killed that the dispatch gives, whatever stands before it; None for none or a range."""
    found = re.fullmatch(r"(?:>=|<=|~)?(\d+)", fact["killed"])
    return int(found[1]) if found else None


def grade(killed: int | None, low: int, high: int, evidence: str) -> Verdict:
    """Rank a matching record by its toll."""
    agrees = killed is None or low * 0.9 - 1 <= killed <= high * 1.1 + 1
    return Verdict(0 if agrees else 1, f"{evidence}: {low}-{high} killed")


def names_in(*cells: str) -> set[str]:
    """The telling proper names of some cells, in lower case."""
    return {name.lower() for cell in cells for name in NAME.findall(cell.title() if cell.isupper() else cell)} - {
        vague.lower() for vague in VAGUE
    }


def check_ged() -> Check:
    """UCDP GED: events of the same days, with a place name in common; row 2 is a tag row."""
    rows = read_rows("ucdp/ged_pakistan_1989_2021.csv.gz")[1:]

    def check(fact: Row) -> Iterator[Verdict]:
        if fact["event"] != "ASSAULT" or not fact["place"]:
            return
        for row in rows:
            where = f"{row['where_coordinates']} {row['where_description']} {row['adm_1']}".lower()
            if overlaps(fact, row["date_start"], row["date_end"]) and any(n in where for n in names_in(fact["place"])):
                evidence = f"UCDP {row['id']} {row['date_start'][:10]} {row['where_coordinates']}"
                yield grade(told(fact), int(row["low"]), int(row["high"]), evidence)

    return check


def check_drones() -> Check:
    """Drone strikes of the Bureau of Investigative Journalism: those of the same days."""
    rows = read_rows("drones/bij_pakistan.csv")

    def check(fact: Row) -> Iterator[Verdict]:
        if fact["event"] != "ASSAULT" or fact["mode"] not in ("drone", "aerial"):
            return
        for row in rows:
            if overlaps(fact, row["date"], row["date"], slack=0):
                evidence = f"BIJ {row['strike_id']} {row['date'][:10]} {row['location']}"
                yield grade(told(fact), int(row["min_ppl_killed"]), int(row["max_ppl_killed"]), evidence)

    return check


def check_visits() -> Check:
    """Visits to the United States, and travels of presidents and secretaries: same days, one person in common."""
    visits = [(row["visitor"], row["start"], row["end"]) for row in read_rows("visits/visits_to_us.csv")]
    travels = [(row["name"], row["start"], row["end"]) for row in read_rows("visits/travels_abroad.csv")]

    def check(fact: Row) -> Iterator[Verdict]:
        if fact["event"] != "CONSULT" or fact["mode"] != "visit":
            return
        for person, start, end in visits + travels:
            if overlaps(fact, start, end) and names_in(fact["actors"]) & names_in(person):
                yield Verdict(0, f"Office of the Historian: {person}, {start} to {end}")

    return check


def check_leaders() -> Check:
    """Archigos: whoever is called president or prime minister of the two states, and is known there, rules on the day."""
    states = {"2.0", "770.0", "2", "770"}
    rows = [row for row in read_rows("leaders/archigos.csv") if row["gwcode"] in states]

    def check(fact: Row) -> Iterator[Verdict]:
        for titled in re.findall(
            r"(?:President|Prime Minister) ([A-Za-z. -]+)", f"{fact['actors']} {fact['recipients']}"
        ):
            surname = titled.split()[-1].strip("-")
            for row in rows:
                if row["leader"].endswith(surname) and overlaps(fact, row["startdate"], row["enddate"]):
                    yield Verdict(0, f"Archigos: {row['leader']} {row['startdate']} to {row['enddate']}")

    return check


def check_aid() -> Check:
    """Obligations to Pakistan by fiscal year: less in the year after aid is cut, more after a larger promise."""
    rows = read_rows("aid/us_foreign_aid_country.csv")
    year_sums = {
        int(row["Fiscal Year"]): int(row["current_amount"])
        for row in rows
        if row["Country Code"] == "PAK"
        and row["Transaction Type Name"] == "Obligations"
        and row["Fiscal Year"].isdigit()
    }

    def check(fact: Row) -> Iterator[Verdict]:
        days, words = days_of(fact), fact["trigger"]
        if days is None or not re.search(r"\baid\b|assistance|\$", words) or "USA" not in fact["actors"]:
            return
        before, after = year_sums.get(days[0].year), year_sums.get(days[0].year + 1)
        if before and after and fact["event"] in ("SANCTION", "AID", "AGREE", "SUPPORT"):
            agrees = (after < before) == (fact["event"] == "SANCTION")
            yield Verdict(0 if agrees else 1, f"US aid: {before // 10**6} then {after // 10**6} million USD")

    return check


def check_current_events() -> Check:
    """Wikipedia's current events of the same days: two names in common, or the only place and an attack."""
    with gzip.open(SHARED / "corpus" / "current_events_2002_2026.jsonl.gz", "rt", encoding="utf-8") as lines:
        items: dict[str, list[str]] = {
            day: [item["text"] for item in group]
            for day, group in groupby(map(json.loads, lines), key=lambda item: str(item["published"]))
        }

    def check(fact: Row) -> Iterator[Verdict]:
        days = days_of(fact)
        if days is None or (days[1] - days[0]).days > 31:
            return
        names = names_in(fact["place"], fact["actors"], fact["recipients"], fact["trigger"], fact["claimed_by"])
        for shift in range(-1, (days[1] - days[0]).days + 2):
            day = (days[0] + timedelta(days=shift)).isoformat()
            for text in items.get(day, []):
                common = {name for name in names if re.search(rf"\b{name}", text, re.IGNORECASE)}
                attack = fact["event"] == "ASSAULT" and re.search("kill|bomb|attack|strike|hijack|shot", text)
                if len(common) >= 2 or (common and attack):
                    yield grade_text(told(fact), text, day)

    return check


def grade_text(killed: int | None, text: str, day: str) -> Verdict:
    """Rank a current-events item: near where it gives numbers and the toll told is not among them."""
    numbers = [int(number) for number in re.findall(r"(?<![\d,.$])\d{1,3}(?![\d,.]\d)", text)]
    agrees = killed is None or killed in numbers or not numbers
    return Verdict(0 if agrees else 1, f"current events {day}: {text[:110]}")


def main() -> int:
    """Print a verdict for every fact; return 1 where the shared folder is absent."""
    if not (SHARED / "world").is_dir():
        print(f"{SHARED}: no folder world/ here. Set DRAGOMAN_SHARED to the folder with the reference data.")
        return 1
    checks = [check_ged(), check_drones(), check_visits(), check_leaders(), check_aid(), check_current_events()]
    with (SAMPLE / "facts.csv").open(encoding="utf-8", newline="") as lines:
        facts = [fact for fact in csv.DictReader(lines) if fact["status"] in ("actual", "historical")]
    counts: Counter[str] = Counter()
    for fact in facts:
        found = [verdict for check in checks for verdict in check(fact)]
        best = min(found, key=lambda verdict: verdict.rank, default=Verdict(2, ""))
        counts[best.word] += 1
        if best.rank or "--all" in sys.argv:
            toll = f", {fact['killed']} killed" if fact["killed"] else ""
            print(f"{best.word:9}  {fact['dispatch']}: {fact['event']} {fact['trigger']!r}{toll}  {best.evidence}")
    print(", ".join(f"{counts[word]} {word}" for word in ("confirmed", "near", "not found")), f"of {len(facts)} facts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
