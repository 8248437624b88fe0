"""Which group claims responsibility, and for which act?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dragoman.extract.act_merging import Kept
from dragoman.extract.act_reading import ActReading
from dragoman.extract.sentence_filter import claims_responsibility
from dragoman.model import Claim, Participant, Quote, Span

_VERB = r"(?:claim(?:ed|s|ing)?|took|take[sn]?|taking|accept(?:ed|s)?|admit(?:ted|s)?|assum(?:ed|es|ing))"
_NOT = re.compile(
    r"\b(?:no (?:(?:other|armed|militant|terrorist|rebel|known|single|immediate|official|credible|public) )?"
    r"(?:group|one|organi[sz]ation|party|person|faction|claims?|claimant)s?"
    r"|nobody|none|neither|nor (?:has|have|did|was|were) any"
    rf"|(?:not|never|yet to)(?:\s+\w+){{0,3}}?\s+(?:be(?:en)?\s+)?{_VERB}"
    r"|(?:den(?:y|ied|ies|ying)|reject(?:ed|s|ing)?|disclaim\w*)(?:\s+[\w'’]+){0,5}?\s+(?:responsibility|credit|claims?))\b"
    rf"|n['’]t(?:\s+\w+){{0,2}}?\s+{_VERB}\b",
    re.IGNORECASE,
)
_ACTIVE = re.compile(rf"\b{_VERB}\s+(?:\w+\s+){{0,2}}?(?:responsibility|credit)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:claimed|accepted|admitted)(?:\s+\w+){0,2}?\s+by\s+", re.IGNORECASE)
_OWN = r"(?:it|they|its\s+(?:\w+\s+)?(?:men|fighters|members|militants|gunmen|bombers?|soldiers|forces|units?))"
_DID = (
    r"(?:(?:was|were|is|are)\s+(?:behind|responsible\s+for)"
    r"|(?:had\s+|has\s+|have\s+)?(?:carried\s+out|staged|launched|mounted|planted))"
)
_SAID = re.compile(
    rf"\b(?:said|says|announced|boasted|stated|tweeted|wrote)(?:\s+on\s+\w+)?(?:\s+that)?\s+{_OWN}\s+{_DID}\b",
    re.IGNORECASE,
)
"""A claim in other words, where a group makes it: what a state says that its forces did is no claim."""
_CAPITAL = r"(?:al-)?[A-Z][\w'’-]*"
_NAME = re.compile(
    rf"(?:the\s+)?{_CAPITAL}(?:[ -](?:(?:of|the|in|and|for|i|e|al|de|del|la)\s+){{0,2}}{_CAPITAL}| \([A-Z]{{2,}}\))*"
    r"(?:\s+(?:group|militants?|movement|organi[sz]ation|fighters|rebels|faction|insurgents)\b)?"
)
_COMMON = re.compile(
    r"\b(?:the|an?|one|another)\s+(?:[\w-]+\s+){0,3}?(?:group|militants?|rebels|faction|organi[sz]ation|movement|insurgents)\b",
    re.IGNORECASE,
)
_OUTER = re.compile(r"^(?:the|an?)\s+|\s+(?:group|organi[sz]ation|movement|militants?|fighters)$", re.IGNORECASE)
_NO_NAME = frozenset(
    (
        "in",
        "on",
        "at",
        "but",
        "and",
        "it",
        "he",
        "i",
        "she",
        "they",
        "there",
        "we",
        "you",
        "a",
        "an",
        "the",
        "this",
        "no",
    )
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ied|ies|ying)|disclaim(?:ed|s)?)\s+(?:\w+\s+){0,3}?"
    r"(?:responsibility|involvement|carrying|being|having|role|part|hand|link|links|it|that)\b",
    re.IGNORECASE,
)
_ANOTHER = re.compile(r"[,;]|\b(?:and|but|while)\b", re.IGNORECASE)
"""Between a name and a verb: the verb may be somebody else's."""


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
        if _NOT.search(sentence):
            continue
        if claims_responsibility(sentence) or _SAID.search(sentence):
            quote = next(_claimants(reading, span), None)
            if quote is not None:
                name = re.sub(r"\s+", " ", _name_group(quote.text))
                known = reading.tables.catalog.describe(quote.text, reading.article.published)
                sure = known is not None and known.actor_id is not None
                found.append(ClaimMention(Claim(name, quote, 0.9 if sure else 0.7), number))
    return found


def _name_group(words: str) -> str:
    """Return the name of a group without "the" and "group"; of one that has none what tells it apart."""
    bare = _OUTER.sub("", words)
    return bare if bare[:1].isupper() or bare.startswith("al-") else re.sub(r"^(?:the|an?)\s+", "", words, flags=re.I)


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
    for said in _SAID.finditer(text, span.start, span.end):
        groups = [m for m in _NAME.finditer(text, span.start, said.start()) if _is_group(reading, m.group())]
        for match in (groups or list(_COMMON.finditer(text, span.start, said.start())))[-1:]:
            yield Quote.cut(text, match.start(), match.end())


def _is_group(reading: ActReading, words: str) -> bool:
    described = reading.tables.catalog.describe(words, reading.article.published)
    return described is not None and described.sector in ("REB", "CRM", "UAF")


def name_claimants(actors: Sequence[Participant], claim: Claim | None) -> tuple[Participant, ...]:
    """Return those who act, whoever claims it as an armed group; the claimant alone where nobody else is known."""
    if claim is None:
        return tuple(actors)
    if not actors:
        return (Participant(claim.mention, claim.name, None, "REB", claim.confidence),)
    return tuple(
        replace(who, sector="REB") if who.sector in ("UNK", "UAF") and who.name == claim.name else who for who in actors
    )


def leave_out_deniers(reading: ActReading, actors: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return those who act without whoever the article names as denying it: "the Front denied involvement"."""
    return tuple(who for who in actors if not _denies(reading, who.mention.span))


def _denies(reading: ActReading, party: Span) -> bool:
    text = reading.article.full_text
    sentence = next((s for s in reading.sentences if s.contains(party)), party)
    denial = _DENIAL.search(text, party.end, sentence.end)
    return denial is not None and not _ANOTHER.search(text, party.end, denial.start())


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
