"""A draft -> an Article, or the reason why it cannot be one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date, timedelta

from dragoman.collect.dates import find_date, read_date
from dragoman.collect.language import guess_language
from dragoman.collect.limits import MAX_CHARACTERS
from dragoman.collect.mapping import Mapping
from dragoman.collect.raw_article import Collected, Draft, RawArticle
from dragoman.errors import SkipArticle
from dragoman.model import Article, SetAside, article_id

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ENGLISH = re.compile(r"en(?:g|glish)?(?:[-_].*)?", re.IGNORECASE)


def admit_drafts(
    drafts: Iterable[tuple[int | None, Draft | SkipArticle]],
    source: str,
    mapping: Mapping,
    today: date,
) -> Collected:
    """Check drafts one by one; each gives exactly one article or one entry of what was set aside, in the same order."""
    for position, draft in drafts:
        try:
            if isinstance(draft, SkipArticle):
                raise draft
            yield RawArticle(admit_draft(draft, mapping, today), draft.raw, source, position)
        except SkipArticle as skipped:
            yield SetAside(source, position, skipped.reason, skipped.detail)


def admit_draft(draft: Draft, mapping: Mapping, today: date) -> Article:
    """Make the article of a draft, or raise SkipArticle.

    The text stays as it is, but for control characters (dropped), line ends (made \\n) and white space at its two
    ends. A title is one line. What the source says of day, outlet and language goes before the mapping's defaults;
    the day in a file's name comes between.
    """
    text = clean_text(draft.text)
    if not text:
        raise SkipArticle("empty", "expected words; found none")
    if len(text) > MAX_CHARACTERS:
        raise SkipArticle("too-long", f"expected at most {MAX_CHARACTERS:,} characters; found {len(text):,}")
    title = " ".join(clean_text(draft.title).split())
    published = _find_published(draft, mapping, today)
    language = _find_language(draft.language or mapping.default_language, text)
    outlet = " ".join(clean_text(draft.outlet or "").split()) or mapping.default_outlet
    return Article(
        id=article_id(outlet, published, title + "\n\n" + text),
        outlet=outlet,
        published=published,
        title=title,
        text=text,
        language=language,
        url=clean_text(draft.url or "") or None,
        source_id=clean_text(draft.source_id or "") or None,
        raw_sha256=hashlib.sha256(draft.raw).hexdigest(),
    )


def clean_text(text: str) -> str:
    """Drop control characters but tab and newline, make every line end \\n, strip both ends.

    Half a surrogate pair is a broken encoding: no file can hold it.
    """
    if _SURROGATE.search(text):
        raise SkipArticle("bad-encoding", "half a surrogate pair, which stands for no character")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip()


def _find_published(draft: Draft, mapping: Mapping, today: date) -> date:
    written = draft.published
    if isinstance(written, str) and not written.strip():
        written = None
    published = read_date(written) if written is not None else find_date(draft.hint) or mapping.default_published
    if published is None:
        raise SkipArticle("no-date", "no day of publication in the metadata or the file's name")
    if published > today + timedelta(days=1):  # a day's grace: it is tomorrow already east of here
        raise SkipArticle("future-date", f"published {published}, after today, {today}")
    return published


def _find_language(declared: str | None, text: str) -> str | None:
    """Return the declared language as ISO 639-1; raise SkipArticle where it, or the text itself, is not English."""
    declared = (declared or "").strip()
    if declared and not _ENGLISH.fullmatch(declared):
        raise SkipArticle("language", f"expected English; the source says {declared[:20]!r}")
    guessed = guess_language(text)
    if guessed not in (None, "en"):
        raise SkipArticle("language", f"expected English; the words look like {guessed!r}")
    return "en" if declared else None
