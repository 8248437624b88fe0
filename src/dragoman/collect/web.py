"""An http(s) address: a feed, a page or a text."""

from __future__ import annotations

from dataclasses import replace

import httpx

from dragoman import __version__
from dragoman.collect.feeds import is_feed, read_feed
from dragoman.collect.html import declared_charset, draft_page, is_html
from dragoman.collect.limits import MAX_BYTES
from dragoman.collect.raw_article import Draft
from dragoman.collect.rows import Numbered
from dragoman.collect.text_files import draft_text_file
from dragoman.errors import SkipArticle

_TIMEOUT_SECONDS = 30.0
_HEADERS = {
    "User-Agent": f"dragoman/{__version__}",
    "Accept": "text/html, application/rss+xml, application/atom+xml, */*;q=0.5",
}


def read_address(url: str) -> Numbered:
    """Fetch an address, following redirects, and yield the draft of the page or of every entry of the feed.

    An address that cannot be fetched is one entry set aside, "http-error": the next run may find it.
    """
    try:
        raw, kind, final = _fetch(url)
        if is_feed(raw):
            yield from read_feed(raw)
            return
        yield None, _draft_answer(raw, kind, final)
    except SkipArticle as skipped:
        yield None, skipped


def _fetch(url: str) -> tuple[bytes, str, str]:
    """Return the body, the Content-Type and the address that it came from in the end."""
    try:
        with httpx.stream("GET", url, headers=_HEADERS, timeout=_TIMEOUT_SECONDS, follow_redirects=True) as answer:
            if answer.status_code != httpx.codes.OK:
                raise SkipArticle("http-error", f"expected 200; the server answered {answer.status_code}")
            raw = bytearray()
            for chunk in answer.iter_bytes():
                raw += chunk
                if len(raw) > MAX_BYTES:
                    raise SkipArticle("too-long", f"expected at most {MAX_BYTES:,} bytes; found more")
            return bytes(raw), answer.headers.get("Content-Type", ""), str(answer.url)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SkipArticle("http-error", f"{type(error).__name__}: {error}") from error


def _draft_answer(raw: bytes, kind: str, url: str) -> Draft:
    if is_html(raw) or "html" in kind.lower():
        return draft_page(raw, url, declared_charset(kind))
    if kind.lower().startswith("text/plain"):
        draft = draft_text_file(raw, url)
        return replace(draft, url=draft.url or url)
    raise SkipArticle(
        "unknown-kind", f"expected a feed, HTML or plain text; found {kind or 'no content type'}. Save it as a file."
    )
