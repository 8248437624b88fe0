"""The default coder: a small network reads the sentences that may hold an act; tables and rules make values of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dragoman.catalog.name_tables import SHIPPED, NameTables
from dragoman.extract.accidents import is_accident
from dragoman.extract.act_claims import claim_of, find_claims, leave_out_deniers, name_claimants
from dragoman.extract.act_fields import Draft, fill_draft
from dragoman.extract.act_merging import Kept, keep_drafts
from dragoman.extract.act_modes import choose_mode
from dragoman.extract.act_reading import ActReading, read_acts
from dragoman.extract.act_recipients import choose_parties
from dragoman.extract.act_tolls import choose_tolls
from dragoman.extract.acting_sectors import act_by_force, prefer_groups
from dragoman.extract.acts import LEAST as LIKELY_ACT
from dragoman.extract.acts import Act, find_acts
from dragoman.extract.contexts import find_contexts
from dragoman.extract.long_tolls import set_in_the_past
from dragoman.extract.network import Network, load_network
from dragoman.extract.quotation_network import NetworkReading
from dragoman.extract.quotation_speakers import LEAST, SpeakerWords, attribute_act
from dragoman.extract.quotations import AttributedContent, find_attributions
from dragoman.extract.remembrance import set_in_memory
from dragoman.extract.sentence_filter import LEAST as WORTH_READING
from dragoman.extract.span_edges import mend_speaker, mend_trigger
from dragoman.extract.stopped_aid import is_stopped
from dragoman.extract.unreal import set_unreal
from dragoman.model import Article, Attribution, Claim, Coding, Quote, Toll, coding_id

LEAST_CONFIDENCE, LEAST_OF_ATTACKS = 0.36, 0.48
"""A coding is given from the first confidence on: F over codings is near its highest on both development sets. An
ASSAULT is given from the second on: of all false events a false attack misleads most, and F over attacks is higher so.
"""

_UNSURE = 0.1
"""From here on sentences and words are read for whoever asks for codings that are less sure than by default."""
_TEASER = re.compile(r"\W*(?:READ|SEE|WATCH|ALSO) (?:MORE|ALSO|READ)\b|\W*(?:Read more|Read also|See also|Also read):")


class NetworkCoder:
    """Reads with MiniLM and one head a question, in int8 on one processor."""

    name = "network/7"

    def __init__(self, least_confidence: float = LEAST_CONFIDENCE, tables: NameTables = SHIPPED) -> None:
        self._least = least_confidence
        asks_more = least_confidence < LEAST_CONFIDENCE
        self._least_of_attacks = least_confidence if asks_more else max(least_confidence, LEAST_OF_ATTACKS)
        self._worth, self._likely = (_UNSURE, _UNSURE) if asks_more else (WORTH_READING, LIKELY_ACT)
        self._tables = tables
        self._network = load_network()

    def code_articles(self, articles: Sequence[Article]) -> list[list[Coding]]:
        """Return the codings of each article, in text order."""
        return [self._code_article(article) for article in articles]

    def _code_article(self, article: Article) -> list[Coding]:
        reading = read_acts(article, self._network, self._tables, self._worth)
        return self.code_reading(reading, draft_acts(reading, self._network, self._likely)) if reading else []

    def code_reading(self, reading: ActReading, drafts: Sequence[Draft]) -> list[Coding]:
        """Return the codings of an article that has been read."""
        chosen = keep_drafts(reading, drafts, self._least, self._least_of_attacks)
        kept = [self._settle_parties(k, drafts) for k in chosen]
        claims, tolls = find_claims(reading), choose_tolls(reading, kept)
        kept = set_unreal(reading, set_in_memory(reading, set_in_the_past(reading, kept, tolls)))
        attributions = self._find_attributions(reading, kept)
        codings = [
            self._build_coding(reading, k, toll, claim_of(k, kept, claims), attributions)
            for k, toll in zip(kept, tolls, strict=True)
        ]
        return list({coding.id: coding for coding in codings}.values())

    def _settle_parties(self, kept: Kept, drafts: Sequence[Draft]) -> Kept:
        actors, recipients = choose_parties(kept.draft, drafts, self._network)
        return replace(kept, draft=replace(kept.draft, actors=actors, recipients=recipients))

    def _build_coding(
        self,
        reading: ActReading,
        kept: Kept,
        toll: dict[str, Toll],
        claim: Claim | None,
        attributions: Sequence[AttributedContent],
    ) -> Coding:
        draft, act = kept.draft, kept.draft.act
        text = reading.article.full_text
        trigger = Quote.cut(text, mend_trigger(text, act.span.start, act.span.end), act.span.end)
        sentence = reading.sentences[act.sentence]
        mode = choose_mode(act.event, [act, *(again.act for again in kept.again)], trigger.text)
        actors = draft.actors
        if act.event == "ASSAULT":
            catalog = self._tables.catalog
            actors = leave_out_deniers(reading, actors)
            actors = prefer_groups([act_by_force(who, mode, catalog, reading.article.published) for who in actors])
        actors = name_claimants(actors, claim)
        place = draft.place or next((d.place for d in kept.again if d.place), None)
        date = draft.date or next((d.date for d in kept.again if d.date and d.status == draft.status), None)
        return Coding(
            id=coding_id(reading.article.id, self.name, act.event, draft.status, trigger),
            article_id=reading.article.id,
            coder=self.name,
            event=act.event,
            mode=mode,
            contexts=find_contexts(sentence.quote(text), reading.article.title),
            status=draft.status,
            trigger=trigger,
            quote=Quote.cut(text, sentence.start, sentence.end),
            actors=actors,
            recipients=draft.recipients,
            targets=draft.targets,
            weapons=draft.weapons,
            date=date,
            place=place,
            killed=toll.get("killed"),
            injured=toll.get("injured"),
            attribution=_attribute(reading, kept, attributions),
            claimed_by=claim,
            confidence=kept.confidence,
            mentions=tuple(_quote_again(reading, kept.again)),
        )

    def _find_attributions(self, reading: ActReading, kept: Sequence[Kept]) -> list[AttributedContent]:
        """Return what is attributed in the sentences that tell of the acts kept, and in those after them."""
        told = {draft.act.sentence for k in kept for draft in (k.draft, *k.again)}
        near = sorted({n for number in told for n in (number, number + 1)})
        sentences = [reading.sentences[n] for n in near if 0 <= n < len(reading.sentences)]
        if not sentences:
            return []
        return find_attributions(reading.article, sentences, LEAST, NetworkReading(self._network, reading.reads))


def _attribute(reading: ActReading, kept: Kept, found: Sequence[AttributedContent]) -> Attribution | None:
    """The speaker of the clearest mention, or of the first other one that is hung on somebody."""
    text = reading.article.full_text
    for draft in (kept.draft, *kept.again):
        act = draft.act
        scores = act.roles["speaker"]
        words = SpeakerWords(act.read.window.words, scores[:, 1], scores[:, 1] + scores[:, 2])
        speaker = attribute_act(text, act.span, act.event, found, words)
        if speaker is None:
            continue
        places = ((place.start, place.end) for place in reading.places)
        edges = mend_speaker(text, speaker.span.start, speaker.span.end, places)
        if edges is None:
            continue
        quote = Quote.cut(text, *edges)
        name = reading.identities.identify(quote.text).name or quote.text
        return Attribution(name, speaker.kind, quote, speaker.probability)
    return None


def draft_acts(reading: ActReading, network: Network, least: float = LIKELY_ACT) -> list[Draft]:
    """Return the acts that an article may tell, in text order, with their fields; `least` as in find_acts."""
    acts = [act for act in find_acts(reading.reads, network, least) if not _is_nobodys(reading, act)]
    return [fill_draft(reading, act, network) for act in acts]


def _is_nobodys(reading: ActReading, act: Act) -> bool:
    """Tell whether an act stands in a link to another article, is an accident, or is help that is kept back."""
    text, sentence = reading.article.full_text, reading.sentences[act.sentence]
    if _TEASER.match(text, sentence.start, sentence.end):
        return True
    if act.event == "AID":
        return is_stopped(sentence.quote(text), act.span.start - sentence.start, act.span.end - sentence.start)
    return act.event == "ASSAULT" and is_accident(sentence.quote(text), act.span.quote(text))


def _quote_again(reading: ActReading, again: Iterable[Draft]) -> Iterable[Quote]:
    for draft in sorted(again, key=lambda d: d.act.span):
        span = draft.act.span
        yield Quote(span, span.quote(reading.article.full_text))
