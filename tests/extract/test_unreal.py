"""What did not take place is not told as a fact: plots, exercises, films, false reports, what "would" be."""

from __future__ import annotations

from datetime import date

import pytest
from act_values import keep, make_draft, make_reading

from dragoman.extract.coders import load_coder
from dragoman.extract.unreal import set_unreal, unreal_status
from dragoman.model import Article

DAY = date(2021, 3, 18)


def status_of(sentence: str, trigger: str) -> str | None:
    start = sentence.index(trigger)
    return unreal_status(sentence, start, start + len(trigger))


@pytest.mark.parametrize(
    ("sentence", "trigger", "status"),
    [
        ("Police foiled a plot to bomb two churches.", "bomb two churches", "negated"),
        ("Police foiled a plot to bomb two churches.", "plot to bomb", "negated"),
        ("An attack on the port was narrowly averted.", "attack on the port", "negated"),
        ("The guards stopped three men in an attempt to shoot the mayor.", "shoot the mayor", "negated"),
        ("He was charged with plotting to kill the governor.", "kill the governor", "hypothetical"),
        ("Reports that planes bombed the village are false, he said.", "bombed the village", "negated"),
        ("Marines simulated an assault on a beach.", "assault on a beach", "hypothetical"),
        ("Cadets took part in a mock attack on the barracks.", "attack on the barracks", "hypothetical"),
        ("The film tells how bandits kidnap a judge.", "kidnap a judge", "hypothetical"),
        ("An invasion of the island would fail, he said.", "invasion of the island", "hypothetical"),
        ("Bombing the dam would drown ten villages.", "Bombing the dam", "hypothetical"),
        ("Suppose that thieves shot your dog.", "shot your dog", "hypothetical"),
        ("In the drill, a hostile crew seized the lighthouse.", "seized the lighthouse", "hypothetical"),
        ("The navy staged an exercise in which pirates took a tug.", "pirates took a tug", "hypothetical"),
        ("In his first novel, a sniper kills a bishop.", "sniper kills a bishop", "hypothetical"),
        ("Bandits rob a train in the last scene of the opera.", "Bandits rob a train", "hypothetical"),
        ("Guards were posted to prevent further attacks on the mill.", "attacks on the mill", "hypothetical"),
        ("Rumours that the duke had been shot were denied.", "shot", "negated"),
        ("The bishop dismissed claims that monks had beaten a boy.", "beaten a boy", "negated"),
        ("The general never ordered his men to burn the ferry.", "burn the ferry", "negated"),
        ("A clip said to show planes bombing the port is from a computer game.", "planes bombing the port", "negated"),
        ("Engineers defused a bomb near the ferry.", "bomb near the ferry", "negated"),
        ("A bomb that failed to explode was found under the pier.", "bomb", "negated"),
        ("Two men were arrested on suspicion of preparing an attack on a mill.", "attack on a mill", "negated"),
    ],
)
def test_words_around_an_act_tell_that_it_is_not_real(sentence: str, trigger: str, status: str) -> None:
    assert status_of(sentence, trigger) == status


@pytest.mark.parametrize(
    ("sentence", "trigger"),
    [
        ("Police foiled a plot, and gunmen killed two guards.", "killed two guards"),
        ("Two men who had plotted for years bombed the market.", "bombed the market"),
        ("The attack, which a film director saw, killed two.", "killed two"),
        ("Gunmen killed a man who would be king.", "killed a man"),
        ("Troops held an exercise while rebels shelled the town.", "shelled the town"),
        ("Reports that the mayor is ill are false; gunmen shot his driver.", "shot his driver"),
        ("The Conspiracy of Embers mailed a parcel bomb to the minister.", "mailed a parcel bomb"),
        ("He was jailed for planning an attack that killed two guards.", "attack that killed two guards"),
        ("A man wanted for the murder of a guard was detained.", "murder of a guard"),
        ("A bomb exploded and another bomb was defused.", "bomb exploded"),
        ("The guards failed to prevent the attack on the mill.", "attack on the mill"),
        ("Bombing the port, planes sank six ferries that would have carried grain.", "Bombing the port"),
        ("The novel, his third, was in print when soldiers shot him.", "soldiers shot him"),
    ],
)
def test_words_of_another_clause_do_not(sentence: str, trigger: str) -> None:
    assert status_of(sentence, trigger) is None


