"""A party is quoted in whole words, as a reader would underline it."""

import pytest

from dragoman.extract.span_edges import leave_office, leave_place, mend_edges, mend_speaker, mend_trigger


@pytest.mark.parametrize(
    ("text", "labelled", "meant"),
    [
        ("Troops of the U.S. left Orsk.", "the U", "the U.S."),
        ("Rep. Ann Lee blamed the ministry.", "Rep", "Rep. Ann Lee"),
        ("Lt. Gen. Adil Khan met the envoy.", "Gen", "Lt. Gen. Adil Khan"),
        ("An attack by al-Nasr on the port.", "Nasr", "al-Nasr"),
        ("Some 1,500 workers at the plant strike.", "500", "1,500 workers"),
        ("It killed 13 people in Orsk.", "13", "13 people"),
        ("Hundreds of workers in Orsk strike.", "workers in", "workers"),
        ("At least 30 people were held.", "At least 30 people", "At least 30 people"),
        ("He told how rebels came.", "how rebels", "rebels"),
        ("It was told by the ministry, Orsk said.", "by the ministry,", "the ministry"),
        ("He named Adil Rashid Khan on Monday.", "Adil", "Adil Rashid Khan"),
        ("The Fair Justice Party marches.", "Justice", "Fair Justice Party"),
        ("On Monday Corvia refused.", "Corvia", "Corvia"),
        ("They kept up anti-Corvian sanctions.", "anti", "Corvian"),
        ("Police met anti-government marchers.", "anti-government marchers", "anti-government marchers"),
        ("The anti-terror unit came.", "anti-terror unit", "anti-terror unit"),
        ("As many as eight fighters fled.", "many as eight fighters", "eight fighters"),
        ("Fighters across the north fled.", "Fighters across", "Fighters"),
        ("During ISIL rule many fled.", "During ISIL", "ISIL"),
        ("The Secretary of State Rex Orlov fled.", "State Rex Orlov", "Rex Orlov"),
        ("Deputies led by Ann Lee came.", "Deputies led", "Deputies"),
        ("It held migrants who have no papers.", "migrants who have", "migrants"),
        ("It voted on the Fair Homes Act (FHA) again.", "Fair Homes Act (FHA", "Fair Homes Act"),
    ],
)
def test_whole_words(text, labelled, meant):
    start = text.index(labelled)
    edges = mend_edges(text, start, start + len(labelled))
    assert edges is not None
    assert text[slice(*edges)] == meant


@pytest.mark.parametrize(
    ("text", "labelled"), [("It hit one.", "one"), ("They said “ it is.", "“"), ("By the way.", "By the")]
)
def test_a_word_that_names_nobody_is_no_party(text, labelled):
    start = text.index(labelled)
    assert mend_edges(text, start, start + len(labelled)) is None


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("the ambassador to Corvia Alexei Orlov said", "Corvia Alexei Orlov", "Alexei Orlov"),
        ("the Prosecutor General's Office Adil Rashid Khan said", "Office Adil Rashid Khan", "Adil Rashid Khan"),
        ("the head of Corvia Telecom said", "Corvia Telecom", "Corvia Telecom"),
        ("a spokesman for Corvia Peace Council said", "Corvia Peace Council", "Corvia Peace Council"),
        ("he spoke to Corvia President Alexei Orlov", "Corvia President Alexei Orlov", "Corvia President Alexei Orlov"),
        ("and Corvia Alexei Orlov said", "Corvia Alexei Orlov", "Corvia Alexei Orlov"),
    ],
)
def test_a_speaker_is_not_named_with_the_place_before_the_name(text, told, meant):
    start = text.index(told)
    corvia = text.find("Corvia")
    places = [(corvia, corvia + len("Corvia"))] if corvia >= 0 else []
    begins = leave_place(text, start, start + len(told), places)
    assert text[begins : start + len(told)] == meant


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("the Secretary of State Rex Orlov said", "State Rex Orlov", "Rex Orlov"),
        ("Minister for Foreign Affairs and Trade Ann Lee", "Trade Ann Lee", "Ann Lee"),
        ("it said that State Rex Orlov is a name", "State Rex Orlov", "State Rex Orlov"),
        ("the Minister for Health Services Agency", "Health Services Agency", "Health Services Agency"),
    ],
)
def test_a_person_is_not_named_with_what_the_office_is_for(text, told, meant):
    start = text.index(told)
    assert text[leave_office(text, start, start + len(told)) : start + len(told)] == meant


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("It came to Ann Lee, he said.", "to Ann Lee,", "Ann Lee"),
        ("The Secretary of State Rex Orlov said so.", "State Rex Orlov", "Rex Orlov"),
        ("The envoy to Corvia Rex Orlov said so.", "Corvia Rex Orlov", "Rex Orlov"),
        ("Ann Lee, a nurse who fled, said so.", "Ann Lee, a nurse who fled,", "Ann Lee, a nurse who fled"),
        ("It was an said he.", "an", None),
    ],
)
def test_a_speaker_is_named_without_what_stands_around(text, told, meant):
    start = text.index(told)
    corvia = text.find("Corvia")
    edges = mend_speaker(text, start, start + len(told), [(corvia, corvia + 6)] if corvia >= 0 else [])
    assert (edges and text[slice(*edges)]) == meant


@pytest.mark.parametrize(
    ("text", "told", "meant"),
    [
        ("the panel's wide inquiry", "s wide inquiry", "wide inquiry"),
        ("at least 15 men were killed", "least 15 men were killed", "15 men were killed"),
        ("they least expected it", "least expected", "least expected"),
    ],
)
def test_a_trigger_does_not_begin_with_the_rest_of_a_word(text, told, meant):
    start = text.index(told)
    assert text[mend_trigger(text, start, start + len(told)) : start + len(told)] == meant
