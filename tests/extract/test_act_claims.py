"""Claims of responsibility: whose, and for which attack."""

from __future__ import annotations

import pytest
from act_values import keep, make_draft, make_reading

from dragoman.extract.act_claims import claim_of, find_claims, leave_out_deniers, name_claimants
from dragoman.model import Participant, Quote

BOMB = "A bomb killed nine people in Kano on Monday."


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("Boko Haram claimed responsibility for the attack.", "Boko Haram"),
        ("Responsibility was claimed by Boko Haram.", "Boko Haram"),
        ("The attack was claimed by the Free Front of Kano.", "Free Front of Kano"),
        ("In a statement, the group Boko Haram said that it claimed responsibility for the blast.", "Boko Haram"),
        ("Boko Haram, which wants a state of its own, has claimed responsibility.", "Boko Haram"),
        ("A little-known group claimed responsibility for the attack.", "little-known group"),
        ("Boko Haram said it was behind the blast.", "Boko Haram"),
        ("Boko Haram said on Tuesday that its fighters had carried out the bombing.", "Boko Haram"),
        ("A rebel faction said it was responsible for the bombing.", "rebel faction"),
        ("Reuters reported on Tuesday that Boko Haram claimed responsibility.", "Boko Haram"),
        ("Jamaat-ul-Ahrar claimed credit for the bombing.", "Jamaat-ul-Ahrar"),
        ("Boko Haram and a smaller faction claimed joint responsibility.", "Boko Haram"),
        ("Boko Haram insurgents claimed responsibility.", "Boko Haram insurgents"),
        ("The Lake Front for the Freedom of Kano claimed responsibility.", "Lake Front for the Freedom of Kano"),
        ("Boko Haram claimed responsibility, but the army said this was not confirmed.", "Boko Haram"),
    ],
)
def test_a_claim_names_the_group_that_makes_it(sentence: str, group: str) -> None:
    reading = make_reading(f"{BOMB} {sentence}")
    (found,) = find_claims(reading)
    assert (found.claim.name, found.sentence) == (group, 1)
    mention = found.claim.mention
    assert mention.text == mention.span.quote(reading.article.full_text) and group in mention.text


@pytest.mark.parametrize(
    "sentence",
    [
        "No group has claimed responsibility for the attack.",
        "Nobody claimed responsibility.",
        "Boko Haram denied that it had claimed responsibility.",
        "There was no immediate claim of responsibility; a group has yet to claim responsibility.",
        "There is no immediate claim of responsibility for the attack.",
        "Although there has been no claim of responsibility, the governor suspects Boko Haram.",
        "The police have not named anybody, nor has any group claimed responsibility.",
        "Boko Haram never claimed responsibility for it.",
        "The lawyer said that the company accepts no blame.",
        "Police claimed that the bomb was new.",
        "The army of Chad said it had carried out an air raid in reply.",
        "Boko Haram said it was not behind the blast.",
    ],
)
def test_what_nobody_claims_has_no_claim(sentence: str) -> None:
    assert find_claims(make_reading(f"{BOMB} {sentence}")) == []


def test_whoever_denies_an_attack_is_not_taken_for_its_actor() -> None:
    told = "Boko Haram denied any involvement. The Lake Front, which the army denied is near, did it."
    reading = make_reading(f"{BOMB} {told}")
    text = reading.article.full_text
    at = [(text.index(name), text.index(name) + len(name)) for name in ("Boko Haram", "The Lake Front")]
    boko, lake = (reading.identities.make_participant(Quote.cut(text, *span), 0.9) for span in at)
    assert leave_out_deniers(reading, (boko, lake)) == (lake,)


def test_whoever_claims_an_attack_is_an_armed_group() -> None:
    reading = make_reading(f"{BOMB} The Lake Front claimed responsibility.")
    [mention] = find_claims(reading)
    unknown = Participant(mention.claim.mention, "Lake Front", None, "UNK", 0.8)
    [named] = name_claimants((unknown,), mention.claim)
    [added] = name_claimants((), mention.claim)
    assert (named.sector, added.sector, added.name) == ("REB", "REB", "Lake Front")
    assert name_claimants((unknown,), None) == (unknown,)


def test_a_group_that_is_known_is_surer() -> None:
    known, unknown = (
        find_claims(make_reading(f"{BOMB} {group} claimed responsibility."))[0].claim
        for group in ("Boko Haram", "Xyzzy Brigade")
    )
    assert known.confidence > unknown.confidence


def test_a_claim_belongs_to_the_attack_before_it() -> None:
    text = "Gunmen shot a guard in Gao. Boko Haram claimed responsibility. Meanwhile a bomb killed two men in Kano."
    reading = make_reading(text)
    kept = keep(make_draft(reading, "shot"), make_draft(reading, "killed"))
    claims = find_claims(reading)
    assert [claim and claim.name for claim in (claim_of(k, kept, claims) for k in kept)] == ["Boko Haram", None]


def test_a_claim_told_first_belongs_to_the_attack_after_it() -> None:
    reading = make_reading("Boko Haram claimed responsibility on Tuesday. A bomb killed nine people in Kano.")
    kept = keep(make_draft(reading, "killed"))
    claim = claim_of(kept[0], kept, find_claims(reading))
    assert claim is not None and claim.name == "Boko Haram"


def test_only_attacks_are_claimed() -> None:
    reading = make_reading("Talks were held in Kano. Boko Haram claimed responsibility for the attack.")
    kept = keep(make_draft(reading, "Talks", "CONSULT"))
    assert claim_of(kept[0], kept, find_claims(reading)) is None
