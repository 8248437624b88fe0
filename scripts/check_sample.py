"""Compare the sample study's facts with open data, fact by fact: confirmed, in part, near, or not found.

    python scripts/check_sample.py [--all]

Read from the folder that DRAGOMAN_SHARED names (default ../shared): UCDP GED for Pakistan (1989-2021), the Bureau of
Investigative Journalism's drone strikes, the Office of the Historian's visits, Archigos' leaders (to 2015), US aid to
Pakistan by year, and Wikipedia's current events (from 2002). Without --all, those confirmed and in part are left out.

"confirmed": a record of the same days and place (or persons) agrees, and the toll told lies within its range, or
within a tenth of it ("at least 59" agrees with any more). "in part": the persons named hold their offices on that day,
or aid moved the way that the dispatch says. "near": such a record stands, with another toll, which a person should
look at. "not found": none stands; the fact may be true all the same, as on all days before 1989, and where it is words.
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
RANKS = ("confirmed", "in part", "near", "not found")
NAME = re.compile(r"[A-Z][a-z]{3,}")
# Words that stand in too many records to tell one event from another.
VAGUE = frozenset(
    (
        *("president", "prime", "minister", "secretary", "state", "general", "pakistan", "pakistani", "american"),
        *(
            "united",
            "states",
            "foreign",
            "department",
            "says",
            "dead",
            "deaths",
            "toll",
            "after",
            "killed",
            "kills",
            "bomb",
        ),
        *("last", "week", "month", "november", "december", "march", "june"),
    )
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one source has to say: `rank` counts in RANKS; `evidence` is its record, in short."""

    rank: int
    evidence: str

    @property
    def word(self) -> str:
        return RANKS[self.rank]


# A record that names none of these tells of something else that happened on the day.
REGION = re.compile(
    "Pakistan|Afghan|Kabul|Peshawar|Karachi|Lahore|Islamabad|Rawalpindi|Quetta|Qaeda|Laden|Taliban|Swat"
)

Check = Callable[[Row], Iterator[Verdict]]


def read_rows(path: str) -> list[Row]:
    """Read a CSV file of the shared folder, gzipped or not."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(SHARED / "world" / path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_headline(dispatch: str) -> str:
    """The title line of a dispatch's front matter."""
    text = (SAMPLE / "dispatches" / f"{dispatch}.md").read_text(encoding="utf-8")
    return next(line.removeprefix("title: ") for line in text.splitlines() if line.startswith("title: "))


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


def grade(fact: Row, low: int, high: int, evidence: str) -> Verdict:
    """Rank a matching record by its toll."""
    killed, floor = told(fact), fact["killed"].startswith(">=")
    agrees = killed is None or ((floor or low * 0.9 - 1 <= killed) and killed <= high * 1.1 + 1)
    return Verdict(0 if agrees else 2, f"{evidence}: {low}-{high} killed")


def names_in(*cells: str) -> set[str]:
    """The telling proper names of some cells, in lower case."""
    found = {name.lower() for cell in cells for name in NAME.findall(cell.title() if cell.isupper() else cell)}
    return found - VAGUE


def check_ged() -> Check:
    """UCDP GED: events of the same days, with a place name in common; row 2 is a tag row."""
    rows = read_rows("ucdp/ged_pakistan_1989_2021.csv.gz")[1:]

    def check(fact: Row) -> Iterator[Verdict]:
        if fact["event"] != "ASSAULT":
            return
        places = names_in(fact["place"], fact["headline"])
        for row in rows:
            where = f"{row['where_coordinates']} {row['where_description']} {row['adm_1']}".lower()
            if overlaps(fact, row["date_start"], row["date_end"]) and any(name in where for name in places):
                evidence = f"UCDP {row['id']} {row['date_start'][:10]} {row['where_coordinates']}"
                yield grade(fact, int(row["low"]), int(row["high"]), evidence)

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
                yield grade(fact, int(row["min_ppl_killed"]), int(row["max_ppl_killed"]), evidence)

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
    """Archigos: whoever is called president or prime minister, and is known in the two states, rules on the day."""
    states = {"2.0", "770.0", "2", "770"}
    rows = [row for row in read_rows("leaders/archigos.csv") if row["gwcode"] in states]

    def check(fact: Row) -> Iterator[Verdict]:
        for titled in re.findall(
            r"(?:President|Prime Minister) ([A-Za-z. -]+)", f"{fact['actors']} {fact['recipients']}"
        ):
            surname = titled.split()[-1].strip("-")
            for row in rows:
                if row["leader"].endswith(surname) and overlaps(fact, row["startdate"], row["enddate"]):
                    yield Verdict(1, f"Archigos: {row['leader']} {row['startdate']} to {row['enddate']}")

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
            yield Verdict(1 if agrees else 2, f"US aid: {before // 10**6} then {after // 10**6} million USD")

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
        cells = ("place", "actors", "recipients", "trigger", "claimed_by", "headline")
        names = names_in(*(fact[cell] for cell in cells))
        for shift in range(-1, (days[1] - days[0]).days + 2):
            day = (days[0] + timedelta(days=shift)).isoformat()
            for text in items.get(day, []):
                common = {name for name in names if re.search(rf"\b{name}", text, re.IGNORECASE)}
                attack = fact["event"] == "ASSAULT" and re.search("kill|bomb|attack|strike|hijack|shot", text)
                if REGION.search(text) and (len(common) >= 2 or (common and attack)):
                    yield grade_text(fact, text, day)

    return check


def grade_text(fact: Row, text: str, day: str) -> Verdict:
    """Rank a current-events item: near where it gives numbers and the toll told is not among them."""
    numbers = [int(number) for number in re.findall(r"(?<![\d,.$])\b\d{1,3}\b(?![,.]\d)", text)]
    killed, floor = told(fact), fact["killed"].startswith(">=")
    agrees = killed is None or killed in numbers or not numbers or (floor and killed <= max(numbers))
    return Verdict(0 if agrees else 2, f"current events {day}: {text[:110]}")


def main() -> int:
    """Print a verdict for every fact; return 1 where the shared folder is absent."""
    if not (SHARED / "world").is_dir():
        print(f"{SHARED}: no folder world/ here. Set DRAGOMAN_SHARED to the folder with the reference data.")
        return 1
    checks = [check_ged(), check_drones(), check_visits(), check_leaders(), check_aid(), check_current_events()]
    with (SAMPLE / "facts.csv").open(encoding="utf-8", newline="") as lines:
        facts = [fact for fact in csv.DictReader(lines) if fact["status"] in ("actual", "historical")]
    for fact in facts:
        fact["headline"] = read_headline(fact["dispatch"])
    counts: Counter[str] = Counter()
    for fact in facts:
        found = [verdict for check in checks for verdict in check(fact)]
        best = min(found, key=lambda verdict: verdict.rank, default=Verdict(3, ""))
        counts[best.word] += 1
        if best.rank > 1 or "--all" in sys.argv:
            toll = f", {fact['killed']} killed" if fact["killed"] else ""
            print(f"{best.word:9}  {fact['dispatch']}: {fact['event']} {fact['trigger']!r}{toll}  {best.evidence}")
    print(", ".join(f"{counts[word]} {word}" for word in RANKS), f"of {len(facts)} facts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
