"""What the network and the linear models are taught: pairs in both orders, verbs with their places."""

import pytest

from dragoman.catalog.places import Gazetteer
from dragoman.model import Span
from evals.event_location import Marked as MarkedVerb
from evals.plv import Marked
from scripts import event_location_examples, plv_examples
from scripts.train_dyads import OWN, Fit, Labelled, fit_linear

SENTENCE = "Marsovia and Ruritania accused each other, and Ruritania threatened Laputa."


def coding(**change):
    base = {
        "event": "ACCUSE", "status": "actual", "trigger": "blamed", "quote": "Ruritania blamed Marsovia.",
        "actors": [{"text": "Ruritania"}], "recipients": [{"text": "Marsovia"}],
    }  # fmt: skip
    return {**base, **change}


def pairs_of(*codings):
    article = {"id": "a", "published": "2020-01-01", "title": "", "text": "Rain fell. Ruritania blamed Marsovia."}
    return [(pair.sentence, pair.root) for pair in plv_examples.coded_pairs([(article, list(codings))])]


def test_a_coding_gives_a_pair_where_both_parties_stand_in_its_sentence():
    assert pairs_of(coding()) == [("Ruritania blamed Marsovia.", "ACCUSE")]
    assert pairs_of(coding(event="CONCEDE")) == [("Ruritania blamed Marsovia.", "YIELD")]


@pytest.mark.parametrize(
    "change", [{"status": "future"}, {"recipients": []}, {"actors": [{"text": "Laputa"}]}, {"trigger": "bombed"}]
)
def test_other_codings_give_none(change):
    assert pairs_of(coding(**change)) == []


def test_one_pair_under_two_types_teaches_nothing():
    assert pairs_of(coding(), coding(event="REJECT")) == []


def test_the_other_order_is_the_inverse_unless_it_is_a_pair_of_its_own():
    group = [
        Marked("1", SENTENCE, "Marsovia", "Ruritania", "ACCUSE"),
        Marked("1", SENTENCE, "Ruritania", "Marsovia", "ACCUSE"),
        Marked("1", SENTENCE, "Ruritania", "Laputa", "THREATEN"),
    ]
    labels = [pair["label"] for pair in plv_examples.task_line(SENTENCE, group)["pairs"]]
    assert labels == ["ACCUSE", "ACCUSE", "THREATEN", "INVERSE"]


def test_a_verb_without_mark_beside_a_place_may_lack_one():
    gazetteer = Gazetteer.load()

    def ask(sentence, *places):
        return event_location_examples.may_be_unmarked(MarkedVerb("d", sentence, Span(0, 3), places), gazetteer)

    assert ask("Two men were shot in Lima.")
    assert not ask("Two men were shot in Lima.", Span(21, 25))
    assert not ask("Two men were shot dead.")


def test_a_feature_and_its_own_copy_weigh_together():
    rows = [Labelled(frozenset({"x", OWN + "x"}), "yes"), Labelled(frozenset({"y", OWN + "y"}), "no")] * 4
    model = fit_linear(rows, Fit(strength=1.0))
    assert model.classes == ["no", "yes"]
    assert model.probability({"x"}, "yes") > 0.7 > 0.3 > model.probability({"y"}, "yes")
    three = fit_linear([*rows, *[Labelled(frozenset({"z"}), "maybe")] * 4], Fit(strength=1.0))
    assert three.classes[int(three.probabilities({"z"}).argmax())] == "maybe"
