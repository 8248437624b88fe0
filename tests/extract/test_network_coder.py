"""What a user may rely on of the coder `network`, whatever is put into it."""

from __future__ import annotations

import json
import os
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.codebook import EVENTS, KINDS, MODES, SECTORS, STATUSES
from dragoman.extract.coders import load_coder
from dragoman.extract.coders.network import LEAST_CONFIDENCE, LEAST_OF_ATTACKS, NetworkCoder
from dragoman.model import Article, Coding, Quote

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
DAY = date(2021, 3, 18)  # a Thursday
BOMBING = (
    "A suicide bomber blew himself up outside a mosque in Kano on Friday, killing 14 people and wounding 30 others, "
    "police said.\n\nBoko Haram claimed responsibility for the attack in a statement."
)
ATTACKS = [
    "Gunmen shot dead five policemen in Kano on Monday, an official said.",
    "A bomb killed nine people at a market in Maiduguri on Monday, police said.",
    "Rebels attacked an army camp near Goma on Sunday and killed six soldiers.",
]
ODD = "Ünïcode \u200b👩‍🚒\x00\x07 killed\tthree\x0bsoldiers\u2028in Kano\ufeff on Monday."


def code(text: str, title: str = "", published: date = DAY) -> list[Coding]:
    return load_coder("network").code_articles([Article("a1", "Tamsk Courier", published, title, text)])[0]


def attacks_in(codings: list[Coding]) -> list[Coding]:
    return [coding for coding in codings if coding.event == "ASSAULT"]


def quotes_of(coding: Coding) -> list[Quote]:
    people = [who.mention for who in (*coding.actors, *coding.recipients)]
    single = [coding.date, coding.place, coding.killed, coding.injured, coding.attribution, coding.claimed_by]
    values = [value.mention for value in single if value is not None]
    return [coding.trigger, coding.quote, *people, *coding.targets, *coding.weapons, *coding.mentions, *values]


PIECES = [
    *ATTACKS,
    BOMBING,
    ODD,
    "Uganda denied that its forces had crossed the border. ",
    "Chile should release the prisoners, the minister said.",
    "KANO, March 17 (Tamsk Courier) - ",
    "GEN. ORR SAID THE U.S. STRUCK TRIPOLI.",
    "U.S. President Jane Roe met Russia's foreign minister in Geneva last week and thanked him.",
    "Boko Haram claimed responsibility.", "in the 1980s",
    "Мы не знаем.", "\u202eright to left\u202c", "🙂🙂", "\n\n", '"', "(",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40)), max_size=8), st.text(max_size=30))
def test_every_value_quotes_the_text_and_keeps_the_codebook(pieces: list[str], title: str) -> None:
    text = " ".join(pieces)
    whole = Article("a1", None, DAY, title, text).full_text
    codings = code(text, title)
    assert len({coding.id for coding in codings}) == len(codings)
    for coding in codings:
        assert all(quote.text == quote.span.quote(whole) and quote.text for quote in quotes_of(coding))
        assert coding.quote.span.contains(coding.trigger.span)
        assert coding.event in EVENTS and coding.status in STATUSES
        assert coding.mode is None or coding.mode in MODES[coding.event]
        assert all(who.sector in SECTORS for who in (*coding.actors, *coding.recipients))
        assert coding.attribution is None or coding.attribution.kind in KINDS
        assert 0 <= coding.confidence <= 1
    starts = [coding.trigger.span for coding in codings]
    assert starts == sorted(starts)


def test_history_has_old_dates_and_plans_have_coming_ones() -> None:
    for path in sorted((ROOT / "samples" / "us-pakistan" / "dispatches").glob("*.md"))[::5]:
        published = date.fromisoformat(path.name[:10])
        for coding in code(path.read_text(encoding="utf-8").split("---", 2)[2], published=published):
            if coding.date is None:
                continue
            middle = coding.date.start + (coding.date.end - coding.date.start) / 2
            if coding.status == "historical":
                assert middle < published - timedelta(days=90)
            elif coding.status == "actual":
                assert published - timedelta(days=91) <= middle
            elif coding.status == "future":
                assert coding.date.end >= published


def test_a_bombing_is_read_whole() -> None:
    (attack,) = attacks_in(code(BOMBING, "Blast kills 14 in Kano"))
    assert (attack.mode, attack.status) == ("suicide-attack", "actual")
    assert attack.killed is not None and (attack.killed.best, attack.killed.low, attack.killed.high) == (14, None, None)
    assert attack.injured is not None and attack.injured.best == 30
    assert attack.place is not None and (attack.place.name, attack.place.country) == ("Kano", "NGA")
    assert attack.date is not None and attack.date.start == attack.date.end == date(2021, 3, 12)
    assert attack.claimed_by is not None and attack.claimed_by.name == "Boko Haram"
    assert attack.attribution is not None and attack.attribution.speaker.lower() == "police"
    assert any(target.text.endswith("mosque") for target in attack.targets)


