"""Who a participant is: the same actor for every way of naming it, and never a namesake's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.catalog.actors import ActorCatalog
from dragoman.codebook.terms import SECTORS
from dragoman.model.coding import Participant
from dragoman.model.span import Quote
from dragoman.resolve.actors import resolve_actor

CATALOG = ActorCatalog.load()
DAY = date(2012, 6, 1)


def participant(text: str, name: str | None, country: str | None, sector: str) -> Participant:
    return Participant(Quote.cut(text, 0, len(text)), name, country, sector, 0.9)


def resolved(text: str, name: str | None, country: str | None, sector: str) -> str:
    return resolve_actor(participant(text, name, country, sector), DAY, CATALOG).actor_id


@pytest.mark.parametrize(
    ("text", "name", "country", "sector", "actor_id"),
    [
        ("Pakistan", "Pakistan", "PAK", "GOV", "PAK"),
        ("Islamabad", None, "PAK", "GOV", "PAK"),
        ("officials in Islamabad", None, "PAK", "GOV", "PAK"),
        ("the US", "United States", "USA", "MIL", "usa.mil"),
        ("Pakistani soldiers", None, "PAK", "MIL", "pak.mil"),
        ("unidentified gunmen", None, None, "UAF", "uaf"),
        ("the Pakistani Taliban", "Tehrik-i-Taliban Pakistan", None, "REB", "group.ttp"),
        ("the militants", "Tehrik-i-Taliban Pakistan", None, "REB", "group.ttp"),
        ("the ISI", None, "PAK", "SPY", "pak.isi"),
        ("the UN", "United Nations", None, "IGO", "igo.un"),
        ("NATO troops", None, None, "MIL", "igo.nato"),
        ("the BBC host", "Perry Alton Voss", "GBR", "JRN", "new.perry-alton-voss"),
        ("Islamist fighters", None, None, "REB", "reb"),
        ("Gul", "Hamid Zarwari Gul", "AFG", "CVL", "new.hamid-zarwari-gul"),
        ("Governor Inés Núñez", None, "PER", "GOV", "new.ines-nunez"),
    ],
)
def test_participant_has_one_id(text: str, name: str | None, country: str | None, sector: str, actor_id: str) -> None:
    assert resolved(text, name, country, sector) == actor_id


def test_ids_of_roles_and_new_names_are_no_catalogued_ids() -> None:
    ids = {actor.id for actor in CATALOG}
    assert not {actor_id for actor_id in ids if actor_id.startswith("new.")}
    assert not {f"{state.lower()}.{sector.lower()}" for state in ids if state.isupper() for sector in SECTORS} & ids


def test_provisional_actor_keeps_what_the_coding_says() -> None:
    actor = resolve_actor(participant("Gul", "Hamid Zarwari Gul", "AFG", "CVL"), DAY, CATALOG)
    assert actor.provisional and (actor.name, actor.country, actor.sector) == ("Hamid Zarwari Gul", "AFG", "CVL")


def test_office_is_its_holder_on_the_day(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(
        "id,name,aliases,abbreviations,country,sector,parent,start,end,office\n"
        "person.ana-brell,Ana Brell,,,TUV,GOV,,2011-01-01,2013-01-01,prime minister\n"
        "person.leo-brell,Leo Brell,,,NRU,GOV,,2011-01-01,2013-01-01,president\n",
        encoding="utf-8",
    )
    catalog = ActorCatalog.load(path)
    holder = resolve_actor(participant("the prime minister", None, "TUV", "GOV"), DAY, catalog)
    assert holder.actor_id == "person.ana-brell"
    former = resolve_actor(participant("a former prime minister", None, "TUV", "GOV"), DAY, catalog)
    later = resolve_actor(participant("the prime minister", None, "TUV", "GOV"), date(2020, 1, 1), catalog)
    assert former.actor_id == later.actor_id == "TUV"
    same = resolve_actor(participant("Brell", "Leo Brell", "NRU", "GOV"), DAY, catalog)
    assert same.actor_id == "person.leo-brell"
    other = resolve_actor(participant("Brell", "Ada Brell", "NRU", "CVL"), DAY, catalog)
    assert other.actor_id == "new.ada-brell"
    namesake = resolve_actor(participant("Brell", "Leo Brell", "TUV", "CVL"), DAY, catalog)
    assert namesake.actor_id == "new.leo-brell"
