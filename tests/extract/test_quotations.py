"""What a user may rely on of attributions: who said it, in which words, and who says that an act happened."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.extract.quotation_names import name_source
from dragoman.extract.quotation_network import NetworkReading
from dragoman.extract.quotation_speakers import LEAST, Speaker, SpeakerWords, attribute_act
from dragoman.extract.quotation_text import find_quotations
from dragoman.extract.quotation_words import find_words
from dragoman.extract.quotations import AttributedContent, find_attributions
from dragoman.model import Article, Span


def article_of(text: str) -> Article:
    return Article("a1", None, date(2021, 3, 18), "", text)


def said(text: str) -> list[tuple[str, str | None, list[str]]]:
    article = article_of(text)
    full = article.full_text
    return [
        (a.cue.quote(full), a.source and a.source.quote(full), [c.quote(full) for c in a.contents])
        for a in find_attributions(article)
    ]


def speaker_of(text: str, trigger: str, event: str = "ASSAULT") -> str | None:
    full = article_of(text).full_text
    start = full.index(trigger)
    found = find_attributions(article_of(text), least=LEAST)
    speaker = attribute_act(full, Span(start, start + len(trigger)), event, found)
    return speaker and speaker.span.quote(full)


@pytest.mark.parametrize(
    ("sentence", "cue", "source", "content"),
    [
        ("The mayor of Tamsk said that the bridge was closed.", "said", "The mayor of Tamsk", "the bridge was closed"),
        ('"We will rebuild the mill," said Oren Halvik.', "said", "Oren Halvik", '"We will rebuild the mill,"'),
        ("The dam was not damaged, according to engineers.", "according to", "engineers", "The dam was not damaged"),
        ("Rebels claimed they had taken the fort.", "claimed", "Rebels", "they had taken the fort"),
        ("Lena Voss told reporters that two men were held.", "told", "Lena Voss", "two men were held"),
    ],
)
def test_finds_cue_source_and_content(sentence, cue, source, content):
    found = said(sentence)
    assert len(found) == 1, found
    assert found[0][0] == cue
    assert found[0][1] == source
    assert any(content in piece for piece in found[0][2]), found


def test_a_plain_report_attributes_nothing():
    assert said("The train reached the coast at noon. Snow lay on the fields.") == []


def test_a_quotation_that_goes_on_belongs_to_the_same_speaker():
    found = said('"The harvest is lost," said Mila Torren, a farmer. "Nobody came to help us."')
    assert len(found) == 1
    assert found[0][2][-1] == '"Nobody came to help us."'


def test_only_the_sentences_asked_for_are_read():
    article = article_of("The judge said the case was closed. The envoy said the talks had failed.")
    second = Span(article.full_text.index("The envoy"), len(article.full_text))
    [found] = find_attributions(article, [second])
    assert found.source is not None
    assert found.source.quote(article.full_text) == "The envoy"


def test_a_lower_bar_finds_no_fewer():
    article = article_of("Officials wanted calm. The union called the plan a threat, Dr. Brehm said.")
    assert len(find_attributions(article, least=LEAST)) >= len(find_attributions(article))


PIECES = ['"', "“", "”", " ", "said", "he", "Kora Lind", ",", ".", "\n\n", "that", ":", "ran", "—"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES)))
def test_spans_lie_in_the_text_and_cues_do_not_overlap(pieces):
    article = article_of(" ".join(pieces))
    found = find_attributions(article, least=0.05)
    for one in found:
        for span in (one.cue, *filter(None, [one.source]), *one.contents):
            assert 0 <= span.start < span.end <= len(article.full_text)
            assert span.quote(article.full_text).strip() == span.quote(article.full_text)
        assert one.source is None or not one.source.overlaps(one.cue)
        assert not any(one.cue.overlaps(other.cue) for other in found if other is not one)


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
        ('"We go, – the guide said. Then they left.', ['"We go,']),
        ('It doesn"t matter, "he" said.', ['"he"']),
        ('"Not closed.\n\nThe next paragraph.', ['"Not closed.']),
    ],
)
def test_quotation_marks_that_are_straight_curly_or_lost(text, quotations):
    assert [span.quote(text) for span in find_quotations(text)] == quotations


def test_words_keep_titles_and_hyphens_whole_and_part_contractions():
    text = "Gen. Ro-San of the U.S. didn't go; Mr. Dahl's men did."
    words = [word.quote(text) for word in find_words(text, Span(0, len(text)))]
    assert words[:6] == ["Gen.", "Ro-San", "of", "the", "U.S.", "did"]
    assert "n't" in words
    assert "'s" in words


def test_the_speaker_of_an_act_is_the_source_that_it_is_told_by():
    text = "Shells hit the market in Tamsk on Friday, killing nine people, the provincial governor said."
    assert speaker_of(text, "killing nine people") == "the provincial governor"


def test_an_act_told_in_the_articles_own_voice_has_no_speaker():
    text = "Gunmen stormed the fort in Tamsk on Friday and killed nine soldiers. The weather was clear."
    assert speaker_of(text, "killed nine soldiers") is None


def test_a_pronoun_is_led_back_to_a_name():
    text = (
        "Defence Minister Oren Halvik said on Monday that the border was calm. "
        "He said rebels had killed four villagers in the north."
    )
    found = speaker_of(text, "killed four villagers")
    assert found is not None
    assert "Oren Halvik" in found


def test_a_source_with_a_name_keeps_its_own_words():
    text = "Oren Halvik met Lena Voss. Mrs. Brehm said so."
    start = text.index("Mrs. Brehm")
    source = Span(start, start + len("Mrs. Brehm"))
    attributed = AttributedContent(Span(start + 11, start + 15), source, ())
    assert name_source(text, 0, [attributed], source) == source


class Words:
    """Stands for the network's reading of one window: it points to one phrase as the speaker."""

    def __init__(self, text: str, phrase: str, probability: float) -> None:
        self.words = find_words(text, Span(0, len(text)))
        at = text.index(phrase)
        inside = np.array([at <= word.start < at + len(phrase) for word in self.words])
        first = np.array([word.start == at for word in self.words])
        belongs = np.where(inside, probability, 0.0).astype(np.float32)
        self.speaker = SpeakerWords(self.words, np.where(first, belongs, 0).astype(np.float32), belongs)


def test_the_network_may_name_a_speaker_where_no_cue_is_found():
    text = "Nine soldiers died at the fort, by the count of the Tamsk garrison."
    words = Words(text, "the Tamsk garrison", 0.9)
    speaker = attribute_act(text, Span(0, 18), "ASSAULT", [], words.speaker)
    assert isinstance(speaker, Speaker)
    assert speaker.span.quote(text) == "the Tamsk garrison"
    assert speaker.kind in {"official", "perpetrator", "witness", "media", "analyst", "organization", "other"}
    assert attribute_act(text, Span(0, 18), "ASSAULT", [], Words(text, "the Tamsk garrison", 0.1).speaker) is None


def test_sentences_that_the_network_has_not_read_are_left_to_the_linear_models():
    article = article_of("The mayor of Tamsk said that the bridge was closed.")
    assert find_attributions(article, network=NetworkReading(None, [])) == find_attributions(article)  # type: ignore[arg-type]
