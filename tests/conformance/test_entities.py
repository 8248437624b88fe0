"""The names found by our own search are those that spaCy's recogniser finds, on every sentence of the sample."""

from pathlib import Path

import pytest

from dragoman.extract.entities import EntityModel
from dragoman.extract.parsing import load_language

SAMPLE = Path(__file__).parents[2] / "samples" / "us-pakistan" / "dispatches"
ODD = [
    "",
    " ",
    "\n\n",
    "Orsk",
    "of",
    "1 2 3 4 5",
    "On 3 March 2014 , 5 of the  United   States ' 12 % fled .",
    "A. B. C. D.",
]


@pytest.fixture(scope="module")
def texts():
    paragraphs = [part for file in sorted(SAMPLE.glob("*.md")) for part in file.read_text().split("\n\n")]
    return [*ODD, *paragraphs]


@pytest.mark.parametrize(("size", "every"), [(1, 8), (17, 1)])
def test_names_are_those_of_spacy(texts, size, every):
    language = load_language()
    recogniser = language.get_pipe("ner")
    ours = EntityModel.of(recogniser)
    found, texts = 0, [*ODD, *texts[len(ODD) :: every]]
    for start in range(0, len(texts), size):
        parsed = [list(language.pipe(texts[start : start + size], disable=["ner"])) for _ in range(2)]
        recogniser.set_annotations(parsed[0], recogniser.predict(parsed[0]))
        ours.mark_names(parsed[1])
        for expected, doc in zip(*parsed, strict=True):
            assert [(t.ent_type_, t.ent_iob_) for t in doc] == [(t.ent_type_, t.ent_iob_) for t in expected], doc.text
            found += len(doc.ents)
    assert found > 800 / every
