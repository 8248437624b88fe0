"""Small valid articles, codings and events, and hypothesis strategies for arbitrary ones."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from dragoman.model import (
    Article,
    Attribution,
    Blame,
    Claim,
    Coding,
    Conflict,
    Correction,
    Denial,
    Event,
    Participant,
    Place,
    PlaceMention,
    Provenance,
    Quote,
    ResolvedActor,
    ResolvedCoding,
    Side,
    Span,
    Toll,
    TollReport,
    When,
    article_id,
    coding_id,
)

CODER = "rules/1"

TARBEK = ResolvedActor("TRB", "Tarbek", "TRB", "GOV", False, 0.9)
LOMAR = ResolvedActor("group.lomar-front", "Lomar Front", "LMR", "REB", False, 0.75)
VALE = Place("Orsk Vale", "Northern", "TRB", 41.25, -7.5, 2, 991, "geonames", 0.8)


def make_article(number: int, *, text: str | None = None, copy_of: str | None = None) -> Article:
    """Make an article of its own day and text; equal numbers give equal articles."""
    day = date(2020, 1, 1) + timedelta(days=number % 40)
    body = text if text is not None else f"Fighters of the Lomar Front shelled Orsk Vale, killing {number} people."
    title = f"Shells fall on Orsk Vale ({number})"
    key = article_id("Tamsk Courier", day, title + "\n\n" + body)
    return Article(key, "Tamsk Courier", day, title, body, language="en", raw_sha256=f"{number:064x}", copy_of=copy_of)


def make_coding(article: Article, *, coder: str = CODER, at: int = 0) -> Coding:
    """Make a coding of an article with every field filled."""
    words = Quote.cut(article.full_text, at, at + 6)
    actor = Participant(words, "Lomar Front", "LMR", "REB", 0.5)
    return Coding(
        id=coding_id(article.id, coder, "ASSAULT", "actual", words),
        article_id=article.id,
        coder=coder,
        event="ASSAULT",
        mode="heavy-weapons",
        contexts=("military",),
        status="actual",
        trigger=words,
        quote=Quote.cut(article.full_text, 0, len(article.full_text)),
        actors=(actor,),
        recipients=(),
        targets=(words,),
        weapons=(),
        date=When(article.published, article.published, words, 0.25),
        place=PlaceMention(words, "Orsk Vale", "Northern", "TRB", 0.5),
        killed=Toll(3, 2, 4, words, 0.9),
        injured=None,
        attribution=Attribution("police", "official", words, 0.6),
        claimed_by=Claim("Lomar Front", words, 0.7),
        confidence=0.8,
        mentions=(words,),
    )


def make_event(codings: list[Coding], name: str = "ev-00000000000a", aliases: tuple[str, ...] = ()) -> Event:
    """Make an event of some codings."""
    history = tuple(
        TollReport(date(2020, 1, n + 1), "Tamsk Courier", c.id, n + 3, n, None, "police") for n, c in enumerate(codings)
    )
    return Event(
        id=name,
        aliases=aliases,
        event="ASSAULT",
        mode="heavy-weapons",
        status="actual",
        actors=(LOMAR,),
        recipients=(TARBEK,),
        start=date(2020, 1, 3),
        end=date(2020, 1, 4),
        place=VALE,
        killed=(5, 3, None),
        injured=None,
        killed_history=history,
        injured_history=(),
        claimed_by=("Lomar Front",),
        attributed_to=("police",),
        witnesses=2,
        first_reported=date(2020, 1, 4),
        last_reported=date(2020, 1, 9),
        confidence=0.75,
        coding_ids=tuple(c.id for c in codings),
        quote="it's \"over\", {they: 'said'}",
        conflicts=(Conflict("killed", (Side("5", ("police",), tuple(c.id for c in codings)), Side("3", (), ()))),),
        denied_by=(Denial("it's them", "c0"),),
        blamed=(Blame("police", "Lomar Front", "c1"),),
        provenance=(Provenance("killed", codings[0].id, "last day"),),
        corrections=(Correction(codings[0].id, "killed", "21", "12", "Ada"),),
    )


def make_resolved(coding: Coding, article: Article) -> ResolvedCoding:
    """Make the resolution of a coding."""
    return ResolvedCoding(coding, article.published, article.outlet, article.id, (LOMAR,), (TARBEK,), VALE)


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
maybe_words = st.none() | words
shares = st.floats(0, 1)
days = st.dates()
spans = st.tuples(st.integers(0, 2**31), st.integers(0, 2**31)).map(lambda pair: Span(min(pair), max(pair)))
quotes = st.builds(Quote, spans, words)
tolls = st.lists(st.integers(0, 10**6), min_size=3, max_size=3).flatmap(
    lambda n: st.builds(Toll, st.just(sorted(n)[1]), st.sampled_from([None, min(n)]), st.none(), quotes, shares)
)
whens = st.tuples(days, days).flatmap(
    lambda pair: st.builds(When, st.just(min(pair)), st.just(max(pair)), quotes, shares, st.booleans())
)
participants = st.lists(st.builds(Participant, quotes, maybe_words, maybe_words, words, shares), max_size=2).map(tuple)
quote_lists = st.lists(quotes, max_size=2).map(tuple)
articles = st.builds(
    Article, words, maybe_words, days, words, words, maybe_words, maybe_words, maybe_words, words, words
)
codings = st.builds(
    Coding,
    id=words,
    article_id=words,
    coder=words,
    event=words,
    mode=maybe_words,
    contexts=st.lists(words, max_size=2).map(tuple),
    status=words,
    trigger=quotes,
    quote=quotes,
    actors=participants,
    recipients=participants,
    targets=quote_lists,
    weapons=quote_lists,
    date=st.none() | whens,
    place=st.none() | st.builds(PlaceMention, quotes, maybe_words, maybe_words, maybe_words, shares),
    killed=st.none() | tolls,
    injured=st.none() | tolls,
    attribution=st.none() | st.builds(Attribution, words, words, quotes, shares),
    claimed_by=st.none() | st.builds(Claim, words, quotes, shares),
    confidence=shares,
    mentions=quote_lists,
)
