"""Near misses, made by hand: what must come together and what must stay apart."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

from dragoman.model.judgement import Judgement
from dragoman.resolve.comparing import compare_codings
from dragoman.resolve.link_tables import load_link_tables
from dragoman.resolve.linking import link_codings
from dragoman.resolve.profiles import tell_opening
from dragoman.resolve.wording import pick_full_names, pick_telling_words

from .reports import (
    AMERICA,
    INDIA,
    ISLAMABAD,
    KARACHI,
    KORANGI,
    LYARI,
    PAKISTAN,
    PESHAWAR,
    QUETTA,
    TTP,
    WAZIRISTAN,
    report,
)


def groups(*reports, **options):
    """Return the events as sets of positions in the reports given."""
    at = {r.coding.id: i for i, r in enumerate(reports)}
    return sorted(sorted(at[c] for c in event.coding_ids) for event in link_codings(reports, **options).events)


MONDAY, TUESDAY, WEDNESDAY = date(2013, 9, 23), date(2013, 9, 24), date(2013, 9, 25)
MON = (MONDAY, MONDAY)


def bombing(sentence, published, killed, outlet, days=None):
    return report(
        sentence, published, mode="explosives", place=QUETTA, killed=killed, outlet=f"{outlet} Press", days=days
    )


TEN_REPORTS = [
    bombing("A bomb tore through a vegetable market in Quetta on Monday, killing 20 people.", MONDAY, 20, "One", MON),
    bombing("At least 20 died when explosives hidden in a rickshaw went off in Quetta.", MONDAY, (20, 20, None), "Two"),
    bombing("A blast at a crowded market in Quetta killed 23, police said.", MONDAY, 23, "Three", MON),
    bombing("The toll of the Quetta market bombing has risen to 48, doctors said.", TUESDAY, 48, "Four"),
    bombing("A bomb in the Hazar Ganji market killed 48 people on Monday.", TUESDAY, 48, "Five", MON),
    report("Monday's blast at Hazar Ganji market killed forty-eight, a nurse said.", TUESDAY, days=MON, killed=48),
    bombing("Explosives in a rickshaw killed 48 shoppers in Quetta on Monday.", TUESDAY, 48, "Seven", MON),
    bombing("Monday's market bombing in Quetta is now known to have killed 55 people.", WEDNESDAY, 55, "Eight", MON),
    bombing("Quetta mourned the 55 victims of the bomb at the Hazar Ganji market.", WEDNESDAY, 55, "Nine"),
    bombing("The death toll of the market bomb in Quetta reached 55 on Wednesday.", WEDNESDAY, 55, "Ten", MON),
]  # fmt: skip


def test_ten_reports_of_one_bomb_are_one_event_with_a_history():
    (event,) = link_codings(TEN_REPORTS).events
    assert len(event.coding_ids) == event.witnesses == 10
    assert event.killed == (55, None, None)
    by_day = [(told.published, told.best) for told in event.killed_history]
    assert {best for day, best in by_day if day == TUESDAY} == {48}
    assert [day for day, _ in by_day] == sorted(day for day, _ in by_day)
    assert (event.start, event.end) == MON


def test_two_bombings_of_one_day_in_one_city_stay_apart():
    lyari = report("A bomb on a motorcycle killed four people in Lyari, a quarter of Karachi, on Monday.", MONDAY,
                   mode="explosives", place=LYARI, killed=4, days=MON)  # fmt: skip
    korangi = report("A suicide bomber killed 17 policemen at a checkpoint in Korangi on Monday.", MONDAY,
                     mode="suicide-attack", place=KORANGI, killed=17, days=MON)  # fmt: skip
    again = report("Seventeen officers died in the suicide bombing of the Korangi checkpoint.", TUESDAY,
                   mode="suicide-attack", place=KARACHI, killed=17, days=MON)  # fmt: skip
    assert groups(lyari, korangi, again) == [[0], [1, 2]]


def test_an_anniversary_piece_joins_the_old_event():
    news = report("Gunmen stormed an army school in Peshawar on Tuesday and killed 141 people.", date(2014, 12, 16),
                  mode="firearms", actors=[TTP], place=PESHAWAR, killed=141,
                  days=(date(2014, 12, 16), date(2014, 12, 16)))  # fmt: skip
    other = report("A bomb in a Peshawar bus killed six people on Friday.", date(2014, 2, 14),
                   mode="explosives", place=PESHAWAR, killed=6, days=(date(2014, 2, 14),) * 2)  # fmt: skip
    anniversary = report("Three years ago Taliban gunmen killed 141 people in an army school in Peshawar.",
                         date(2017, 12, 16), mode="firearms", status="historical", actors=[TTP], place=PESHAWAR,
                         killed=141, days=(date(2014, 1, 1), date(2014, 12, 31)))  # fmt: skip
    undated = report("The families remembered the 141 killed by the Taliban in the army school.", date(2018, 12, 16),
                     status="historical", actors=[TTP], place=PESHAWAR, killed=141)  # fmt: skip
    assert groups(news, other, anniversary, undated) == [[0, 2, 3], [1]]
    event = max(link_codings([news, other, anniversary, undated]).events, key=lambda e: len(e.coding_ids))
    assert event.status == "actual"
    assert event.start == event.end == date(2014, 12, 16)


def test_a_denial_and_a_plan_are_not_the_deed():
    strike = report("A drone strike killed five men near Miranshah on Monday.", MONDAY, mode="drone", actors=[AMERICA],
                    place=WAZIRISTAN, killed=5, days=MON)  # fmt: skip
    denial = report("No drone strike took place near Miranshah on Monday, an official said.", TUESDAY, mode="drone",
                    status="negated", actors=[AMERICA], place=WAZIRISTAN, days=MON)  # fmt: skip
    plan = report("The foreign minister is to visit Islamabad on Monday.", date(2013, 9, 20), event="CONSULT",
                  mode="visit", status="future", actors=[AMERICA], recipients=[PAKISTAN], place=ISLAMABAD,
                  days=MON)  # fmt: skip
    visit = report("The foreign minister visited Islamabad on Monday.", TUESDAY, event="CONSULT", mode="visit",
                   actors=[AMERICA], recipients=[PAKISTAN], place=ISLAMABAD, days=MON)  # fmt: skip
    assert groups(strike, denial, plan, visit) == [[0], [1], [2], [3]]


def test_two_strikes_two_days_apart_stay_apart():
    first = report("A drone fired missiles at a house near Miranshah on Monday, killing five.", MONDAY, mode="drone",
                   actors=[AMERICA], place=WAZIRISTAN, killed=5, days=MON)  # fmt: skip
    second = report("A drone fired missiles at a house near Miranshah on Wednesday, killing five.", WEDNESDAY,
                    mode="drone", actors=[AMERICA], place=WAZIRISTAN, killed=5, days=(WEDNESDAY,) * 2)  # fmt: skip
    assert groups(first, second) == [[0], [1]]


def accusation(sentence, published, trigger, actor, recipient):
    return report(sentence, published, event="ACCUSE", mode="disapprove", actors=[actor], recipients=[recipient],
                  trigger=trigger)  # fmt: skip


def test_who_blames_whom_makes_two_events():
    one = accusation("Pakistan blamed India for firing across the control line.", MONDAY, "blamed", PAKISTAN, INDIA)
    other = accusation("India blamed Pakistan for firing across the control line.", MONDAY, "blamed", INDIA, PAKISTAN)
    assert groups(one, other) == [[0], [1]]


def test_statements_about_different_things_stay_apart():
    water = accusation("India criticised Pakistan over the Kishanganga dam.", MONDAY, "criticised", INDIA, PAKISTAN)
    trial = accusation("India criticised Pakistan for the slow Lakhvi trial.", MONDAY, "criticised", INDIA, PAKISTAN)
    again = accusation("Delhi faulted Islamabad for the slow trial of Lakhvi.", TUESDAY, "faulted", INDIA, PAKISTAN)
    assert groups(water, trial, again) == [[0], [1, 2]]


def test_two_guests_of_one_host_are_two_meetings():
    hosts = [report(f"{name} met the prime minister in Islamabad.", day, event="CONSULT", mode="visit",
                    actors=[guest], recipients=[PAKISTAN], place=ISLAMABAD, days=MON, trigger="met")
             for name, guest, day in (("Mr Adair", AMERICA, MONDAY), ("Mr Adair", AMERICA, TUESDAY),
                                      ("Mr Suri", INDIA, MONDAY))]  # fmt: skip
    assert groups(*hosts) == [[0, 1], [2]]


def test_twin_bombings_of_one_morning_stay_apart():
    north = bombing("A car bomb at a bus depot in Quetta killed six people on Monday.", MONDAY, 6, "North", MON)
    south = report("A blast at a court in Quetta killed 41 lawyers on Monday.", MONDAY, mode="explosives",
                   place=QUETTA, killed=41, outlet="South Press", days=MON)  # fmt: skip
    more = bombing("Six passengers died in Monday's car bomb at the bus depot in Quetta.", TUESDAY, 6, "More", MON)
    court = bombing("The 41 lawyers who died in the Quetta court blast were buried.", TUESDAY, 41, "Court")
    assert groups(north, south, more, court) == [[0, 2], [1, 3]]


def test_an_attack_and_the_arrest_for_it_are_two_events():
    attack = report("Gunmen shot dead a judge in Quetta on Monday.", MONDAY, mode="firearms", place=QUETTA, killed=1,
                    days=MON, trigger="shot dead")  # fmt: skip
    arrest = report("Police arrested two men over the killing of a judge in Quetta on Monday.", WEDNESDAY,
                    event="COERCE", mode="arrest", actors=[PAKISTAN], place=QUETTA, days=(WEDNESDAY,) * 2,
                    trigger="arrested")  # fmt: skip
    assert groups(attack, arrest) == [[0], [1]]


def test_an_edited_wire_copy_is_the_same_event_and_the_same_witness():
    wire = bombing("A bomb planted in a handcart killed 12 shoppers in Quetta on Monday, police said.", MONDAY, 12,
                   "Wire", MON)  # fmt: skip
    copy = report("Police: bomb planted in handcart kills 12 shoppers in Quetta.", TUESDAY, mode="explosives",
                  place=QUETTA, killed=12, outlet="Local Press", witness=wire.witness)  # fmt: skip
    (event,) = link_codings([wire, copy]).events
    assert event.witnesses == 1


def test_a_place_with_a_suffix_is_the_place():
    city = replace(QUETTA, name="Quetta City", geoname_id=None, latitude=30.19, longitude=67.01)
    plain = bombing("A bomb killed seven people near a bakery in Quetta on Monday.", MONDAY, 7, "Plain", MON)
    suffix = report("Seven people died on Monday when a bomb went off by a bakery in Quetta City.", TUESDAY,
                    mode="explosives", place=city, killed=7, outlet="Suffix Press", days=MON)  # fmt: skip
    assert groups(plain, suffix) == [[0, 1]]


def test_two_statements_of_one_speaker_on_one_day_stay_apart():
    talks = report("The foreign office welcomed the resumption of the ceasefire talks.", MONDAY, event="SUPPORT",
                   actors=[PAKISTAN], recipients=[INDIA], trigger="welcomed")  # fmt: skip
    trade = report("The foreign office praised Delhi for reopening the salt trade route.", MONDAY, event="SUPPORT",
                   actors=[PAKISTAN], recipients=[INDIA], trigger="praised")  # fmt: skip
    assert groups(talks, trade) == [[0], [1]]


def test_a_day_that_was_likelier_misread_forbids_nothing():
    first = report("Ghulam Sabzwari was shot dead at the Dilgusha teahouse in Quetta on Monday.", MONDAY,
                   mode="firearms", place=QUETTA, killed=1, days=MON)  # fmt: skip
    later = report("Ghulam Sabzwari, killed at the Dilgusha teahouse in Quetta, is to be buried.", TUESDAY,
                   mode="firearms", place=QUETTA, killed=1, days=(date(2013, 9, 26),) * 2)  # fmt: skip
    unsure = replace(later, coding=replace(later.coding, date=replace(later.coding.date, confidence=0.3)))
    assert compare_codings(first, later).veto == "not on one day"
    assert compare_codings(first, unsure).veto is None


def test_what_the_coder_holds_for_a_repetition_may_tell_of_one_event():
    told = bombing("A bomb in a Quetta market killed five people on Monday.", MONDAY, 5, "One", MON)
    again = report("The blast killed five people in the Quetta market.", MONDAY, mode="explosives", place=QUETTA,
                   killed=5, days=MON, article=told.coding.article_id)  # fmt: skip
    unsure = replace(again, coding=replace(again.coding, confidence=0.2))
    assert groups(told, again) == [[0], [1]]
    assert groups(told, unsure) == [[0, 1]]


def test_the_order_of_the_codings_makes_no_difference():
    expected = link_codings(TEN_REPORTS)
    shuffled = list(TEN_REPORTS)
    random.Random(4).shuffle(shuffled)
    assert link_codings(shuffled) == expected


def test_news_of_elsewhere_changes_no_event():
    elsewhere = [
        report(f"Rioters burned {n} shops in Lima.", TUESDAY, event="PROTEST", mode="riot", outlet=f"{n} Diario")
        for n in range(3)
    ]
    before = link_codings(TEN_REPORTS[:6]).events
    assert set(before) <= set(link_codings([*elsewhere, *TEN_REPORTS[:6]]).events)


def test_a_copy_links_to_its_source_coding_by_coding():
    sentences = ("Clerics met the governor.", "The governor met the clerics of the valley again.")
    wire, copy = (
        [report(s, day, event="CONSULT", article=name, witness="wire", trigger="met") for s in sentences]
        for name, day in (("wire", MONDAY), ("copy", TUESDAY))
    )
    assert groups(*wire, *copy) == [[0, 2], [1, 3]]
    assert {event.witnesses for event in link_codings([*wire, *copy]).events} == {1}


def test_every_link_tells_its_reasons():
    judgements = link_codings(TEN_REPORTS).judgements
    assert all(j.judge.startswith("matcher:") and 0 <= j.score <= 1 and j.reason for j in judgements)
    assert any("place same" in j.reason and "killed equal large" in j.reason for j in judgements)


def test_a_person_stands_above_every_score():
    first, second, third = (r.coding.id for r in TEN_REPORTS[:3])
    apart = Judgement(first, second, False, "a.khan", 1.0, "two rickshaws")
    machine = Judgement(first, third, False, "matcher:levels/0", 0.1, "an older matcher")
    events = link_codings(TEN_REPORTS[:3], judged=[apart, machine]).events
    assert sorted(len(e.coding_ids) for e in events) == [1, 2]
    undone = Judgement(first, second, True, "a.khan", 1.0, "undone")
    assert groups(*TEN_REPORTS[:3], judged=[apart, machine, undone]) == [[0, 1, 2]]


def test_ids_survive_a_merge_and_a_split():
    first, second = TEN_REPORTS[0].coding.id, TEN_REPORTS[4].coding.id
    apart = [Judgement(first, second, False, "a.khan", 1.0, "not sure")]
    pair = [TEN_REPORTS[0], TEN_REPORTS[4]]
    before = link_codings(pair, judged=apart)
    previous = {c: e.id for e in before.events for c in e.coding_ids}
    assert len(set(previous.values())) == 2
    merged = link_codings(pair, previous)
    assert [e.id for e in merged.events] == [previous[first]]
    assert dict(merged.aliases) == {previous[second]: previous[first]}
    again = link_codings(pair, {c: e.id for e in merged.events for c in e.coding_ids}, aliases=merged.aliases)
    assert again == merged
    split = link_codings(pair, dict.fromkeys(previous, previous[first]), judged=apart, aliases=merged.aliases)
    assert {c: e.id for e in split.events for c in e.coding_ids} == previous
    assert not split.aliases


BAKERY = """Odile K. Tarn was on her way home when a gunman opened fire outside the Gulnar bakery in Orangi.
Tarn's brother had warned her of a feud over a tanker contract. The Commission said so."""
MOURNING = """The family of Odile Tarn gathered in Orangi. She was shot by the Gulnar bakery, amid a feud of two firms
over a tanker contract, her brother told mourners, and detectives have yet to name a suspect."""
HARBOUR = """Two guards of the harbour trust were hurt when thieves drove a lorry through the gate at the Keamari
terminal, the trust's spokesman said; insurers put the loss of copper cable at four crores."""


