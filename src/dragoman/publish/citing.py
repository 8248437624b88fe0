"""How to cite an event so that the same words can be read again: as a sentence, as BibTeX, as RIS."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dragoman.model import Event
from dragoman.publish.wording import word_days, word_place

_BIBTEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_", "%": r"\%",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """What names one event in one state of one record.

    `state`: "release 3" or "snapshot 118". `at`: when that state was made (UTC). `address`: where the event can be
    looked at, or None where only this machine shows it. `made_with`: name and version of the software.
    """

    study: str
    event_id: str
    title: str
    state: str
    at: datetime
    address: str | None
    made_with: str


def title_event(event: Event, kind: str) -> str:
    """Word what an event is in one line: "Assault (Explosives), Quetta, Balochistan, PAK, 2013-01-10"."""
    parts = [kind, word_place(event.place), word_days(event.start, event.end)]
    return ", ".join(part for part in parts if part)


def cite_as_text(citation: Citation) -> str:
    """Return one line for a footnote."""
    parts = [
        f"{_flat(citation.study)} (event record, {citation.state}, {_day(citation)})",
        f'event {citation.event_id}, "{_flat(citation.title)}"',
        _flat(citation.made_with),
    ]
    return ". ".join([*parts, *([citation.address] if citation.address else [])]) + "."


def cite_as_bibtex(citation: Citation) -> str:
    """Return an entry of type misc, which every style knows. Its key is the event's id and the state."""
    key = f"{citation.event_id}-{citation.state.replace(' ', '-')}"
    fields = {
        "title": f"{{{_escape_bibtex(citation.title)}}}",
        "howpublished": _escape_bibtex(f"{citation.study}, event record, {citation.state}"),
        "year": str(citation.at.year),
        "month": str(citation.at.month),
        "note": _escape_bibtex(f"Event {citation.event_id}. {citation.made_with}"),
    }
    if citation.address:
        fields["url"] = citation.address
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}\n"


def cite_as_ris(citation: Citation) -> str:
    """Return a record of type DATA (RIS, Clarivate 2011: six characters of tag, CR LF, ER at the end)."""
    tags = [
        ("TY", "DATA"),
        ("ID", citation.event_id),
        ("TI", citation.title),
        ("T2", citation.study),
        ("PY", str(citation.at.year)),
        ("DA", f"{citation.at:%Y/%m/%d/}"),
        ("ET", citation.state),
        ("M1", citation.event_id),
        ("N1", citation.made_with),
        *([("UR", citation.address)] if citation.address else []),
    ]
    return "".join(f"{tag}  - {_flat(value)}\r\n" for tag, value in tags) + "ER  - \r\n"


FORMS: Mapping[str, tuple[Callable[[Citation], str], str, str]] = {
    "text": (cite_as_text, "text/plain; charset=utf-8", "txt"),
    "bibtex": (cite_as_bibtex, "application/x-bibtex; charset=utf-8", "bib"),
    "ris": (cite_as_ris, "application/x-research-info-systems; charset=utf-8", "ris"),
}
"""Form -> how it is written, its media type, and the ending of its file."""


def _day(citation: Citation) -> str:
    day: date = citation.at.date()
    return day.isoformat()


def _flat(words: str) -> str:
    """Words of articles on one line, without control characters, which would end a field."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", words).split())


def _escape_bibtex(words: str) -> str:
    return "".join(_BIBTEX.get(character, character) for character in _flat(words))
