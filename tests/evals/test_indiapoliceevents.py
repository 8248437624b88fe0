"""A coding's five labels, by the rules that the eval states."""

from dataclasses import replace
from datetime import date

import pytest

from dragoman.model import Article, Coding, Participant, Quote, Span, Toll
from evals.indiapoliceevents import label_sentences, labels_of, place_sentences, score_label

TEXT = "police fired at the crowd. two men died. police fired again."


def who(sector):
    return Participant(Quote.cut(TEXT, 0, 6), None, None, sector, 1.0)


BASE = Coding(
    id="c", article_id="a", coder="network/7", event="ASSAULT", mode="firearms", contexts=(), status="actual",
    trigger=Quote.cut(TEXT, 7, 12), quote=Quote.cut(TEXT, 0, 26), actors=(who("COP"),), recipients=(), targets=(),
    weapons=(), date=None, place=None, killed=None, injured=None, attribution=None, claimed_by=None, confidence=0.9,
)  # fmt: skip
BASE_DAY = date(2002, 3, 15)
BLAME = Quote(Span(0, 40), "residents said the police failed to come.")
DEAD = Toll(2, 2, 2, Quote.cut(TEXT, 27, 30), 1.0)


@pytest.mark.parametrize(
    ("change", "labels"),
    [
        ({}, {"FORCE", "ANY_ACTION"}),
        ({"killed": DEAD}, {"FORCE", "KILL", "ANY_ACTION"}),
        ({"actors": (who("CVL"),), "killed": DEAD}, set()),
        ({"status": "hypothetical"}, set()),
        ({"event": "COERCE", "mode": "arrest", "actors": ()}, {"ARREST", "ANY_ACTION"}),
        ({"event": "COERCE", "mode": "arrest", "actors": (who("REB"),)}, set()),
        ({"event": "MOBILIZE", "mode": "police"}, {"ANY_ACTION"}),
        ({"event": "COERCE", "mode": "arrest", "status": "negated"}, set()),
        ({"event": "ACCUSE", "mode": None, "actors": (), "quote": BLAME}, {"FAIL"}),
    ],
)
def test_labels_follow_the_rules(change, labels):
    assert labels_of(replace(BASE, **change)) == labels


def test_a_coding_labels_the_sentences_of_all_its_mentions():
    article = Article("a", None, BASE_DAY, "", TEXT)
    shift = len(article.full_text) - len(TEXT)
    rows = [{"sent_text": f"{part}."} for part in TEXT.rstrip(".").split(". ")]
    spans = list(place_sentences(article.full_text, rows))
    coding = replace(
        BASE,
        trigger=Quote.cut(article.full_text, 7 + shift, 12 + shift),
        mentions=(Quote.cut(article.full_text, 48 + shift, 53 + shift),),
    )
    assert label_sentences(article, [coding], spans) == [{"FORCE", "ANY_ACTION"}, set(), {"FORCE", "ANY_ACTION"}]


def test_a_sentence_that_is_not_there_is_passed_over():
    assert list(place_sentences("one. two.", [{"sent_text": "three."}, {"sent_text": "two."}])) == [
        Span(0, 0),
        Span(5, 9),
    ]


def test_precision_and_recall_of_a_label():
    gold, given = [{"KILL"}, {"KILL"}, set(), set()], [{"KILL"}, set(), {"KILL"}, set()]
    assert score_label("KILL", gold, given) == {"p": 0.5, "r": 0.5, "f": 0.5, "gold": 2, "given": 2}