@pytest.mark.parametrize(
    "text",
    [
        "On Sunday gunmen shot dead four soldiers in Gao.\n\n"
        "On Monday a bomb killed nine people in a market in Bamako, police said.",
        "A car bomb killed nine people in Tripoli on Monday, officials said.\n\n"
        "In a separate attack, gunmen shot dead four policemen in Benghazi on Tuesday.",
    ],
)
def test_two_attacks_are_two_with_their_own_tolls(text: str) -> None:
    tolls = [coding.killed.best for coding in attacks_in(code(text)) if coding.killed is not None]
    assert sorted(filter(None, tolls)) == [4, 9]


def test_two_attacks_in_one_sentence_are_two() -> None:
    text = "A bomb killed nine people in Baghdad and gunmen shot dead four policemen in Mosul, police said."
    tolls = [coding.killed.best for coding in attacks_in(code(text)) if coding.killed is not None]
    assert sorted(filter(None, tolls)) == [4, 9]


def test_a_plan_is_future() -> None:
    text = "The president of Kenya will visit Uganda next week for talks with his counterpart, his office said."
    visits = [coding for coding in code(text) if coding.event == "CONSULT"]
    assert [coding.status for coding in visits] == ["future"]
    assert visits[0].date is not None and visits[0].date.start > DAY
    assert {who.country for who in visits[0].actors} == {"KEN"}


@pytest.mark.parametrize(
    "text",
    [
        "The defence ministry said that no attack took place in Tripoli on Monday.",
        "There was no attack on the embassy in Tripoli on Monday, the interior ministry said.",
        "Turkey did not bomb the camp, the defence ministry said on Monday.",
    ],
)
def test_what_did_not_happen_is_no_fact(text: str) -> None:
    assert {coding.status for coding in attacks_in(code(text))} <= {"negated"}


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_is_found_however_it_is_written(text: str) -> None:
    for written in (text, text.lower(), text.upper()):
        (attack,) = attacks_in(code(written))
        assert attack.status == "actual"
        assert attack.killed is not None and attack.date is not None and attack.place is not None
        assert attack.date.start in (date(2021, 3, 14), date(2021, 3, 15))


@pytest.mark.parametrize(
    "text",
    [
        "The government should withdraw its troops from the north. It must release the prisoners and lift the curfew.",
        "Europe should send aid to Chad. Ministers should meet the rebels, and the sanctions should be lifted.",
    ],
)
def test_what_should_be_done_did_not_happen(text: str) -> None:
    """Op-eds prescribe: what they ask for may stand as a demand, never as a fact."""
    facts = {coding.event for coding in code(text, "Opinion: A way out of the war") if coding.status == "actual"}
    assert facts <= {"REQUEST"}


def test_a_link_to_another_article_is_not_coded() -> None:
    assert not code("READ MORE: Gunmen kill eight police officers in Kano")
    assert code("Gunmen kill eight police officers in Kano")


def test_an_adjective_is_no_place() -> None:
    places = [c.place.name for c in code("Police arrested two men in an Irish village on Monday.") if c.place]
    assert "Irish" not in places


def test_an_anniversary_is_history() -> None:
    text = (
        "Ten years ago, on March 15, 2011, gunmen killed 40 people in a market in Kano. On Monday families lit candles."
    )
    assert {coding.status for coding in attacks_in(code(text, "Kano marks an anniversary"))} == {"historical"}


def test_an_article_is_read_the_same_beside_any_other() -> None:
    articles = [Article(f"a{n}", None, DAY, "", piece) for n, piece in enumerate(PIECES)]
    together = load_coder("network").code_articles(articles)
    assert together == [load_coder("network").code_articles([article])[0] for article in articles]
    assert sum(map(bool, together)) >= 5


def test_a_higher_least_confidence_gives_less() -> None:
    articles = [Article("a1", None, DAY, "", "\n\n".join(PIECES))]
    few, many = (NetworkCoder(least).code_articles(articles)[0] for least in (0.7, 0.2))
    assert len(few) < len(many)
    assert all(coding.confidence >= 0.7 for coding in few)


def test_attacks_are_given_where_they_are_surer_unless_more_is_asked_for() -> None:
    files = sorted((ROOT / "samples" / "us-pakistan" / "dispatches").glob("*.md"))[::3]
    articles = [Article(path.name, None, DAY, "", path.read_text(encoding="utf-8")) for path in files]
    plain, more = (NetworkCoder(least).code_articles(articles) for least in (LEAST_CONFIDENCE, 0.3))
    lowest = [min(c.confidence for codings in found for c in attacks_in(codings)) for found in (plain, more)]
    assert lowest[1] < LEAST_OF_ATTACKS <= lowest[0]
    assert any(c.confidence < LEAST_OF_ATTACKS for codings in plain for c in codings)


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\n\n", "\x00\x01", "x" * 5000, "a b " * 3000, "? ! ." * 200, "A.B-C'd " * 900]
)
def test_empty_and_endless_texts_hold_no_event(text: str) -> None:
    assert code(text) == []


