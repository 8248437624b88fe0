"""What the codebook says where a value is chosen: each term with its meaning, its limits and its neighbours."""

from __future__ import annotations

from dragoman.codebook import Codebook, Entry


def list_guidance(field: str, event: str) -> tuple[Entry, ...]:
    """Return the entries that help to correct a field of a coding of this type: the field itself, then its terms."""
    book = Codebook.load()
    terms: tuple[Entry, ...] = ()
    if field in ("event", "status"):
        terms = book.list_terms(field)
    elif field == "mode":
        terms = tuple(entry for entry in book.list_terms("mode") if entry.event == event)
    elif field == "attribution":
        terms = book.list_terms("kind")
    return (book.explain(f"field/{field}"), *terms)
