"""Check groups.csv and persons.csv against the reference data: check_catalog.py [--top N] [--days N] [--missing].

Reads world/ under the folder that DRAGOMAN_SHARED names (default ../shared): the UCDP actor list, dyads and GED for
Pakistan; Archigos and the REIGN leader list; the lists of visits and of officers of the US Department of State. Prints
what agrees, what does not and what is lacking. The exit code is 0: each disagreement is for a person to judge.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.tables import ACTOR_COLUMNS, DATA, Row, read_rows
from dragoman.model.actor import Actor

ROOT = Path(__file__).resolve().parents[1]
WORLD = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared")) / "world"
SINCE = date(1979, 1, 1)
REIGN_ENDS, ARCHIGOS_ENDS = date(2021, 3, 31), date(2015, 12, 31)
# Correlates of War country letters, where they are not the ISO 3166-1 ones.
COW = dict(
    re.findall(
        r"(\w+)=(\w+)",
        """
        UKG=GBR IRE=IRL NTH=NLD FRN=FRA SPN=ESP POR=PRT GMY=DEU GFR=DEU SWZ=CHE SWD=SWE DEN=DNK ICE=ISL
        CZR=CZE SLO=SVK SLV=SVN AUS=AUT AUL=AUS BUL=BGR ROM=ROU LAT=LVA LIT=LTU GRG=GEO CRO=HRV BOS=BIH
        YUG=SRB SER=SRB KOS=XKX MAC=MKD MLD=MDA HAI=HTI SAL=SLV HON=HND GUA=GTM COS=CRI PAR=PRY URU=URY
        TRI=TTO NIG=NGA NIR=NER CHA=TCD CEN=CAF CON=COG DRC=COD ZIM=ZWE ZAM=ZMB SAF=ZAF ANG=AGO MZM=MOZ
        TAZ=TZA BUI=BDI CDI=CIV BFO=BFA GAM=GMB GUI=GIN SIE=SLE EQG=GNQ MAA=MRT MAG=MDG MAW=MWI BOT=BWA
        LES=LSO SWA=SWZ ALG=DZA MOR=MAR LIB=LBY SUD=SDN LEB=LBN KUW=KWT BAH=BHR UAE=ARE OMA=OMN YAR=YEM
        TAJ=TJK KYR=KGZ KZK=KAZ MON=MNG TAW=TWN ROK=KOR BNG=BGD SRI=LKA NEP=NPL BHU=BTN MYA=MMR CAM=KHM
        DRV=VNM MAL=MYS SIN=SGP PHI=PHL INS=IDN ETM=TLS NEW=NZL BHM=BHS GRN=GRD THI=THA SNM=SMR SOL=SLB NAU=NRU
        VAN=VUT RUM=ROU BAR=BRB MAS=MUS TOG=TGO MAD=MDV SLU=LCA MSI=MHL FIJ=FJI PAL=PLW CAP=CPV SEY=SYC SVG=VCT
        AAB=ATG SKN=KNA MNC=MCO BRU=BRN MNG=MNE
        """,
    )
)
PRINCIPALS = {
    "secretary": "secretary of state",
    "deputy-secretary": "deputy secretary of state",
    "assistant-secretary-for-south-asian-affairs": "assistant secretary of state for South Asia",
}


@dataclass(frozen=True, slots=True)
class Spell:
    """One reference source's word on an office: who held it in a country, from when to when (None: not told)."""

    source: str
    country: str
    leader: str
    start: date
    end: date | None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """One row of persons.csv."""

    actor_id: str
    names: tuple[str, ...]
    country: str
    office: str
    start: date | None
    end: date | None

    def active(self, day: date, slack: timedelta) -> bool:
        """Tell whether the office is held on the day, give or take `slack`."""
        return (self.start is None or self.start - slack <= day) and (self.end is None or day <= self.end + slack)


