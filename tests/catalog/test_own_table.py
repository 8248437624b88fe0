"""A study's own table grows by signed rows, and stays as it was where a row breaks its rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.near_names import NearNames
from dragoman.catalog.own_table import add_rows
from dragoman.catalog.tables import load_entries
from dragoman.errors import BadTable
from dragoman.model import Actor

HEADER = "id,name,aliases,abbreviations,country,sector,parent,start,end,office\n"
DAY = date(2024, 2, 3)


def test_a_row_is_read_back_and_signed(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text("# ours\n" + HEADER + "group.north,Northern Front,,,,REB,,,,", encoding="utf-8")
    actor = Actor("group.canal", ("Canal Brigade", "Brigade, of the Canal"), None, "REB")
    written = add_rows(path, [actor], "Jo Roe", DAY, "new.canal is group.canal")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ours\n" + HEADER + "group.north") and text.endswith(written)
    assert "# 2024-02-03 Jo Roe: new.canal is group.canal\n" in written
    catalog = ActorCatalog.load(path)
    assert catalog.get("group.canal") == actor and catalog.get("group.north") is not None
    path.write_text(text.replace(written, ""), encoding="utf-8")
    assert ActorCatalog.load(path).get("group.canal") is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), min_size=1, max_size=3))
def test_any_name_stays_in_its_row(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> None:
    path = tmp_path_factory.mktemp("study") / "actors.csv"
    names = ["Canal Brigade", *names]
    add_rows(path, [Actor("group.canal", tuple(names), None, "REB")], "Jo\nRoe", DAY, "a\nnote")
    (entry,) = load_entries(path, None)
    assert entry.actor.id == "group.canal" and entry.actor.name == "Canal Brigade" and entry.actor.sector == "REB"


def test_a_faulty_row_leaves_the_table_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "actors.csv"
    path.write_text(HEADER, encoding="utf-8")
    with pytest.raises(BadTable, match=r"actors\.csv:3"):
        add_rows(path, [Actor("group.canal", ("Canal Brigade",), "PKA", "REB")], "Jo Roe", DAY, "x")
    assert path.read_text(encoding="utf-8") == HEADER and [file.name for file in tmp_path.iterdir()] == ["actors.csv"]


def test_names_that_are_spelt_nearly_alike_are_near() -> None:
    names = NearNames([("group.a", "Hezbollah"), ("group.b", "Canal Brigades"), ("person.c", "Ana Delur")])
    assert [found for found, _ in names.find("Hizbullah")] == ["group.a"]
    assert [found for found, _ in names.find("Canal Brigade")] == ["group.b"]
    assert names.find("Jo Delur-Smith") == [] and names.find("Ana Delur", apart_from="person.c") == []
