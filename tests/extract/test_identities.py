"""Who is meant by these words: the article's own introductions first, then the catalog."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.catalog.name_tables import SHIPPED
from dragoman.codebook import SECTORS
from dragoman.extract.identities import Identities, Identity
from dragoman.model import Article, Quote

DAY = date(2021, 3, 18)


def identify(text: str, words: str, title: str = "") -> Identity:
    return Identities(Article("a1", "Tamsk Courier", DAY, title, text), SHIPPED.catalog).identify(words)


def test_a_surname_stands_for_the_full_name_that_the_article_gives() -> None:
    text = "Petra Vesel led the march through Lima. Vesel's brother was not seen. Nobody asked Vesel why."
    assert {identify(text, words).name for words in ("Vesel", "Vesel's", "Petra Vesel")} == {"Petra Vesel"}
    assert identify("Vesel led the march through Lima.", "Vesel").name == "Vesel"


def test_a_surname_of_somebody_whom_the_article_names_is_not_that_of_a_minister() -> None:
    day = date(2017, 3, 15)
    for text, name in (
        ("The march was led by Mary Tillerson. Police held Tillerson.", "Mary Tillerson"),
        ("When Mary Tillerson led the march, police held Tillerson.", "Mary Tillerson"),
        ("Yesterday Tillerson left. Police saw Tillerson.", "Rex Tillerson"),
        ("They met the Republican Tillerson. Police saw Tillerson.", "Rex Tillerson"),
        ("Secretary of State Rex Tillerson came. Tillerson left.", "Rex Tillerson"),
        ("Police held Tillerson.", "Rex Tillerson"),
        ("The court heard Mr Justice Tillerson.", "Tillerson"),
    ):
        words = "Mr Justice Tillerson" if "Justice" in text else "Tillerson"
        assert Identities(Article("a1", None, day, "", text), SHIPPED.catalog).identify(words).name == name


@pytest.mark.parametrize(
    "text",
    [
        "When Petra Vesel fled, all did. Vesel smiled.",
        "Has Petra Vesel fled? Vesel smiled.",
        "For Petra Vesel it rained.",
    ],
)
def test_a_name_does_not_begin_with_what_opens_the_sentence(text: str) -> None:
    assert identify(text, "Vesel").name == "Petra Vesel"


def test_words_after_a_body_are_no_name() -> None:
    assert identify("The embassy in Vienna said so.", "the embassy in Vienna").name is None


@pytest.mark.parametrize(
    "text",
    [
        "The Minister for Transport Petra Vesel fled. Vesel smiled.",
        "They extradited to Kenya Petra Vesel. Vesel smiled.",
        "The ambassador to Kenya Petra Vesel fled. Vesel smiled.",
    ],
)
def test_what_stands_before_a_name_by_chance_is_no_part_of_it(text: str) -> None:
    assert identify(text, "Vesel").name == "Petra Vesel"


def test_a_name_in_the_title_counts_too() -> None:
    assert identify("Vesel led the march.", "Vesel", title="Petra Vesel marches on").name == "Petra Vesel"


@pytest.mark.parametrize(
    ("text", "country", "sector"),
    [
        ("Kenyan Foreign Minister Petra Vesel landed on Monday. Vesel smiled.", "KEN", "GOV"),
        ("Petra Vesel, the foreign minister of Kenya, landed on Monday. Vesel smiled.", "KEN", "GOV"),
        ("Petra Vesel landed on Monday. The crowd cheered Petra Vesel, a Kenyan senator, for hours.", "KEN", "LEG"),
        ("Gen. Petra Vesel landed on Monday. Vesel smiled.", None, "MIL"),
    ],
)
def test_who_somebody_is_stands_before_or_after_the_name(text: str, country: str | None, sector: str) -> None:
    who = identify(text, "Vesel")
    assert (who.name, who.country, who.sector) == ("Petra Vesel", country, sector)


def test_titles_are_no_part_of_a_name() -> None:
    text = "Defence Minister Karim Sadek spoke to Dr. Rosa Lind. Sadek left with Lind."
    assert [identify(text, words).name for words in ("Sadek", "Lind")] == ["Karim Sadek", "Rosa Lind"]


def test_an_introduction_ends_with_its_sentence() -> None:
    text = "They fought the Taliban. Petra Vesel fled. The rebels lost. Gunmen came on Monday. Rebels killed two."
    assert identify(text, "Vesel").sector == "UNK"
    assert [identify(text, words) for words in ("Gunmen", "Rebels")] == [
        Identity(None, None, "UAF", None),
        Identity(None, None, "REB", None),
    ]


@pytest.mark.parametrize(
    ("words", "name", "country", "sector"),
    [
        ("Kenya", "Kenya", "KEN", "GOV"),
        ("the Kenyan army", None, "KEN", "MIL"),
        ("Kenyan police", None, "KEN", "COP"),
        ("three soldiers", None, None, "MIL"),
        ("Thousands", None, None, "CVL"),
        ("more than 60", None, None, "CVL"),
        ("the president of Kenya", None, "KEN", "GOV"),
        ("The Taliban", "Taliban", None, "REB"),
        ("al-Shabab", "Al-Shabaab", None, "REB"),
    ],
)
def test_states_organs_and_groups_are_known(words: str, name: str | None, country: str | None, sector: str) -> None:
    who = identify(f"On Monday {words} came.", words)
    assert (who.name, who.country, who.sector) == (name, country, sector)


def test_a_group_named_after_a_state_belongs_to_no_state() -> None:
    """PETRARCH2 took such groups for their states."""
    for words in ("The Somali al-Shabab", "the Afghan Taliban", "Kurdistan Workers' Party", "Boko Haram of Nigeria"):
        who = identify(f"{words} met on Monday.", words)
        assert (who.country, who.sector) == (None, "REB"), words


def test_what_nobody_knows_stays_unknown() -> None:
    assert identify("Xyzzy Plugh came.", "Xyzzy Plugh") == Identity("Xyzzy Plugh", None, "UNK", None)
    assert identify("The others came.", "the others") == Identity(None, None, "UNK", None)


def test_capitals_make_no_names() -> None:
    """In a text all in capitals every word looks like a name."""
    text = "THE MINISTER SPOKE. GUNMEN KILLED SIX POLICEMEN IN LIMA ON MONDAY."
    assert [identify(text, words).name for words in ("GUNMEN", "SIX POLICEMEN", "MONDAY")] == [None, None, "MONDAY"]
    assert identify(text, "SIX POLICEMEN").sector == "COP"


def test_a_participant_quotes_its_words() -> None:
    article = Article("a1", "Tamsk Courier", DAY, "", "Kenyan Foreign Minister Petra Vesel landed. Vesel smiled.")
    start = article.full_text.index("Vesel smiled")
    who = Identities(article, SHIPPED.catalog).make_participant(Quote.cut(article.full_text, start, start + 5), 0.87654)
    assert (who.mention.text, who.name, who.country, who.confidence) == ("Vesel", "Petra Vesel", "KEN", 0.877)


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_words_of_any_text_can_be_asked(text: str, words: str) -> None:
    who = identify(text, words)
    assert who.sector in SECTORS
    assert who.name is None or who.name.strip()


@pytest.mark.parametrize(("words", "name"), [("They", None), ("Who", None), ("I", None), ("WHO", "World Health")])
def test_a_pronoun_is_no_name_and_an_abbreviation_is_one(words: str, name: str | None) -> None:
    found = identify(f"{words} sent help to Tamria.", words).name
    assert found is None if name is None else found is not None and found.startswith(name)
