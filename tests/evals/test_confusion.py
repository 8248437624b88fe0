"""Matrices and bins: every coding is counted once, on the right side."""

from types import SimpleNamespace

from evals.confusion import Scored, count_pairs, fill_bins, judge_codings, pair_codings


def coding(event, quote):
    return {"event": event, "status": "actual", "quote": quote}


def same_quote(left, right):
    return 0.8 if left["quote"] == right["quote"] else 0.0


def pair_of_type(gold, found):
    return [(g, f) for g in gold for f in found if g["event"] == f["event"] and same_quote(g, f)]


SCORER = SimpleNamespace(similarity=same_quote, pair=pair_of_type)


def test_codings_are_paired_by_their_words_whatever_their_types():
    gold = [coding("ASSAULT", "a"), coding("ACCUSE", "b"), coding("AID", "c")]
    found = [coding("COERCE", "a"), coding("ACCUSE", "b"), coding("REQUEST", "d")]
    counted = count_pairs(pair_codings(gold, found, SCORER), "event", ["ASSAULT", "ACCUSE", "AID", "COERCE", "REQUEST"])
    names, counts = counted["labels"], counted["counts"]
    told = {(names[r], names[c]): n for r, row in enumerate(counts) for c, n in enumerate(row) if n}
    assert told == {("ASSAULT", "COERCE"): 1, ("ACCUSE", "ACCUSE"): 1, ("AID", "none"): 1, ("none", "REQUEST"): 1}


def test_of_two_like_codings_the_one_of_the_same_type_is_taken():
    gold = [coding("ASSAULT", "a"), coding("ACCUSE", "a")]
    found = [coding("ACCUSE", "a"), coding("ASSAULT", "a")]
    assert all(left["event"] == right["event"] for left, right in pair_codings(gold, found, SCORER))


def test_an_article_without_codings_on_one_side():
    assert pair_codings([], [coding("AID", "a")], SCORER) == [(None, coding("AID", "a"))]
    assert pair_codings([coding("AID", "a")], [], SCORER) == [(coding("AID", "a"), None)]


def test_bins_tell_how_often_the_coder_is_right():
    found = [Scored(coding("AID", "a"), 0.95), Scored(coding("ACCUSE", "a"), 1.0), Scored(coding("AID", "b"), 0.31)]
    bins = fill_bins(judge_codings([coding("AID", "a")], found, SCORER))
    assert [(b["low"], b["codings"], b["right"]) for b in bins] == [(0.3, 1, 0.0), (0.9, 2, 0.5)]