def test_what_is_neither_confirmed_nor_denied_may_be_a_fact() -> None:
    text = "Tamria neither confirmed nor denied that it carried out the drone attack on a refinery in Kano on Tuesday."
    [codings] = load_coder("network").code_articles([Article("a1", "Tamsk Courier", DAY, "", text)])
    assert {coding.status for coding in codings if coding.event == "ASSAULT"} == {"actual"}


def test_what_nobody_did_is_negated_whatever_its_type() -> None:
    text = "Ghana has not withdrawn its troops from Kano, the mayor said. Togo withdrew its troops on Monday."
    [codings] = load_coder("network").code_articles([Article("a1", "Tamsk Courier", DAY, "", text)])
    assert [(coding.event, coding.status) for coding in codings] == [("RETREAT", "negated"), ("RETREAT", "actual")]


@pytest.mark.parametrize(
    ("text", "event", "status"),
    [
        (
            "A coalition of youth groups calls for peaceful protests in cities throughout Togo.",
            "PROTEST",
            "hypothetical",
        ),
        ("Ghana's opposition calls on President Amadu Sesay to resign after the ruling.", "RETREAT", "hypothetical"),
        ("Togo says it is prepared to respond if attacked by Ghana.", "ASSAULT", "hypothetical"),
        ("Ghana's president Amadu Sesay resigned after the ruling.", "RETREAT", "actual"),
        ("Ghana considers banning flights from Togo, a minister in Kano said.", "COERCE", "hypothetical"),
        ("A summit of West African leaders in Kano was cancelled after the coup.", "CONSULT", "negated"),
        ("Ghana's president cancels a meeting with Togo's president in Kano.", "CONSULT", "negated"),
        ("Thousands joined mass protests against the fuel law in Kano.", "PROTEST", "actual"),
        ("Ghana banned flights from Togo, a minister in Kano said.", "COERCE", "actual"),
        ("Ghana's president held a meeting with Togo's president in Kano.", "CONSULT", "actual"),
    ],
)
def test_what_is_wished_for_or_called_off_is_no_fact(text: str, event: str, status: str) -> None:
    [codings] = load_coder("network").code_articles([Article("a1", "Tamsk Courier", DAY, "", text)])
    told = {coding.status for coding in codings if coding.event == event}
    assert told == {status} if status == "actual" else told <= {status}


def test_the_coder_does_not_take_a_foiled_plot_for_an_attack() -> None:
    text = "Police in Kano said on Monday that they had foiled a plan to bomb two churches. Three men were arrested."
    [codings] = load_coder("network").code_articles([Article("a1", "Tamsk Courier", DAY, "", text)])
    statuses = {coding.event: coding.status for coding in codings}
    assert statuses["ASSAULT"] == "negated"
    assert statuses["COERCE"] == "actual"


def test_what_an_op_ed_says_might_come_is_no_attack() -> None:
    text = "If the army were to bomb the villages, Boko Haram would strike Kano again. Abuja should open talks."
    [codings] = load_coder("network").code_articles([Article("a1", "Tamsk Courier", DAY, "Opinion: talk", text)])
    assert not [coding for coding in codings if coding.event == "ASSAULT" and coding.status == "actual"]


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The two have never met.", "have never met", "negated"),
        ("The two had not yet met.", "had not yet met", "negated"),
        ("The two have met as never before.", "met as never before", "actual"),
    ],
)
def test_what_the_words_of_an_act_deny_is_negated(text: str, trigger: str, status: str) -> None:
    reading = make_reading(text)
    [kept] = set_unreal(reading, keep(make_draft(reading, trigger, "CONSULT")))
    assert kept.draft.status == status
