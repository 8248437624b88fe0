"""Who says that it happened? The speaker on whom the sentence hangs the act, and what sort of speaker that is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.extract.linear import load_model
from dragoman.extract.role_features import Option, role_features
from dragoman.model import Attribution, Participant

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAKE = 0.35
_KIND_BY_SECTOR = {
    "JRN": "media", "NGO": "organization", "BUS": "organization", "IGO": "organization", "PTY": "organization",
    "REB": "perpetrator", "CRM": "perpetrator", "UAF": "perpetrator", "CVL": "witness", "REF": "witness",
    "EDU": "analyst", "MED": "other", "REL": "other", "UNK": "other",
}  # fmt: skip
_MEDIA_WORDS = (
    "news",
    "media",
    "report",
    "times",
    "post",
    "agency",
    "newspaper",
    "television",
    "radio",
    "daily",
    "journal",
)
_ANALYST_WORDS = ("analyst", "expert", "professor", "researcher", "scholar")
_OTHER_WORDS = ("source", "lawyer", "relative", "family")


def choose_speaker(
    trigger: Token, event: str, options: Sequence[Option], actors: Sequence[Participant]
) -> Attribution | None:
    """Return the speaker, or None where the article tells the act in its own voice.

    Whoever does the act by saying it (accuses, demands) is its actor and not its witness.
    """
    model = load_model("speakers")
    best: tuple[float, int, Option] | None = None
    for n, option in enumerate(options):
        if option.where != "here" or option.mention.head.i == trigger.i:
            continue
        probability = model.probability(role_features(trigger, event, option), "yes")
        if best is None or (probability, -n) > best[:2]:
            best = (probability, -n, option)
    if best is None or best[0] < _TAKE:
        return None
    who = best[2].referent
    if any(actor.mention.span.overlaps(who.quote.span) for actor in actors):
        kind = "perpetrator"
    else:
        kind = classify_speaker(best[2])
    return Attribution(who.name or who.quote.text, kind, who.quote, round(best[0], 3))


def classify_speaker(option: Option) -> str:
    """Return the kind of a speaker: by its own words first, then by its sector."""
    words = f"{option.mention.quote.text} {option.referent.name or ''}".lower()
    sector = option.referent.sector
    for kind, cues in (("analyst", _ANALYST_WORDS), ("other", _OTHER_WORDS)):
        if any(cue in words for cue in cues):
            return kind
    if sector in ("UNK", "JRN", "BUS") and any(cue in words for cue in _MEDIA_WORDS):
        return "media"
    return _KIND_BY_SECTOR.get(sector, "official")
