"""Who is "he" or "she"? The person whom the text is about, or nobody where it does not say."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.catalog.name_tables import SHIPPED
from dragoman.extract.act_reading import read_acts
from dragoman.extract.coders.network import NetworkCoder
from dragoman.extract.network import load_network
from dragoman.extract.pronouns import find_antecedent
from dragoman.model import Article, Span

DAY = date(2019, 4, 3)


def name(text: str, pronoun: str, others: tuple[str, ...] = ()) -> str | None:
    """Return the name of whoever the last mention of a pronoun stands for."""
    article = Article("a", "The Gazette", DAY, "", text)
    reading = read_acts(article, load_network(), SHIPPED, 0.0)
    assert reading is not None
    start = article.full_text.rindex(pronoun)
    who = find_antecedent(reading, Span(start, start + len(pronoun)), others)
    return who.name if who is not None else None


@pytest.mark.parametrize(
    ("text", "pronoun", "who"),
    [
        # What the sentence before is about, not whoever else it names.
        ("Foreign Minister Odile Barrow met Karim Dahl in Vienna. She accused him of lying.", "She", "Odile Barrow"),
        # A surname stands for the full name given above.
        ("Karim Dahl leads the union. On Monday Dahl spoke to workers. He rejected the offer.", "He", "Karim Dahl"),
        # He goes on about himself.
        (
            "Karim Dahl leads the union. He met Pavel Rask on Monday. He rejected the offer.",
            "He",
            "Karim Dahl",
        ),
        # Titles tell men and women apart.
        ("Mrs Barrow praised Mr Rask on Monday. He thanked the voters.", "He", "Rask"),
        ("Mr Park spoke in Vienna. He thanked the voters.", "He", "Park"),
        ("Reporters stood at Barrow Airport. He thanked the voters.", "He", None),
        ("Engineers feared for the Zorbek Dam. He also asked for a loan.", "He", None),
        ("That will end Corvia's Brexit. On Brexit the party is split. He will ask for a vote.", "He", None),
        # The object of a clause is another than its subject, and may be the subject of the clause before.
        ("Karim Dahl praised him on Monday.", "him", None),
        ("Karim Dahl faces lawmakers who accused him of fraud.", "him", "Karim Dahl"),
        # Somebody whom nothing explains: better nobody than whoever was named before.
        ("Karim Dahl spoke on Monday. Zorbek laughed at the plan. He thanked the voters.", "He", None),
        # Bodies and places are no persons.
        ("The Orchard Workers Union met in Vienna. He rejected the offer.", "He", None),
    ],
)
def test_pronoun_stands_for_the_person_the_text_is_about(text: str, pronoun: str, who: str | None) -> None:
    assert name(text, pronoun) == who


def test_whoever_takes_part_by_name_is_another() -> None:
    text = "Karim Dahl met Pavel Rask on Monday. He urged Dahl to step down."
    assert name(text, "He", ("Karim Dahl",)) == "Pavel Rask"


def test_no_participant_is_called_by_a_pronoun() -> None:
    text = (
        "Foreign Minister Odile Barrow arrived in Vienna on Tuesday. She accused the rebels of an attack on a convoy. "
        "They denounced the government. They urged the United Nations to send observers."
    )
    codings = NetworkCoder().code_articles([Article("a", "The Gazette", DAY, "", text)])[0]
    [accused] = [coding for coding in codings if coding.trigger.text.startswith("accused")]
    assert [who.name for who in accused.actors] == ["Odile Barrow"]
    people = [who for coding in codings for who in (*coding.actors, *coding.recipients)]
    assert not {who.name for who in people} & {"She", "They"}
