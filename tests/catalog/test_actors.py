"""What the actor catalog promises: every name is found whole, and a mention says whose it is."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.catalog.actors import ActorCatalog
from dragoman.errors import BadTable

HEADER = "id,name,aliases,abbreviations,country,sector,parent,start,end,office\n"
CATALOG = ActorCatalog.load()
NAMES = sorted({name for actor in CATALOG for name in (*actor.names, *actor.abbreviations)})


def found(text: str) -> list[tuple[str, str, str]]:
    return [(m.span.quote(text), m.actor_ids[0], m.kind) for m in CATALOG.find(text)]


def described(mention: str, day: date | None = None) -> tuple[str | None, str] | None:
    said = CATALOG.describe(mention, day)
    return None if said is None else (said.country, said.sector)


def test_every_name_is_found_in_parentheses() -> None:
    def is_found(name: str, full: str) -> bool:
        text = f"{full} did it, on behalf of all of them ({name}), on Monday."
        bare = name.removeprefix("the ").removeprefix("The ")
        return any(match.span.quote(text) == bare for match in CATALOG.find(text))

    pairs = [(name, actor.name) for actor in CATALOG for name in (*actor.names, *actor.abbreviations)]
    missed = [name for name, full in pairs if not is_found(name, full)]
    assert len(missed) <= len(pairs) // 500, missed  # A few stand inside a longer name of another actor.


def test_abbreviation_that_many_share_needs_its_full_name() -> None:
    assert found("He joined AA and praised the EFF at MIT.") == []
    assert [q for q, _, _ in found("Fighters of the Arakan Army (AA) and the AA's chief spoke.")][1:] == ["AA", "AA"]


@given(st.lists(st.sampled_from([*NAMES[:2000], "said", "'s", "(", ")", "-led", "\n", " ", ".", "İ", "ß"])))
def test_matches_are_in_order_apart_and_whole_words(parts: list[str]) -> None:
    text = " ".join(parts)
    matches = CATALOG.find(text)
    for left, right in pairwise(matches):
        assert left.span.end <= right.span.start
    for match in matches:
        before, after = text[match.span.start - 1 : match.span.start], text[match.span.end : match.span.end + 1]
        assert match.actor_ids and not before.isalnum() and not after.isalnum()


@given(st.text())
def test_any_text_can_be_searched_and_described(text: str) -> None:
    CATALOG.find(text)
    CATALOG.describe(text, date(2015, 1, 1))
    CATALOG.strip_titles(text)


def test_names_end_before_a_possessive_and_cross_a_line_break() -> None:
    text = (
        "Pakistan's envoy and South\nKorea’s met near the Côte d’Ivoire mission, said the Inter-Services Intelligence."
    )
    assert [quote for quote, _, _ in found(text)] == [
        "Pakistan",
        "South\nKorea",
        "Côte d’Ivoire",
        "Inter-Services Intelligence",
    ]


def test_ordinary_words_are_not_names() -> None:
    assert found("He told us to polish the china and to serve turkey; who is it?") == []
    assert found("LATIN AMERICAN LEADERS ASK WHO IS TO BLAME") == []
    assert [i for _, i, _ in found("us officials in pakistan said iran had agreed")] == ["PAK", "IRN"]
    assert [i for _, i, _ in found("PAKISTANI TROOPS KILL FIVE, INDIAN OFFICIALS SAY")] == ["PAK", "IND"]


def test_longest_name_wins() -> None:
    assert found("The Pakistani Taliban spoke.")[0][2] == "group"
    assert found("U.S. State Department officials spoke.")[0][1] == "usa.state"


@pytest.mark.parametrize(
    ("mention", "country", "sector"),
    [
        ("Pakistan's prime minister", "PAK", "GOV"),
        ("the interior minister of Afghanistan", "AFG", "GOV"),
        ("Islamabad", "PAK", "GOV"),
        ("the Kremlin", "RUS", "GOV"),
        ("Whitehall", "GBR", "GOV"),
        ("Tajikistan", "TJK", "GOV"),
        ("Afghan security forces", "AFG", "MIL"),
        ("two Indian soldiers", "IND", "MIL"),
        ("four Nepalese policemen", "NPL", "COP"),
        ("the Peruvian Congress", "PER", "LEG"),
        ("Congress", "USA", "LEG"),
        ("the Congress of Honduras", "HND", "LEG"),
        ("a court in Ankara", "TUR", "JUD"),
        ("Montana state police", "USA", "COP"),
        ("a judge in North Carolina", "USA", "JUD"),
        ("dozens of Moroccans", "MAR", "CVL"),
        ("Soviet troops", "RUS", "MIL"),
        ("the ISI", "PAK", "SPY"),
        ("a spokesman for the Pakistan Army", "PAK", "MIL"),
        ("FBI agents", "USA", "COP"),
        ("North Korea's UN ambassador", "PRK", "GOV"),
        ("PTI lawmakers", "PAK", "LEG"),
        ("Burmese refugees", "MMR", "REF"),
        ("Turkish Foreign Minister Selim Aktan", "TUR", "GOV"),
        ("unidentified gunmen", None, "UAF"),
        ("Pakistan-based militants", None, "REB"),
        ("the Pakistani Taliban", None, "REB"),
        ("Tehrik-i-Taliban Pakistan", None, "REB"),
        ("rebel troops", None, "REB"),
        ("the US-led coalition", None, "MIL"),
        ("a French-led coalition", None, "MIL"),
        ("UN peacekeepers", None, "MIL"),
        ("European Union officials", None, "IGO"),
        ("Pakistani and American officials", None, "GOV"),
        ("Norwegian-Danish troops", None, "MIL"),
        ("a knife-wielding man", None, "UAF"),
    ],
)
def test_mention_says_whose_it_is(mention: str, country: str | None, sector: str) -> None:
    assert described(mention) == (country, sector)


def test_names_come_with_the_description() -> None:
    said = CATALOG.describe("Turkish Foreign Minister Selim Aktan")
    assert said is not None and said.name == "Selim Aktan" and said.actor_id is None
    said = CATALOG.describe("the TTP")
    assert said is not None and (said.actor_id, said.name) == ("group.ttp", "Tehrik-i-Taliban Pakistan")
    assert CATALOG.describe("the U.S.").name == "United States"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("mention", "actor_id", "name"),
    [
        ("nine TTP fighters", "group.ttp", "Tehrik-i-Taliban Pakistan"),
        ("guerrillas of the FMLN", "group.fmln", "Farabundo Martí National Liberation Front"),
        ("members of the Islamic State", "group.islamic-state", "Islamic State"),
        ("an FBI spokeswoman", "usa.fbi", "Federal Bureau of Investigation"),
        ("FBI Director Otto Branting", None, "Otto Branting"),
        ("Taliban journalists", None, None),
        ("leaders of Pakistan", None, None),
    ],
)
def test_people_of_a_body_act_as_the_body(mention: str, actor_id: str | None, name: str | None) -> None:
    said = CATALOG.describe(mention)
    assert said is not None and (said.actor_id, said.name) == (actor_id, name)


@pytest.mark.parametrize(
    ("mention", "office"),
    [
        ("the president of Peru", "president"),
        ("the president of the republic", "president"),
        ("the presidents of both clubs", None),
        ("the president of the chess club", None),
        ("a former president", None),
    ],
)
def test_an_office_is_one_that_one_person_of_a_state_holds(mention: str, office: str | None) -> None:
    assert CATALOG.describe(mention).office == office  # type: ignore[union-attr]


def test_titles_are_stripped() -> None:
    assert CATALOG.strip_titles("President Jane Roe") == "Jane Roe"
    assert CATALOG.strip_titles("former Deputy Prime Minister Ali Khan") == "Ali Khan"
    assert CATALOG.strip_titles("Mr Roe") == "Roe"


def test_parents_are_in_the_catalog() -> None:
    ids = {actor.id for actor in CATALOG}
    assert {actor.parent for actor in CATALOG if actor.parent} <= ids


def study_table(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "actors.csv"
    path.write_text("# Source: invented for this test.\n" + HEADER + rows, encoding="utf-8")
    return path


def test_study_adds_its_own_actors(tmp_path: Path) -> None:
    rows = (
        "pak.scouts,Kharan Scouts,,KSC,PAK,MIL,,,,\n"
        "person.omar-velt,Omar Velt,,,TUV,GOV,,2001-02-03,2005,prime minister\n"
        "person.omar-velt,Omar Velt,,,TUV,OPP,,2006,,\n"
        "person.nadia-velt,Nadia Velt,,,TUV,GOV,,2010,2012,prime minister\n"
    )
    catalog = ActorCatalog.load(study_table(tmp_path, rows))
    said = catalog.describe("a KSC spokesman")
    assert said is not None and (said.country, said.sector) == ("PAK", "MIL")
    for mention in ("Prime Minister Velt", "Omar Velt", "Velt", "Mr. Velt"):
        said = catalog.describe(mention, date(2003, 5, 1))
        assert said is not None and said.actor_id == "person.omar-velt", mention
    assert catalog.describe("Velt", date(1990, 1, 1)).actor_id is None  # type: ignore[union-attr]
    assert catalog.describe("Irina Velt", date(2003, 5, 1)).actor_id is None  # type: ignore[union-attr]
    assert catalog.describe("Prime Minister Velt", date(2011, 1, 1)).actor_id == "person.nadia-velt"  # type: ignore[union-attr]
    holder = catalog.hold_office("TUV", "prime minister", date(2011, 1, 1))
    assert holder is not None and holder.id == "person.nadia-velt"


def test_leaders_of_small_states_are_meant_by_title_or_full_name_alone() -> None:
    day = date(2003, 5, 1)
    assert CATALOG.describe("Keith Mitchell", day).actor_id == "person.keith-mitchell"  # type: ignore[union-attr]
    assert CATALOG.describe("Prime Minister Mitchell", day).actor_id == "person.keith-mitchell"  # type: ignore[union-attr]
    assert CATALOG.describe("Mitchell", day).actor_id is None  # type: ignore[union-attr]


def test_companies_and_parties_are_entries_of_their_own() -> None:
    ids = {name: found(f"{name} spoke.")[0][1] for name in ("Gazprom", "Rosneft", "Lega Nord", "Forza Italia")}
    assert len(set(ids.values())) == 4


@pytest.mark.parametrize(
    ("row", "where", "advice"),
    [
        ("pak.x,X,,,PAK,REBEL,,,,\n", "actors.csv:3", "Did you mean 'REB'?"),
        ("pak.x,X,,,PKA,GOV,,,,\n", "actors.csv:3", "country"),
        ("pak.x,,,,PAK,GOV,,,,\n", "actors.csv:3", "proper name"),
        ("Pak X,X,,,PAK,GOV,,,,\n", "actors.csv:3", "id such as"),
        ("pak.x,X,,,PAK,GOV,,last year,,\n", "actors.csv:3", "in start"),
        ("pak.x,X,,,PAK,GOV,,2010,2009,\n", "actors.csv:3", "start on or before end"),
        ("pak.x,X,,,PAK,GOV\n", "actors.csv:3", "expected 10 cells"),
    ],
)
def test_bad_rows_are_told_with_file_and_line(tmp_path: Path, row: str, where: str, advice: str) -> None:
    with pytest.raises(BadTable) as caught:
        ActorCatalog.load(study_table(tmp_path, row))
    assert where in str(caught.value) and advice in str(caught.value)


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("NATO", "North Atlantic Treaty Organization"),
        ("The United Nations", "United Nations"),
        ("NATO members", None),
        ("the European Union's member states", None),
    ],
)
def test_the_members_of_an_organization_are_not_it(mention: str, name: str | None) -> None:
    said = ActorCatalog.load().describe(mention, date(2017, 3, 15))
    assert (said.name if said else None) == name