def test_the_openings_of_two_articles_tie_their_reports_together():
    tables = load_link_tables()
    assert pick_full_names(BAKERY, tables.known_words) == ("odile tarn",)
    first = report("A gunman opened fire outside a bakery.", MONDAY, outlet="A", place=KARACHI)
    second = report("The shooting left a family in mourning.", TUESDAY, outlet="B", place=KARACHI)
    assert groups(first, second) == [[0], [1]]
    told = [replace(each, named=tell_opening(text, tables)) for each, text in ((first, BAKERY), (second, MOURNING))]
    assert groups(*told) == [[0, 1]]
    assert groups(told[0], replace(second, named=tell_opening(HARBOUR, tables))) == [[0], [1]]


def test_the_rarest_words_of_an_opening_stand_for_it():
    telling = pick_telling_words(
        "The minister told the cabinet of 300 quokkas, and of a 6-year-old quokka.",
        {"the": 0, "minister": 6, "told": 3},
    )
    assert set(telling) == {"minister", "cabinet", "quokkas", "and", "6-year-old", "quokka"}  # no table has the rest
    assert telling[-1] == "minister"


def test_a_bomb_that_only_wounded_is_not_the_one_that_killed_many_on_the_same_day():
    mosque = report("A suicide bomber killed 48 people in a mosque in Peshawar on Monday.", MONDAY, outlet="A",
                    mode="suicide-attack", place=PESHAWAR, killed=48, days=MON)  # fmt: skip
    toll = report("The toll of Monday's mosque bombing in Peshawar rose to 55.", TUESDAY, outlet="B",
                  mode="explosives", place=PESHAWAR, killed=55, days=MON)  # fmt: skip
    roadside = report("A roadside bomb wounded two soldiers in Peshawar on Monday, after the mosque attack.", MONDAY,
                      outlet="C", mode="explosives", place=PESHAWAR, injured=2, days=MON)  # fmt: skip
    assert groups(mosque, toll, roadside) == [[0, 1], [2]]
