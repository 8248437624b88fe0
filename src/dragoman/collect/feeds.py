"""RSS and Atom: one article an entry."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dictionary
from io import BytesIO
from typing import cast

from dragoman.collect.bytes_read import PARSER_FAULTS
from dragoman.collect.html import read_fragment
from dragoman.collect.raw_article import Draft
from dragoman.collect.rows import Numbered
from dragoman.errors import SkipArticle

_LOOKS_LIKE_FEED = re.compile(
    rb"\s*(?:<\?xml.*?\?>\s*)?(?:<[!?].*?>\s*)*<(?:rss|feed|rdf:RDF|channel)\b", re.IGNORECASE | re.DOTALL
)

Node = Dictionary[str, object]


def is_feed(raw: bytes) -> bool:
    """Tell whether bytes begin as RSS or Atom does."""
    return _LOOKS_LIKE_FEED.match(raw[:4096].lstrip(b"\xef\xbb\xbf")) is not None


def read_feed(raw: bytes) -> Numbered:
    """Yield the draft of every entry.

    The text is the entry's content, or else its summary: the pages that it links to are not fetched. The day is that of
    publication, or else that of the last change. The outlet is the feed's title, or that of the feed that it was
    taken from.
    """
    feed = _parse_feed(raw)
    entries = cast(list[Node], feed.get("entries") or [])
    if not entries:
        fault = feed.get("bozo_exception")
        yield None, SkipArticle("bad-file", f"expected RSS or Atom with entries; {fault or 'found none'}")
        return
    channel = cast(Node, feed.get("feed") or {})
    for number, entry in enumerate(entries, 1):
        yield number, _draft_entry(entry, channel, raw)
    if feed.get("bozo") and not _is_harmless(feed):
        yield len(entries) + 1, SkipArticle("bad-file", f"damaged or cut off here: {feed.get('bozo_exception')}")


def _parse_feed(raw: bytes) -> Node:
    import feedparser

    try:
        # A stream, never the bytes themselves: feedparser opens bytes that happen to name a file.
        return cast(Node, feedparser.parse(BytesIO(raw), sanitize_html=False, resolve_relative_uris=False))
    except PARSER_FAULTS as error:
        raise SkipArticle("bad-file", f"expected RSS or Atom; {error}") from error


def _draft_entry(entry: Node, channel: Node, raw: bytes) -> Draft:
    origin = cast(Node, entry.get("source") or {})
    return Draft(
        raw=raw,
        text=read_fragment(_find_content(entry)),
        title=read_fragment(_text(entry, "title")),
        published=_text(entry, "published") or _text(entry, "updated") or None,
        outlet=read_fragment(_text(origin, "title") or _text(channel, "title")) or None,
        language=_text(channel, "language") or None,
        url=_text(entry, "link") or None,
        source_id=_text(entry, "id") or None,
    )


def _find_content(entry: Node) -> str:
    contents = cast(list[Node], entry.get("content") or [])
    pieces = [_text(content, "value") for content in contents] + [_text(entry, "summary")]
    return max(pieces, key=len)


def _text(node: Node, key: str) -> str:
    found = node.get(key)
    return found if isinstance(found, str) else ""


def _is_harmless(feed: Node) -> bool:
    # feedparser reports a wrong declaration of the encoding or media type as a fault, though it has read every entry.
    return type(feed.get("bozo_exception")).__name__ in {"CharacterEncodingOverride", "NonXMLContentType"}
