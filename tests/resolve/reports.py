"""Reports to link, written out by hand: what a coder and the resolvers would make of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.model.actor import ResolvedActor
from dragoman.model.coding import Attribution, Claim, Coding, PlaceMention, Toll, When, coding_id
from dragoman.model.event import ResolvedCoding
from dragoman.model.place import Place
from dragoman.model.span import Quote, Span

PAKISTAN = ResolvedActor("PAK", "Pakistan", "PAK", "GOV", False, 0.9)
INDIA = ResolvedActor("IND", "India", "IND", "GOV", False, 0.9)
AMERICA = ResolvedActor("USA", "United States", "USA", "GOV", False, 0.9)
TTP = ResolvedActor("group.ttp", "Tehrik-i-Taliban Pakistan", None, "REB", False, 0.9)
KARACHI = Place("Karachi", "Sindh", "PAK", 24.861, 67.010, 1, 1174872, "test", 0.9)
LYARI = Place("Lyari", "Sindh", "PAK", 24.873, 66.993, 1, 1172000, "test", 0.9)
KORANGI = Place("Korangi", "Sindh", "PAK", 24.826, 67.132, 1, 1173000, "test", 0.9)
QUETTA = Place("Quetta", "Balochistan", "PAK", 30.183, 66.999, 1, 1167528, "test", 0.9)
PESHAWAR = Place("Peshawar", "Khyber Pakhtunkhwa", "PAK", 34.008, 71.578, 1, 1168197, "test", 0.9)
WAZIRISTAN = Place("North Waziristan", "Khyber Pakhtunkhwa", "PAK", 32.95, 70.1, 3, 1168873, "test", 0.8)
ISLAMABAD = Place("Islamabad", "Islamabad", "PAK", 33.7215, 73.0433, 1, 1176615, "test", 0.9)


def report(
    sentence: str,
    published: date,
    event: str = "ASSAULT",
    mode: str | None = None,
    status: str = "actual",
    actors: Sequence[ResolvedActor] = (),
    recipients: Sequence[ResolvedActor] = (),
    days: tuple[date, date] | None = None,
    place: Place | None = None,
    killed: int | tuple[int | None, int | None, int | None] | None = None,
    injured: int | None = None,
    outlet: str = "A Paper",
    witness: str | None = None,
    article: str | None = None,
    speaker: str | None = None,
    claimed: str | None = None,
    trigger: str = "",
    confidence: float = 0.8,
) -> ResolvedCoding:
    """Build a coding of one sentence; its article is named by outlet, day and sentence unless `article` names it."""
    quote = Quote(Span(0, len(sentence)), sentence)
    article = article or f"{outlet} {published} {sentence}"
    cue = Quote(Span(0, len(trigger)), trigger or sentence.split(maxsplit=1)[0])
    coding = Coding(
        id=coding_id(article, "hand/1", event, status, Quote(quote.span, cue.text)),
        article_id=article,
        coder="hand/1",
        event=event,
        mode=mode,
        contexts=(),
        status=status,
        trigger=cue,
        quote=quote,
        actors=(),
        recipients=(),
        targets=(),
        weapons=(),
        date=When(*days, quote, 0.9) if days else None,
        place=PlaceMention(Quote(Span(0, 0), place.name), place.name, place.admin1, place.country, 0.9)
        if place
        else None,
        killed=_toll(killed, quote),
        injured=_toll(injured, quote),
        attribution=Attribution(speaker, "official", quote, 0.9) if speaker else None,
        claimed_by=Claim(claimed, quote, 0.9) if claimed else None,
        confidence=confidence,
    )
    return ResolvedCoding(coding, published, outlet, witness or article, tuple(actors), tuple(recipients), place)


def _toll(count: int | tuple[int | None, int | None, int | None] | None, quote: Quote) -> Toll | None:
    if count is None:
        return None
    best, low, high = count if isinstance(count, tuple) else (count, None, None)
    return Toll(best, low, high, quote, 0.9)