@cache
def fold_words(text: str) -> str:
    """Fold case, accents, hyphens and punctuation: names that differ in nothing else are one name."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"['`’‘]", "", plain.casefold())).split()
    return " ".join(word for at, word in enumerate(words) if at or word not in ("the", "al"))


def read_table(name: str, encoding: str = "utf-8-sig") -> Iterator[dict[str, str]]:
    """Yield the records of a reference CSV, gzipped or not."""
    path = WORLD / name
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(raw.decode(encoding, "replace"), newline=""))


def read_names(row: Row) -> tuple[str, ...]:
    """Return every name of a row: proper, aliases, abbreviations."""
    return (row.cells["name"], *row.list_cell("aliases"), *row.list_cell("abbreviations"))


def read_offices() -> list[Office]:
    """Return the rows of persons.csv and heads.csv."""
    return [
        Office(
            row.cells["id"],
            read_names(row),
            row.cells["country"],
            row.cells["office"],
            row.day_cell("start", last=False),
            row.day_cell("end", last=True),
        )
        for table in ("persons.csv", "heads.csv")
        for row in read_rows(DATA / table, ACTOR_COLUMNS)
    ]


def list_ucdp_names() -> dict[str, set[str]]:
    """Return the folded names of each UCDP actor that is no government, by its short name."""
    old = ("NameData", "NameOrig", "NameOrigFull", "NameOrigFullEng")
    columns = (*old, "NewName", "NewNameFullEng", "NewNameFullMotherTongue")
    return {
        actor["NameData"]: {fold_words(actor[c]) for c in columns if actor[c] not in ("", "n/a")}
        for actor in read_table("ucdp/ucdp-actor-221.csv")
        if not actor["NameData"].startswith(("Government of", "Civilians"))
    }


def weigh_ged_pakistan() -> Counter[str]:
    """Count the deaths (best estimate) of the events in Pakistan, 1989-2021, that each side took part in."""
    deaths: Counter[str] = Counter()
    for event in read_table("ucdp/ged_pakistan_1989_2021.csv.gz"):
        for side in ("side_a", "side_b"):
            if event["best"].isdigit() and not event[side].startswith(("Government of", "Civilians")):
                deaths[event[side]] += int(event["best"])
    return deaths


def weigh_dyads() -> Counter[str]:
    """Weigh each rebel side since 1970: one for a year of conflict, ten for a year of war (1,000 deaths)."""
    weight: Counter[str] = Counter()
    for dyad in read_table("ucdp/Dyadic_v24_1.csv"):
        if int(dyad["year"]) >= 1970 and not dyad["side_b"].startswith("Government of"):
            weight[dyad["side_b"]] += 10 if dyad["intensity_level"] == "2" else 1
    return weight


def list_lacking(weight: Counter[str], ours: set[str], ucdp: dict[str, set[str]]) -> list[tuple[str, int]]:
    """Return the sides that no name of ours fits, the heaviest first."""
    return [
        (side, n) for side, n in weight.most_common() if n and not ours & (ucdp.get(side, set()) | {fold_words(side)})
    ]


def check_groups(top: int) -> None:
    """Print how many groups UCDP knows too, and which of its most lethal ones the table lacks."""
    groups = {row.cells["id"]: {fold_words(n) for n in read_names(row)} for row in read_rows_of_groups()}
    ours = set().union(*groups.values())
    ucdp = list_ucdp_names()
    known = set().union(*ucdp.values())
    print(f"groups: {len(groups)}; under a name that UCDP has too: {sum(1 for n in groups.values() if n & known)}")
    print(f"UCDP actors that are no government: {len(ucdp)}; in our table: {sum(1 for n in ucdp.values() if n & ours)}")
    for title, weight in (("GED Pakistan, deaths", weigh_ged_pakistan()), ("dyads since 1970", weigh_dyads())):
        lacking = list_lacking(weight, ours, ucdp)
        covered = 1 - sum(n for _, n in lacking) / weight.total()
        print(f"{title}: {covered:.1%} of the weight is covered; {len(lacking)} of {len(weight)} sides lack")
        print("  " + "; ".join(f"{side} {n}" for side, n in lacking[:top]))


def read_rows_of_groups() -> Iterable[Row]:
    """Return the rows of groups.csv."""
    return read_rows(DATA / "groups.csv", ACTOR_COLUMNS)


def _day(year: str, month: str, day: str = "1") -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def list_leader_spells() -> Iterator[Spell]:
    """Yield the heads of state and government of REIGN and Archigos; REIGN ends a spell with a month, no day."""
    for r in read_table("leaders/leaderlist_3_21.csv", "latin-1"):
        start = _day(r["syear"], r["smonth"], r["sdate"])
        if start:
            end = _day(r["eyear"], r["emonth"], "15")
            yield Spell("REIGN", COW.get(r["stateabb"], r["stateabb"]), r["leader"], start, end)
    for r in read_table("leaders/archigos.csv"):
        letters = r["obsid"][:3]
        end = date.fromisoformat(r["enddate"])
        still = None if end >= ARCHIGOS_ENDS else end
        yield Spell("Archigos", COW.get(letters, letters), r["leader"], date.fromisoformat(r["startdate"]), still)


def list_us_spells() -> Iterator[Spell]:
    """Yield the US ambassadors and the principal officers of the Department of State; who left is told by a day."""
    for r in read_table("visits/us_chiefs_of_mission.csv"):
        where = r["territory"].replace("-", " ").title()
        start, end = _iso(r["started"]), _iso(r["ended"])
        if r["role"].startswith("ambassador") and start:
            yield Spell("US missions", "USA", r["person"].split("-")[0], start, end, f"ambassador to {where}")
    for r in read_table("visits/us_state_dept_principals.csv"):
        start = _iso(r["started"])
        if r["role"] in PRINCIPALS and start:
            yield Spell(
                "State Department", "USA", r["person"].split("-")[0], start, _iso(r["ended"]), PRINCIPALS[r["role"]]
            )


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def match_spell(spell: Spell, offices: list[Office]) -> list[Office]:
    """Return the rows of the same country that hold the leader's whole name, or else its last word."""
    for part in (spell.leader, spell.leader.split(",")[0], spell.leader.split()[-1]):
        want = f" {fold_words(part)} "
        fits = [o for o in offices if len(want) > 3 and any(want in f" {fold_words(n)} " for n in o.names)]
        fits = [o for o in fits if spell.office in (None, o.office)]
        if fits:
            return fits
    return []


