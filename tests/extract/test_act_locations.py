"""Where the act of a verb happened: the place that its own sentence ties to it."""

import pytest

from dragoman.extract.act_locations import locate_act, rank_locations
from dragoman.model import Span


def verb_of(sentence: str, verb: str) -> Span:
    start = sentence.index(verb)
    return Span(start, start + len(verb))


@pytest.mark.parametrize(
    ("sentence", "verb", "place"),
    [
        ("Gunmen killed two teachers in Kandahar on Tuesday, a spokesman in Kabul said.", "killed", "Kandahar"),
        ("About 300 miners protested in La Paz against a new law.", "protested", "La Paz"),
        ("A roadside bomb exploded near the village of Tell Marouf, wounding a shepherd.", "exploded", "Tell Marouf"),
        ("Rebels captured the town of Masisi from the army.", "captured", "Masisi"),
        ("In Gaza City, two brothers were shot by masked men.", "shot", "Gaza City"),
    ],
)
def test_the_place_of_the_act_is_found(sentence: str, verb: str, place: str) -> None:
    location = locate_act(sentence, verb_of(sentence, verb))
    assert location is not None and location.quote.text == place


def test_places_of_two_acts_are_kept_apart() -> None:
    sentence = "Police shot a man in Nairobi on Monday, while students marched through Mombasa."
    found = [locate_act(sentence, verb_of(sentence, verb)) for verb in ("shot", "marched")]
    assert [location and location.quote.text for location in found] == ["Nairobi", "Mombasa"]


def test_no_place_is_made_up() -> None:
    sentence = "The soldiers were killed by a mine."
    assert locate_act(sentence, verb_of(sentence, "killed")) is None


@pytest.mark.parametrize("sentence", ["", "x", "GUERRILLAS KILLED FOUR POLICEMEN IN LIMA.", "hit " * 200])
def test_any_text_can_be_asked(sentence: str) -> None:
    ranked = rank_locations(sentence, Span(0, min(3, len(sentence))))
    assert all(location.quote.text == location.quote.span.quote(sentence) for location in ranked)
    assert [location.probability for location in ranked] == sorted((r.probability for r in ranked), reverse=True)
