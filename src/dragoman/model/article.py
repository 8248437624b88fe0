"""One published text, as collected."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """A published text with the day and the outlet that it appeared in.

    `id`: `article_id(...)` in a study; in `dragoman code` the id that the file gives.
    `published`: the day of publication in the outlet's own calendar.
    `language`: ISO 639-1, or None where unknown.
    `source_id`: the id that the source gave it, or None; `url`: where it was fetched, or None.
    `raw_sha256`: hex digest of the bytes as fetched, kept in the study's archive; "" outside a study.
    `copy_of`: id of the earliest article that this one repeats nearly word for word, or None: both are one witness.
    """

    id: str
    outlet: str | None
    published: date
    title: str
    text: str
    language: str | None = None
    url: str | None = None
    source_id: str | None = None
    raw_sha256: str = ""
    copy_of: str | None = None

    @property
    def full_text(self) -> str:
        """Title, blank line, text: the string that every Span counts in."""
        return self.title + "\n\n" + self.text


def article_id(outlet: str | None, published: date, full_text: str) -> str:
    """Return the id of an article: 16 hex digits of SHA-256 over outlet, day and text."""
    digest = hashlib.sha256(
        "\x1f".join((outlet or "", published.isoformat(), full_text)).encode("utf-8", "surrogatepass")
    )
    return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class SetAside:
    """An article that was not taken in, and why.

    `source`: file or address; `position`: line, record or entry number in it, from 1, or None.
    `reason`: a short stable code; `detail`: what was found, for a person.
    """

    source: str
    position: int | None
    reason: str
    detail: str
