"""Of all the figures of an article, which pair of killed and injured is an attack's?"""

from __future__ import annotations

from act_values import keep, make_draft, make_reading
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.extract.act_tolls import choose_tolls, see_figures
from dragoman.extract.toll_choice import settle_tolls
from dragoman.extract.toll_judge import Told, judge_tolls, list_pairs, toll_weights, value_of
from dragoman.extract.tolls import find_tolls

KINDS = ("killed", "injured")


def test_those_shot_less_the_dead_are_one_of_the_pairs() -> None:
    reading = make_reading("Four porters were shot at the depot. One of the porters died.", "Shots at Orvale depot")
    home, seen = see_figures(reading, keep(make_draft(reading, "Shots")))
    sight = seen[home[0]]
    assert (1, 3) in {(pair.killed, pair.injured) for pair in list_pairs(sight.told, sight.rule)}


def test_the_title_tells_who_else_was_hurt() -> None:
    reading = make_reading(
        "A porter was killed at the depot on Monday. The road was shut. It rained. Nobody was seen. "
        "Shots were fired from a car. Amina Ba was shot in the leg.",
        "One dead, three wounded at Orvale depot",
    )
    (toll,) = choose_tolls(reading, keep(make_draft(reading, "killed")))
    assert {kind: toll[kind].best for kind in KINDS} == {"killed": 1, "injured": 3}


def test_an_article_of_two_attacks_leaves_each_its_own() -> None:
    reading = make_reading(
        "A bomb killed 30 people in Kano on Monday. In Gao, gunmen wounded four traders.", "Attacks in two towns"
    )
    kept = keep(make_draft(reading, "bomb"), make_draft(reading, "gunmen"))
    found = [{kind: toll.best for kind, toll in each.items()} for each in choose_tolls(reading, kept)]
    assert found == [{"killed": 30}, {"injured": 4}]


PEOPLE = st.sampled_from(("a porter", "two men", "Omar Badri", "12 people", "dozens", "the gunman", "another man"))
FATES = st.sampled_from(("was shot", "were killed", "died", "was injured", "were wounded", "was taken to hospital"))
WHERE = st.sampled_from(("own", "near", "far", "other", "beside", "none"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(PEOPLE, FATES, WHERE), max_size=12))
def test_an_answer_is_one_of_the_pairs_and_quotes_the_article(told: list[tuple[str, str, str]]) -> None:
    text = " ".join(f"On that day {who} {fate}." for who, fate, _ in told)
    figures = find_tolls(text)
    places = [where for _, _, where in told] or ["none"]
    seen = [Told(toll, places[n % len(places)], n, n == 0) for n, toll in enumerate(figures)]
    rule = settle_tolls([each.mention for each in seen if each.where == "own"], text)
    answer = judge_tolls(seen, rule)
    pairs = {(pair.killed, pair.injured) for pair in list_pairs(seen, rule)}
    assert (value_of(answer.get("killed")), value_of(answer.get("injured"))) in pairs
    for kind, mention in answer.items():
        toll = mention.as_toll(text, 0.5)
        assert mention.kind == kind
        assert toll.mention.span.quote(text) == toll.mention.text
        assert sorted(n for n in (toll.low, toll.best, toll.high) if n is not None) == [
            n for n in (toll.low, toll.best, toll.high) if n is not None
        ]


def test_without_figures_the_rules_answer_stands() -> None:
    assert judge_tolls([], {}) == {}


def test_every_weight_is_of_a_number_or_of_the_two_together() -> None:
    assert {feature.partition(" ")[0] for feature in toll_weights()} == {"k", "i", "x"}
