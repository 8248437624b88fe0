"""What sort of speaker is it on whom a report hangs an act?"""

from __future__ import annotations

_KIND_BY_SECTOR = {
    "JRN": "media", "NGO": "organization", "BUS": "organization", "IGO": "organization", "PTY": "organization",
    "REB": "perpetrator", "CRM": "perpetrator", "UAF": "perpetrator", "CVL": "witness", "REF": "witness",
    "EDU": "analyst", "MED": "other", "REL": "other", "UNK": "other",
}  # fmt: skip
_MEDIA_WORDS = (
    "news", "media", "report", "times", "post", "agency", "newspaper", "television", "radio", "daily", "journal",
)  # fmt: skip
_ANALYST_WORDS = ("analyst", "expert", "professor", "researcher", "scholar")
_OTHER_WORDS = ("source", "lawyer", "relative", "family")


def classify_speaker(words: str, name: str | None, sector: str) -> str:
    """Return the kind of a speaker: by its own words first, then by its sector.

    >>> classify_speaker("a defence analyst", None, "UNK")
    'analyst'
    """
    told = f"{words} {name or ''}".lower()
    for kind, cues in (("analyst", _ANALYST_WORDS), ("other", _OTHER_WORDS)):
        if any(cue in told for cue in cues):
            return kind
    if sector in ("UNK", "JRN", "BUS") and any(cue in told for cue in _MEDIA_WORDS):
        return "media"
    return _KIND_BY_SECTOR.get(sector, "official")
