"""The default coder: a dependency parse, tables of words, and small linear models, one a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.extract.acting_sectors import act_by_force
from dragoman.extract.attribution import choose_speaker
from dragoman.extract.claims import ClaimMention, find_claims
from dragoman.extract.contexts import find_contexts
from dragoman.extract.countries import give_country, rank_countries
from dragoman.extract.drafts import Draft, draft_acts
from dragoman.extract.event_tolls import choose_tolls
from dragoman.extract.merging import Kept, keep_drafts
from dragoman.extract.modes import choose_mode
from dragoman.extract.parsing import load_language
from dragoman.extract.reading import Reading, read_articles
from dragoman.extract.trigger_quote import quote_trigger
from dragoman.model import Article, Attribution, Claim, Coding, Participant, Quote, Toll, coding_id

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST_CONFIDENCE = 0.3
"""A coding is given from this confidence on: where F over codings is highest on the validation part."""


class ReaderCoder:
    """Reads with spaCy's parse of the sentences that may hold an event."""

    name = "reader/1"

    def __init__(self, least_confidence: float = LEAST_CONFIDENCE, tables: NameTables = SHIPPED) -> None:
        self._least = least_confidence
        self._tables = tables

    def code_articles(self, articles: Sequence[Article]) -> list[list[Coding]]:
        """Return the codings of each article, in text order."""
        with load_language().memory_zone():  # or the parser's store of words grows with every article
            return [self.code_reading(reading) for reading in read_articles(articles, tables=self._tables)]

    def code_reading(self, reading: Reading) -> list[Coding]:
        """Return the codings of an article that has been read."""
        countries = rank_countries(reading)
        kept = keep_drafts(reading, draft_acts(reading, countries), self._least)
        claims = find_claims(reading)
        tolls = choose_tolls(reading, kept)
        codings = [
            self._build_coding(reading, k, countries, toll, _claim_of(reading, k, kept, claims))
            for k, toll in zip(kept, tolls, strict=True)
        ]
        return list({coding.id: coding for coding in codings}.values())

    def _build_coding(
        self, reading: Reading, kept: Kept, countries: Sequence[str], toll: dict[str, Toll], claim: Claim | None
    ) -> Coding:
        draft = kept.draft
        sentence = reading.sentences[draft.position].parse
        text = reading.article.full_text
        trigger = quote_trigger(sentence, draft.trigger, text)
        place = draft.place or next((d.place for d in kept.again if d.place), None)
        date = draft.date or next((d.date for d in kept.again if d.date and d.status == draft.status), None)
        mode = choose_mode(draft.event, [draft.features, *(again.features for again in kept.again)])
        cast = draft.cast.actors
        if draft.event == "ASSAULT":
            catalog = reading.tables.catalog
            cast = tuple(act_by_force(who, mode, catalog, reading.article.published) for who in cast)
        actors = _with_countries(cast, place, countries, draft)
        if claim is not None and not actors:
            actors = (Participant(claim.mention, claim.name, None, "REB", claim.confidence),)
        recipients = _with_countries(draft.cast.recipients, place, countries, draft)
        return Coding(
            id=coding_id(reading.article.id, self.name, draft.event, draft.status, trigger),
            article_id=reading.article.id,
            coder=self.name,
            event=draft.event,
            mode=mode,
            contexts=find_contexts(sentence.doc.text, reading.article.title),
            status=draft.status,
            trigger=trigger,
            quote=Quote.cut(text, sentence.span.start, sentence.span.end),
            actors=actors,
            recipients=recipients,
            targets=draft.cast.targets,
            weapons=draft.cast.weapons,
            date=date,
            place=place,
            killed=toll.get("killed"),
            injured=toll.get("injured"),
            attribution=_attribute(kept),
            claimed_by=claim,
            confidence=kept.confidence,
            mentions=tuple(_quote_again(reading, kept.again)),
        )


def _attribute(kept: Kept) -> Attribution | None:
    """The speaker of the clearest mention, or of the first other one that is hung on somebody."""
    for draft in (kept.draft, *kept.again):
        speaker = choose_speaker(draft.trigger, draft.event, draft.options, draft.cast.actors)
        if speaker is not None:
            return speaker
    return None


def _with_countries(
    people: Sequence[Participant], place: object, countries: Sequence[str], draft: Draft
) -> tuple[Participant, ...]:
    return tuple(give_country(who, draft.place, people, countries) for who in people)


def _quote_again(reading: Reading, again: Iterable[Draft]) -> Iterable[Quote]:
    for draft in sorted(again, key=lambda d: (d.position, d.trigger.i)):
        span = draft.span(reading)
        yield Quote(span, span.quote(reading.article.full_text))


def _claim_of(reading: Reading, kept: Kept, every: Sequence[Kept], claims: Sequence[ClaimMention]) -> Claim | None:
    """Give a claim to the attack told last before it, or to the only attack."""
    if kept.draft.event != "ASSAULT" or not claims:
        return None
    attacks = [k for k in every if k.draft.event == "ASSAULT" and k.draft.status in ("actual", "historical")]
    for claim in claims:
        before = [a for a in attacks if reading.sentences[a.draft.position].parse.index <= claim.sentence]
        owner = (before or attacks)[-1] if attacks else None
        if owner is kept:
            return replace(claim.claim)
    return None
