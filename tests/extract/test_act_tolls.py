"""The figures of an article are shared out over its attacks."""

from __future__ import annotations

from dataclasses import replace

from act_values import keep, make_draft, make_reading

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.act_tolls import choose_tolls


def figures(reading: ActReading, kept: list[Kept]) -> list[dict[str, int | None]]:
    return [{kind: toll.best for kind, toll in found.items()} for found in choose_tolls(reading, kept)]


def test_two_attacks_in_one_sentence_keep_their_own_figures() -> None:
    reading = make_reading("Gunmen shot four farmers dead in Kano and a bomb wounded nine traders in Gao.")
    kept = keep(make_draft(reading, "shot"), make_draft(reading, "bomb"))
    assert figures(reading, kept) == [{"killed": 4}, {"injured": 9}]


def test_a_toll_three_sentences_later_belongs_to_the_attack() -> None:
    reading = make_reading("A bomb exploded in Kano. The roof fell. Help came late. At least 40 people were killed.")
    assert figures(reading, keep(make_draft(reading, "exploded"))) == [{"killed": 40}]


def test_a_toll_further_away_belongs_to_none() -> None:
    text = (
        "A bomb exploded in Kano. The roof fell. Help came late. It rained. At least 40 people were killed in a flood."
    )
    reading = make_reading(text)
    assert figures(reading, keep(make_draft(reading, "exploded"))) == [{}]


def test_a_toll_before_any_attack_belongs_to_none() -> None:
    reading = make_reading("At least 40 people were killed in a flood. It rained. A bomb exploded in Kano.")
    assert figures(reading, keep(make_draft(reading, "exploded"))) == [{}]


def test_a_figure_of_the_title_belongs_to_the_attack_that_opens_the_text() -> None:
    reading = make_reading("A bomb exploded in Kano. The roof fell.", "Four killed in Kano market")
    assert figures(reading, keep(make_draft(reading, "exploded"))) == [{"killed": 4}]


def test_of_one_attack_a_single_victim_is_told_far_below() -> None:
    filler = "Help came late. It rained. The road was shut. The market was shut too. "
    reading = make_reading(f"A gunman opened fire in Kano. {filler}A porter died in hospital.")
    assert figures(reading, keep(make_draft(reading, "fire"))) == [{"killed": 1}]


def test_of_two_attacks_before_it_the_last_one_takes_a_toll() -> None:
    reading = make_reading("Gunmen raided Gao. A bomb exploded in Kano. At least 40 people were killed.")
    kept = keep(make_draft(reading, "raided"), make_draft(reading, "exploded"))
    assert figures(reading, kept) == [{}, {"killed": 40}]


def test_a_figure_in_the_own_sentence_beats_one_near_by() -> None:
    reading = make_reading("A bomb killed three people in Kano. In all of last year 95 people were killed there.")
    assert figures(reading, keep(make_draft(reading, "killed"))) == [{"killed": 3}]


def test_a_figure_beside_another_mention_counts_as_its_own() -> None:
    reading = make_reading("A bomb exploded in Kano. Help came. People ran. It rained. The blast killed 12 people.")
    kept = keep(make_draft(reading, "exploded"), again=(make_draft(reading, "blast"),))
    (toll,) = choose_tolls(reading, kept)
    assert toll["killed"].best == 12 and toll["killed"].mention.text
    assert toll["killed"].confidence > 0.6


def test_a_march_has_only_the_dead_of_its_own_sentence() -> None:
    others = "Three people were killed in Kano on Saturday. Thousands had marched there hours before."
    reading = make_reading(others, "Three people killed in Kano")
    assert figures(reading, keep(make_draft(reading, "marched", "PROTEST"))) == [{}]
    reading = make_reading("Thousands marched in Kano and 3 people were killed.")
    assert figures(reading, keep(make_draft(reading, "marched", "PROTEST"))) == [{"killed": 3}]


def test_a_march_has_not_the_dead_that_it_is_about() -> None:
    for words in ("over the killing of two miners", "after a guard shot dead two miners", "sparked by two deaths"):
        reading = make_reading(f"Thousands marched in Kano {words}.")
        assert reading.tolls
        assert figures(reading, keep(make_draft(reading, "marched", "PROTEST"))) == [{}]


def test_plans_and_other_types_hold_no_toll() -> None:
    reading = make_reading("They planned to bomb a bus. Talks were held. Twelve people were killed.")
    planned = replace(make_draft(reading, "bomb"), status="future")
    assert figures(reading, keep(make_draft(reading, "Talks", "CONSULT"), planned)) == [{}, {}]


def test_without_attacks_no_figure_has_a_home() -> None:
    reading = make_reading("Twelve people were killed.")
    assert choose_tolls(reading, []) == []