def compare_spell(spell: Spell, rows: list[Office], slack: timedelta) -> str | None:
    """Return what differs by more than `slack`; the person's offices may follow on one another under other titles."""
    start = min((abs(o.start - spell.start) for o in rows if o.start), default=None)
    told: list[str] = []
    if start is None or start > slack:
        told.append(f"start {spell.start}, ours {sorted(str(o.start) for o in rows)}")
    ends = [o.end for o in rows]
    if spell.end and not any(e and abs(e - spell.end) <= slack for e in ends):
        told.append(f"end {spell.end}, ours {sorted(str(e) for e in ends)}")
    return "; ".join(told) or None


def check_spells(spells: Iterable[Spell], slack: timedelta, missing_too: bool) -> None:
    """Print, by source, how many spells since 1979 agree, which differ, and which are lacking."""
    by_country: dict[str, list[Office]] = defaultdict(list)
    for office in read_offices():
        by_country[office.country].append(office)
    counts: Counter[tuple[str, str]] = Counter()
    lines: list[str] = []
    for spell in spells:
        if (spell.end or REIGN_ENDS) < SINCE or not by_country[spell.country]:
            continue
        rows = match_spell(spell, by_country[spell.country])
        told = compare_spell(spell, rows, slack) if rows else f"lacks, {spell.start} to {spell.end}"
        verdict = "agree" if told is None else "differ" if rows else "lack"
        counts[spell.source, verdict] += 1
        if verdict == "differ" or (missing_too and verdict == "lack"):
            lines.append(f"  {spell.source} {spell.country} {spell.leader} {spell.office or ''}: {told}")
    for source in sorted({source for source, _ in counts}):
        print(f"{source}: " + ", ".join(f"{counts[source, v]} {v}" for v in ("agree", "differ", "lack")))
    print("\n".join(sorted(lines)))