def test_control_characters_hide_no_attack() -> None:
    plain = "Gunmen shot dead five policemen in Kano on Monday, an official said."
    for sign in ("\x00", "\u200b", "\ufeff", "\x07"):
        codings = code(plain.replace(" ", f" {sign}"))
        assert [(coding.event, coding.status) for coding in codings] == [("ASSAULT", "actual")]


def test_a_very_long_article_is_read_to_its_end() -> None:
    filler = "The old mill by the river was painted red and the children played in its garden. " * 1200
    text = f"{ATTACKS[0]}\n\n{filler}\n\n{filler}\n\n{ATTACKS[2]}"
    assert len(text) > 190_000
    found = Counter(coding.killed.best for coding in attacks_in(code(text)) if coding.killed is not None)
    assert found[5] == 1 and found[6] == 1


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no gold sets at {SHARED} (DRAGOMAN_SHARED names them)")
def test_figures_on_the_gold_set_do_not_fall() -> None:
    from evals.dispatches import score_coder

    floors = json.loads((ROOT / "evals" / "floors.json").read_text(encoding="utf-8"))["dispatches"]
    scores = score_coder(SHARED / "gold" / "dispatches-train", "network")
    measured = {name: scores[name]["f"] for name in ("all", "actual", "assault")}
    measured |= {name: figures["mean"] for name, figures in scores["fields"].items()}
    fallen = {name: (measured[name], floor) for name, floor in floors.items() if measured[name] < floor}
    assert not fallen, f"figure below its floor: {fallen}"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Rebel attacks have killed more than 61,000 people in Tamria since the war began, the ministry said.",
            "historical",
        ),
        ("Rebels killed at least 2,600 civilians during the civil war, a report said.", "historical"),
        ("At least 640 people were killed when rebels stormed the town of Goma, the army said.", "actual"),
        ("A bomb killed 610 people at a market in Goma, the worst attack since the war began.", "actual"),
        ("A bomb killed 12 people at a market in Goma as the war goes on.", "actual"),
    ],
)
def test_the_sum_of_a_war_is_background_and_no_attack_of_today(text, status):
    found = attacks_in(code(text))
    assert found and {coding.status for coding in found} == {status}


@pytest.mark.parametrize(
    ("text", "name", "known"),
    [
        (
            "Gunmen shot dead five labourers in the village of Sarhakabad on Monday, police in Quetta said.",
            "Sarhakabad",
            True,
        ),
        ("A bomb killed six people in Zorgaband, a village near Quetta, on Monday, police said.", "Zorgaband", True),
        ("A bomb killed six people in Zorgaband on Monday.", "Zorgaband", False),
    ],
)
def test_a_village_that_no_table_knows_lies_in_the_division_of_the_known_place(text, name, known):
    (attack,) = attacks_in(code(text))
    assert attack.place is not None and attack.place.name == name
    assert attack.place.admin1 == ("Balochistan" if known else None)
    assert attack.place.country == ("PAK" if known else None)


def test_the_smaller_of_two_places_is_where_it_happened():
    text = (ROOT / "samples" / "us-pakistan" / "dispatches" / "2014-12-17-school-toll.md").read_text(encoding="utf-8")
    (attack,) = attacks_in(code(text.partition("\n\n")[2], "Peshawar mourns 132 children killed at school"))
    assert "Pakistan" in text
    assert attack.place is not None and attack.place.name != "Pakistan"
    assert (attack.place.admin1, attack.place.country) == ("Khyber Pakhtunkhwa", "PAK")


def test_two_attacks_in_one_sentence_are_two_each_with_its_own() -> None:
    text = "Gunmen killed two teachers in Kano, and a bomb wounded six shoppers in Jos on Friday, police said."
    first, second = attacks_in(code(text))
    assert [attack.place and attack.place.name for attack in (first, second)] == ["Kano", "Jos"]
    for attack, victims in ((first, "two teachers"), (second, "six shoppers")):
        assert [who.mention.text for who in attack.recipients] == [victims]


def test_the_bomber_is_the_actor_only_where_no_group_is_told() -> None:
    told = "A suicide bomber blew himself up outside a mosque in Kano on Friday, killing 12 people."
    (alone,) = attacks_in(code(told))
    assert {who.sector for who in alone.actors} == {"UAF"}
    (claimed,) = attacks_in(code(f"{told} Boko Haram claimed responsibility in a statement."))
    assert [who.mention.text for who in claimed.actors] == ["Boko Haram"]


@pytest.mark.parametrize(
    ("text", "attacks"),
    [
        ("Fighters of the Canal Brigade attacked a police post in Tripoli on Tuesday and killed four officers.", 1),
        ("Ambush near Tripoli\n\nFighters attacked a post in Tripoli on Tuesday and killed four officers, he said.", 1),
        ("Gunmen killed two teachers in Tripoli, and a bomb wounded six shoppers in Kampala.", 2),
    ],
)
def test_what_comes_of_an_attack_is_no_second_one(text: str, attacks: int) -> None:
    assert len(attacks_in(code(text))) == attacks
