"""Incident templates: types, fillers and their mentions, in texts of any letter case."""

from pathlib import Path

import numpy as np
import pytest

from dragoman.extract.incident_case import restore_names
from dragoman.extract.incident_fillers import Mention, fold_mention, gather_mentions
from dragoman.extract.incident_model import IncidentModel
from dragoman.extract.incident_text import INCIDENT_TYPES, find_acts, near_acts, split_text
from dragoman.extract.incidents import read_incidents
from dragoman.model import Span

BOMBING = (
    "Police reported that members of the National Liberation Army blew up the offices of the electricity company in "
    "Barranquilla early today. A powerful bomb exploded at the entrance of the building and destroyed several "
    "vehicles.  The guerrillas claimed responsibility for the bombing."
)
KIDNAPPING = (
    "Unidentified armed men today kidnapped businessman Rodrigo Santamaria Pardo in Medellin.  The kidnappers "
    "intercepted his car and took him to an unknown place, his family reported.  Santamaria is the owner of a farm."
)
POLITICS = (
    "The president of the legislative assembly announced that the deputies will debate the budget of the health "
    "ministry next week.  He said that the economy grew by three percent, and that exports of coffee rose."
)


@pytest.fixture(autouse=True)
def _with_network() -> None:
    weights = Path(__file__).parents[2] / "src" / "dragoman" / "extract" / "weights"
    if not (weights / "encoder.onnx").exists():
        pytest.skip("the network's weights (src/dragoman/extract/weights/encoder.onnx) are not there")


@pytest.mark.parametrize("write", [str, str.upper, str.lower], ids=["mixed", "upper", "lower"])
def test_a_bombing_is_read_in_any_letter_case(write):
    incidents = {incident.incident_type: incident for incident in read_incidents(write(BOMBING))}
    assert "bombing" in incidents
    bombing = incidents["bombing"]
    assert "bomb" in " ".join(quote.text.lower() for quote in bombing.fillers["Weapon"])
    assert "national liberation army" in [quote.text.lower() for quote in bombing.fillers["PerpOrg"]]


def test_a_kidnapping_names_its_victim():
    incidents = {incident.incident_type: incident for incident in read_incidents(KIDNAPPING.lower())}
    assert "kidnapping" in incidents
    assert "rodrigo santamaria pardo" in [quote.text for quote in incidents["kidnapping"].fillers["Victim"]]


def test_political_news_has_no_incident():
    assert read_incidents(POLITICS) == []


def test_a_text_without_words_has_no_incident():
    assert read_incidents("") == []
    assert read_incidents("  \n\n ") == []


@pytest.mark.parametrize("text", [BOMBING, KIDNAPPING, BOMBING.upper() + "\n\n   " + KIDNAPPING.upper()])
def test_fillers_quote_the_text_and_types_are_known(text):
    for incident in read_incidents(text):
        assert incident.incident_type in INCIDENT_TYPES
        assert 0 < incident.confidence <= 1
        for quotes in incident.fillers.values():
            assert all(quote.span.quote(text) == quote.text for quote in quotes)
            folded = [fold_mention(quote.text) for quote in quotes]
            assert len(folded) == len(set(folded))


def test_names_get_capitals_where_a_text_has_no_case():
    assert restore_names("the mayor of bogota met colonel juan perez today.").startswith("The mayor of Bogota met")
    assert "Farabundo Marti" in restore_names("THE FARABUNDO MARTI FRONT ATTACKED THE BRIDGE.")
    mixed = "The mayor met Colonel Perez."
    assert restore_names(mixed) == mixed


def test_words_for_acts_are_found_with_the_types_they_may_name():
    text = "Gunmen blew up the bridge.  They set fire to a truck."
    sentences = split_text(text)
    found = [{act.word: act.types[0] for act in find_acts(text, span)} for span in sentences]
    assert found[0]["blew"] == "bombing"
    assert found[1]["set"] == "arson"


def test_sentences_far_from_any_act_are_left_out():
    text = "It rained.  The harvest was good.  Prices fell.  A bomb exploded in the market."
    sentences = split_text(text)
    assert [span.quote(text) for span in near_acts(text, sentences)] == [
        "Prices fell.",
        "A bomb exploded in the market.",
    ]


def _mention(role, text, start, head, probability):
    span = Span(start, start + len(text))
    return Mention(0, role, span, fold_mention(text), head, probability, 0.9, ("attack",))


def test_mentions_of_one_party_are_one_filler():
    fillers = gather_mentions(
        [
            _mention("PerpOrg", "Blue Mountain Army", 0, "army", 0.9),
            _mention("PerpOrg", "BMA", 30, "bma", 0.7),
            _mention("Victim", "Ana Lucia Torres", 40, "torres", 0.8),
            _mention("Victim", "Torres", 70, "torres", 0.6),
            _mention("PerpInd", "two guerrillas", 90, "guerrilla", 0.5),
            _mention("PerpInd", "the soldiers", 120, "soldier", 0.4),
        ]
    )
    assert sorted((filler.role, filler.best.key) for filler in fillers) == [
        ("PerpInd", "soldiers"),
        ("PerpInd", "two guerrillas"),
        ("PerpOrg", "blue mountain army"),
        ("Victim", "ana lucia torres"),
    ]


def test_a_model_keeps_its_judgement_when_stored(tmp_path):
    model = IncidentModel(["a", "b"], ["x", "y"], np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([0.0, 0.25]), True)
    before = model.probabilities({"x": 1.0, "y": -0.5, "unknown": 3.0})
    (tmp_path / "model.npz").write_bytes(model.dump())
    with np.load(tmp_path / "model.npz") as stored:
        again = IncidentModel(
            [str(c) for c in stored["classes"]],
            bytes(stored["features"][()]).decode("utf-8").split("\n"),
            stored["weights"],
            stored["bias"],
            bool(stored["exclusive"]),
        )
    assert before.sum() == pytest.approx(1)
    assert again.probabilities({"x": 1.0, "y": -0.5}) == pytest.approx(before, abs=1e-3)
