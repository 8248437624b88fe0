"""What the tables of groups and persons promise: valid rows, names that mean one actor, facts that others confirm."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.tables import DATA, Entry, load_entries
from dragoman.model.actor import Actor

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
GROUPS = [entry.actor for entry in load_entries(DATA / "groups.csv", "group")]
PERSONS = [entry.actor for entry in load_entries(DATA / "persons.csv", "person")]
GROUP_SECTORS = {"REB", "UAF", "CRM", "OPP"}


def start_of(actor: Actor) -> date:
    return actor.start or date.min


def end_of(actor: Actor) -> date:
    return actor.end or date.max


def overlap(left: Actor, right: Actor) -> bool:
    return max(start_of(left), start_of(right)) <= min(end_of(left), end_of(right))


def by_name(actors: list[Actor]) -> dict[str, list[Actor]]:
    """List the actors under each name in any case, and under each abbreviation as it stands."""
    found: dict[str, list[Actor]] = {}
    for actor in actors:
        for name in {*(name.casefold() for name in actor.names), *(f"={short}" for short in actor.abbreviations)}:
            found.setdefault(name, []).append(actor)
    return found


def test_groups_are_many_distinct_and_owned_by_no_state() -> None:
    assert len(GROUPS) >= 300
    assert len({group.id for group in GROUPS}) == len(GROUPS)
    assert all(group.id.startswith("group.") and group.country is None for group in GROUPS)
    assert {group.sector for group in GROUPS} <= GROUP_SECTORS


def test_every_parent_is_a_group_and_no_group_is_its_own_ancestor() -> None:
    parents = {group.id: group.parent for group in GROUPS}
    for actor in (*GROUPS, *PERSONS):
        assert actor.parent is None or actor.parent in parents, actor.id
    for group in parents:
        seen, at = set(), group
        while (above := parents[at]) is not None:
            assert above not in seen, f"{group} is part of itself by way of {at}"
            seen.add(above)
            at = above


def test_no_name_means_two_groups_at_one_time() -> None:
    shared = [
        (name, left.id, right.id)
        for name, actors in by_name(GROUPS).items()
        for left, right in combinations(actors, 2)
        if overlap(left, right)
    ]
    assert not shared


def test_persons_are_many_and_each_row_is_an_office_with_a_start() -> None:
    assert len({person.id for person in PERSONS}) >= 400
    assert all(person.id.startswith("person.") and person.office and person.start for person in PERSONS)
    rows = [(person.id, person.office, person.start) for person in PERSONS]
    assert len(set(rows)) == len(rows)


def test_a_person_has_one_set_of_names_and_shares_no_full_name() -> None:
    names = {person.id: person.names for person in PERSONS}
    assert all(person.names == names[person.id] for person in PERSONS)
    for name, actors in by_name(PERSONS).items():
        assert len({actor.id for actor in actors}) == 1, name


def test_leaders_of_armed_groups_have_the_group_and_no_country() -> None:
    for person in PERSONS:
        if person.parent is not None:
            assert person.country is None and person.sector in GROUP_SECTORS, person.id
        else:
            assert person.sector != "REB", f"{person.id} leads which group?"


def test_one_person_holds_a_singular_office_at_a_time() -> None:
    """Heads of state and government of the first study and of the great powers: two at once is a wrong date."""
    for country in ("PAK", "USA", "IND", "GBR", "FRA", "DEU", "RUS", "CHN", "IRN", "ISR", "TUR", "SLV", "COL", "PER"):
        for office in ("president", "prime minister", "secretary of state", "army chief", "foreign minister"):
            held = [p for p in PERSONS if p.country == country and p.office == office]
            for left, right in combinations(held, 2):
                # The day of a handover, or a month known by its name alone, belongs to both.
                last, first = min(end_of(left), end_of(right)), max(start_of(left), start_of(right))
                assert (last - first).days <= 31, (country, office, left.id, right.id)


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Tehreek-e-Taliban Pakistan said so", "group.ttp"),
        ("fighters of Jaish-e-Mohammad crossed", "group.jem"),
        ("EL FRENTE PATRIOTICO MANUEL RODRIGUEZ Y EL FRENTE FARABUNDO MARTI PARA LA LIBERACION NACIONAL", "group.fpmr"),
        ("a bomb of the Movimiento Revolucionario Túpac Amaru", "group.mrta"),
        ("Al Qaida in the Arabian Peninsula denied it", "group.aqap"),
        ("Mullah Haibatullah Akhundzada spoke", "person.hibatullah-akhundzada"),
        ("General Ashfaq Kayani spoke", "person.ashfaq-parvez-kayani"),
    ],
)
def test_spellings_of_the_press_are_found(text: str, actor_id: str) -> None:
    assert actor_id in {found for match in ActorCatalog.load().find(text) for found in match.actor_ids}


@pytest.mark.parametrize(
    ("country", "office", "day", "actor_id"),
    [
        ("PAK", "prime minister", date(1995, 5, 1), "person.benazir-bhutto"),
        ("PAK", "army chief", date(2011, 5, 2), "person.ashfaq-parvez-kayani"),
        ("USA", "secretary of state", date(1987, 3, 1), "person.george-shultz"),
        ("SLV", "president", date(1989, 11, 11), "person.alfredo-cristiani"),
        ("AFG", "president", date(1988, 1, 1), "person.mohammad-najibullah"),
    ],
)
def test_an_office_and_a_day_give_a_person(country: str, office: str, day: date, actor_id: str) -> None:
    holder = ActorCatalog.load().hold_office(country, office, day)
    assert holder is not None and holder.id == actor_id


def test_offices_and_groups_agree_with_the_reference_data() -> None:
    if not (SHARED / "world").is_dir():
        pytest.skip(f"needs {SHARED}/world; set DRAGOMAN_SHARED to the folder of shared data")
    script = [sys.executable, str(ROOT / "scripts" / "check_catalog.py"), "--top", "0"]
    run = subprocess.run(script, capture_output=True, text=True, timeout=60, check=True)
    told = dict(line.split(": ", 1) for line in run.stdout.splitlines() if ": " in line and not line.startswith(" "))
    for source, floor in (("Archigos", 0.80), ("REIGN", 0.80), ("US missions", 0.95), ("Visitors to the US", 0.99)):
        agree, differ = (int(part.split()[0]) for part in told[source].split(", ")[:2])
        assert agree / (agree + differ) >= floor, f"{source}: {told[source]}"
    for weighed, share in (("GED Pakistan, deaths", 85.0), ("dyads since 1970", 90.0)):
        assert float(told[weighed].split("%")[0]) >= share, told[weighed]


def test_entries_name_their_kind() -> None:
    entries: list[Entry] = load_entries(DATA / "groups.csv", None)
    assert {entry.kind for entry in entries} == {"group"}
