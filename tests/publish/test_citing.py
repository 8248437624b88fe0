"""A citation can be read again by the programs that it is meant for, whatever the words of the event hold."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dragoman.publish.citing import Citation, cite_as_bibtex, cite_as_ris, cite_as_text

AT = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def cite(title="Assault (Explosives), Ostrel, 2024-03-07", address=None, study="canal-study"):
    return Citation(study, "ev-0123456789ab", title, "release 3", AT, address, "Dragoman 0.1.0")


def read_ris(text):
    """Read a record as reference managers do: a tag in two characters, two spaces, a hyphen, a space."""
    fields = {}
    for line in text.split("\r\n"):
        if line:
            found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
            assert found, line
            fields[found[1]] = found[2]
    return fields


def read_bibtex(text):
    """Read one entry: braces balance, and a value is what stands between its outer ones."""
    assert text.startswith("@misc{")
    key, rest = text[len("@misc{") :].split(",", 1)
    fields, name, value, depth, escaped = {}, "", "", 0, False
    for character in rest.rstrip()[:-1]:
        brace = {"{": 1, "}": -1}.get(character, 0) if not escaped else 0
        if depth == 0 and brace == 0:
            name += character
        elif depth > 0 and depth + brace > 0:
            value += character
        depth += brace
        assert depth >= 0
        if depth == 0 and brace == -1:
            fields[name.strip(" ,=\n")] = value
            name, value = "", ""
        escaped = character == "\\" and not escaped
    assert depth == 0, "braces balance"
    return key, fields


def test_a_citation_names_the_record_its_state_and_the_event():
    for text in (cite_as_text(cite()), cite_as_bibtex(cite()), cite_as_ris(cite())):
        for part in ("canal-study", "release 3", "ev-0123456789ab", "Ostrel", "Dragoman 0.1.0", "2026"):
            assert part in text
    assert cite_as_text(cite(address="https://events.example.org/event/ev-0123456789ab")).endswith(
        "https://events.example.org/event/ev-0123456789ab."
    )


def test_ris_begins_with_its_type_and_ends_with_er():
    lines = cite_as_ris(cite(address="https://events.example.org/e")).split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert "UR  - https://events.example.org/e" in lines


@given(st.text())
def test_no_word_of_an_article_breaks_out_of_its_field(title):
    ris = read_ris(cite_as_ris(cite(title)))
    assert set(ris) == {"TY", "ID", "TI", "T2", "PY", "DA", "ET", "M1", "N1", "ER"}
    assert ris["TY"] == "DATA" and ris["ID"] == "ev-0123456789ab"
    key, fields = read_bibtex(cite_as_bibtex(cite(title)))
    assert key == "ev-0123456789ab-release-3"
    assert set(fields) == {"title", "howpublished", "year", "month", "note"}
    assert "\n" not in cite_as_text(cite(title))
