"""Two parties and a sentence: what one does to the other, and which of them acts."""

import pytest

from dragoman.extract.dyads import choose_source, find_parties, type_dyad
from dragoman.model import Span

MARSOVIA, RURITANIA = "Marsovia", "Ruritania"


@pytest.mark.parametrize(
    ("sentence", "source", "target", "root"),
    [
        ("Marsovian troops shelled a village held by Ruritania.", "Marsovian troops", RURITANIA, "ASSAULT"),
        ("Ruritania rejected a demand by Marsovia to close its ports.", RURITANIA, MARSOVIA, "REJECT"),
        ("Marsovia has accused Ruritania of sheltering smugglers.", MARSOVIA, RURITANIA, "ACCUSE"),
        (
            "Ruritania's president met the Marsovian premier.",
            "Ruritania's president",
            "the Marsovian premier",
            "CONSULT",
        ),
        ("Ruritania lifted its embargo on Marsovia.", RURITANIA, MARSOVIA, "YIELD"),
        ("Ruritanian police arrested four fishermen.", "Ruritanian police", "four fishermen", "COERCE"),
    ],
)
def test_the_kind_of_act_is_told(sentence: str, source: str, target: str, root: str) -> None:
    dyad = type_dyad(sentence, source, target)
    assert dyad.root == root
    assert dyad.probability == max(dyad.probabilities.values())
    assert sum(dyad.probabilities.values()) == pytest.approx(1, abs=1e-4)


def test_a_party_that_is_not_named_does_no_harm() -> None:
    assert type_dyad("Ruritania lifted a state of emergency.", "Ruritania", None).root == "YIELD"


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("Marsovia has accused Ruritania of sheltering smugglers.", "Marsovia", "Ruritania"),
        ("Four fishermen were arrested by Ruritanian police on Monday.", "Ruritanian police", "Four fishermen"),
        ("The minister was summoned by the court.", "the court", "The minister"),
    ],
)
def test_who_acts_does_not_depend_on_the_order_of_the_question(sentence: str, source: str, target: str) -> None:
    answers = [choose_source(sentence, pair) for pair in ((source, target), (target, source))]
    assert answers[0] == answers[1]
    assert answers[0][0] == source and answers[0][1] >= 0.5


def test_nobody_acts_where_a_party_is_missing() -> None:
    assert choose_source("The minister was summoned by the court.", ("the court", "the king")) == (None, 0.0)


def test_parties_stand_on_words_of_their_own() -> None:
    sentence = "The army of Oman and Omanis in exile praised Oman."
    army, oman = find_parties(sentence, "The army of Oman", "Oman")
    assert army == Span(0, 16)
    assert oman is not None and (oman.start, oman.quote(sentence)) == (45, "Oman")
    assert find_parties(sentence, "the navy", "Oman")[0] is None
