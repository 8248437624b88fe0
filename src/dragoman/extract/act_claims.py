"""Which group claims responsibility, and for which act?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.sentence_filter import claims_responsibility
from dragoman.model import Claim, Quote, Span

_NOT = re.compile(r"\b(?:no (?:group|one|organi[sz]ation)|nobody|denied|deny|not|yet to)\b", re.IGNORECASE)
_VERB = r"(?:claim(?:ed|s|ing)?|took|take[sn]?|taking|accept(?:ed|s)?|admit(?:ted|s)?|assum(?:ed|es|ing))"
_ACTIVE = re.compile(rf"\b{_VERB}\s+(?:\w+\s+){{0,2}}?(?:responsibility|credit)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:claimed|accepted|admitted)(?:\s+\w+){0,2}?\s+by\s+", re.IGNORECASE)
_NAME = re.compile(
    r"(?:the\s+)?(?:[A-Z][\w'’-]*|[A-Z]{2,})(?:[ -](?:[A-Z][\w'’-]*|\([A-Z]{2,}\)|of|the|in|and|al-\w+|i|e))*"
    r"(?:\s+(?:group|militants?|movement|organi[sz]ation|fighters|rebels|faction|insurgents))?"
)
_COMMON = re.compile(
    r"\b(?:the|an?|one|another)\s+(?:[\w-]+\s+){0,3}?(?:group|militants?|rebels|faction|organi[sz]ation|movement|insurgents)\b",
    re.IGNORECASE,
)
_OUTER = re.compile(r"^(?:the|an?)\s+|\s+(?:group|organi[sz]ation|movement|militants?|fighters)$", re.IGNORECASE)
_NO_NAME = frozenset(("in", "on", "at", "but", "and", "it", "he", "she", "they", "there", "a", "an", "the", "this"))


@dataclass(frozen=True, slots=True)
class ClaimMention:
    """A claim of responsibility, with the number of the sentence that it stands in."""

    claim: Claim
    sentence: int


def find_claims(reading: ActReading) -> list[ClaimMention]:
    """Return the claims of responsibility in an article, in text order; "no group has claimed" is none."""
    text = reading.article.full_text
    found = []
    for number, span in enumerate(reading.sentences):
        sentence = span.quote(text)
        if claims_responsibility(sentence) and not _NOT.search(sentence):
            quote = next(_claimants(reading, span), None)
            if quote is not None:
                name = re.sub(r"\s+", " ", _OUTER.sub("", quote.text))
                known = reading.tables.catalog.describe(quote.text, reading.article.published)
                sure = known is not None and known.actor_id is not None
                found.append(ClaimMention(Claim(name, quote, 0.9 if sure else 0.7), number))
    return found


def _claimants(reading: ActReading, span: Span) -> Iterator[Quote]:
    """Yield the words for whoever claims: after "claimed by", else the last name before the verb."""
    text = reading.article.full_text
    for passive in _PASSIVE.finditer(text, span.start, span.end):
        after = _NAME.match(text, passive.end(), span.end) or _COMMON.match(text, passive.end(), span.end)
        if after:
            yield Quote.cut(text, after.start(), after.end())
    for active in _ACTIVE.finditer(text, span.start, span.end):
        names = [m for m in _NAME.finditer(text, span.start, active.start()) if m.group().lower() not in _NO_NAME]
        commons = list(_COMMON.finditer(text, span.start, active.start()))
        groups = [m for m in names if _is_group(reading, m.group())]
        for pool in (groups, commons, names):
            if pool:
                yield Quote.cut(text, pool[-1].start(), pool[-1].end())


def _is_group(reading: ActReading, words: str) -> bool:
    described = reading.tables.catalog.describe(words, reading.article.published)
    return described is not None and described.sector in ("REB", "CRM", "UAF")


def claim_of(kept: Kept, every: Sequence[Kept], claims: Sequence[ClaimMention]) -> Claim | None:
    """Return the claim of an attack: that which follows it with no other attack between, or of the only attack."""
    if kept.draft.act.event != "ASSAULT" or not claims:
        return None
    attacks = [k for k in every if k.draft.act.event == "ASSAULT" and k.draft.status in ("actual", "historical")]
    for claim in claims:
        before = [a for a in attacks if a.draft.act.sentence <= claim.sentence]
        owner = (before or attacks)[-1] if attacks else None
        if owner is kept:
            return claim.claim
    return None
