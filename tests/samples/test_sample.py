"""The sample study keeps its promise: every dispatch can be read, every fact stands in the words of its dispatch."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dragoman.codebook import EVENTS, SECTORS
from dragoman.collect.text_files import draft_text_file
from dragoman.study.read_study import open_study

SAMPLE = Path(__file__).parents[2] / "samples" / "us-pakistan"
PARTICIPANT = re.compile(r"(?P<text>.+) <(?P<country>[A-Z]{3}|-) (?P<sector>[A-Z]{3})>")
TOLL = re.compile(r"(>=|<=|~)?\d+|\d+-\d+|\d+\+")
STATUS = {"actual", "historical", "future", "hypothetical", "negated"}


@pytest.fixture(scope="module")
def dispatches():
    files = sorted((SAMPLE / "dispatches").glob("*.md"))
    return {path.stem: draft_text_file(path.read_bytes(), str(path)) for path in files}


@pytest.fixture(scope="module")
def facts():
    with (SAMPLE / "facts.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def full_text(draft):
    return f"{draft.title}\n\n{draft.text}"


def test_every_dispatch_has_id_day_outlet_title_and_a_readable_length(dispatches):
    assert len(dispatches) >= 70
    for name, draft in dispatches.items():
        assert draft.source_id == name
        assert date(1979, 1, 1) <= date.fromisoformat(draft.published) <= date(2025, 12, 31), name
        assert name.startswith(draft.published)
        assert "ample" in draft.outlet, name
        assert draft.title, name
        assert 60 <= len(draft.text.split()) <= 160, name


def test_every_fact_names_a_dispatch_and_every_dispatch_has_a_fact(dispatches, facts):
    assert {fact["dispatch"] for fact in facts} == set(dispatches)


def test_facts_quote_their_dispatch(dispatches, facts):
    for fact in facts:
        text = full_text(dispatches[fact["dispatch"]])
        words = [fact["trigger"], fact["place"], *re.split("; ", fact["claimed_by"])]
        words += [re.sub(r" \(\w+\)$", "", speaker) for speaker in fact["attribution"].split("; ")]
        words += [found["text"] for side in ("actors", "recipients") for found in participants(fact[side])]
        assert [quoted for quoted in words if quoted not in text] == [], fact


def participants(cell):
    found = [PARTICIPANT.fullmatch(part) for part in cell.split("; ") if part]
    assert all(found), cell
    return found


def test_facts_use_the_codebook(facts):
    for fact in facts:
        assert fact["source"]
        if fact["event"] == "NONE":
            continue
        assert fact["event"] in EVENTS
        assert fact["status"] in STATUS
        assert fact["trigger"]
        assert {found["sector"] for side in ("actors", "recipients") for found in participants(fact[side])} <= set(
            SECTORS
        )
        for toll in ("killed", "injured"):
            assert not fact[toll] or TOLL.fullmatch(fact[toll]), fact


def test_days_are_ordered_and_no_actual_event_lies_ahead_of_its_report(dispatches, facts):
    for fact in facts:
        if not fact["start"]:
            continue
        start, end = date.fromisoformat(fact["start"]), date.fromisoformat(fact["end"])
        published = date.fromisoformat(dispatches[fact["dispatch"]].published)
        assert start <= end
        assert fact["status"] not in ("actual", "historical") or start <= published, fact
        assert fact["status"] != "actual" or (published - end).days <= 90, fact


def test_at_least_eight_happenings_are_told_by_several_dispatches(facts):
    told = Counter(happening for happening, _ in {(fact["happening"], fact["dispatch"]) for fact in facts})
    assert sum(count > 1 for count in told.values()) >= 8


def test_the_study_file_opens():
    study = open_study(SAMPLE)
    assert study.settings.study.name == "us-pakistan"
    assert [source.path for source in study.settings.sources] == ["dispatches"]