def check_resolution(first: int, last: int) -> None:
    """Print which share of the leaders of the years `first` to `last` is resolved to the right state in mid-term.

    By the list's own spelling, bare or after "President" or "Prime Minister"; and by anybody of like spelling who by
    our tables holds an office of that state on the day.
    """
    catalog = ActorCatalog.load()
    holders: dict[str, list[Actor]] = defaultdict(list)
    for actor in catalog:
        if catalog.kind(actor.id) == "person" and actor.country is not None:
            holders[actor.country].append(actor)
    counts: Counter[tuple[str, str]] = Counter()
    for spell in list_leader_spells():
        start = max(spell.start, date(first, 1, 1))
        end = min(spell.end or REIGN_ENDS, REIGN_ENDS, date(last, 12, 31))
        if end < start or catalog.kind(spell.country) != "state":
            continue
        day = start + (end - start) / 2
        said = [catalog.describe(title + spell.leader, day) for title in ("", "President ", "Prime Minister ")]
        found = [each for each in said if each is not None and each.actor_id is not None]
        named = any(each.country == spell.country for each in found)
        alike = any(_spelt_alike(spell.leader, actor.names) for actor in holders[spell.country] if actor.active(day))
        counts[spell.source, "all"] += 1
        counts[spell.source, "named"] += named
        counts[spell.source, "held"] += named or alike
        counts[spell.source, "wrong"] += bool(found) and not named
    for source in sorted({source for source, _ in counts}):
        total = counts[source, "all"]
        shares = ", ".join(f"{what} {counts[source, what] / total:.1%}" for what in ("named", "held", "wrong"))
        print(f"{source} {first}-{last}, {total} terms in mid-term: {shares}")


def _spelt_alike(leader: str, names: Iterable[str]) -> bool:
    """Tell whether a word of the leader's name and the last of one of ours are nearly the same."""
    words = [word for word in fold_words(leader).split() if len(word) > 3]
    lasts = [fold_words(name).split()[-1] for name in names if fold_words(name)]
    return any(SequenceMatcher(None, word, last).ratio() > 0.72 for word in words for last in lasts)


def check_visits(slack: timedelta) -> None:
    """Print how many visitors to the United States held an office by our table on the day, and who did not."""
    by_name: dict[str, list[Office]] = defaultdict(list)
    for office in read_offices():
        for name in office.names:
            by_name[fold_words(name)].append(office)
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    for visit in read_table("visits/visits_to_us.csv"):
        day = _iso(visit["start"])
        words = fold_words(visit["visitor"]).split()
        rows = next((by_name[key] for at in range(3) if (key := " ".join(words[at:])) in by_name), None)
        if day is None or day < SINCE:
            continue
        fits = rows is not None and any(o.active(day, slack) for o in rows)
        counts["agree" if fits else "differ" if rows else "lack"] += 1
        if rows and not fits:
            wrong.append(f"  {day} {visit['visitor']}: ours {[(o.office, str(o.start), str(o.end)) for o in rows]}")
    print("Visitors to the US: " + ", ".join(f"{counts[v]} {v}" for v in ("agree", "differ", "lack")))
    print("\n".join(wrong))


def main() -> None:
    """Run every check on the shared reference data."""
    parser = argparse.ArgumentParser(description="Check groups.csv and persons.csv against the reference data.")
    parser.add_argument("--top", type=int, default=25, help="how many lacking groups to list")
    parser.add_argument("--days", type=int, default=60, help="how far dates of office may differ")
    parser.add_argument("--missing", action="store_true", help="list the office holders that the table lacks")
    options = parser.parse_args()
    if not WORLD.is_dir():
        parser.exit(2, f"{WORLD}: no such folder. Set DRAGOMAN_SHARED to the folder with the reference data.\n")
    slack = timedelta(days=options.days)
    check_groups(options.top)
    check_spells(list_leader_spells(), slack, options.missing)
    check_spells((s for s in list_us_spells() if s.start >= SINCE), slack, missing_too=False)
    check_visits(slack)
    check_resolution(1987, 2021)


if __name__ == "__main__":
    main()
