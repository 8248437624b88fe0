"""An HTML page -> title, text and metadata, by trafilatura."""

from __future__ import annotations

import logging
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dragoman.collect.bytes_read import PARSER_FAULTS, decode_text
from dragoman.collect.raw_article import Draft
from dragoman.errors import SkipArticle

if TYPE_CHECKING:
    from trafilatura.settings import Document

_META_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_HTML_LANGUAGE = re.compile(r"<html[^>]*\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_LOOKS_LIKE_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PARTS = ("address", "article", "blockquote", "div", "figcaption", "figure", "footer", "p", "pre", "section")
_LISTS = ("dd", "dl", "dt", "li", "ol", "table", "tr", "ul")
_BLOCKS = frozenset((*_HEADINGS, *_PARTS, *_LISTS, "br", "hr"))
_SILENT = frozenset(("script", "style", "noscript", "template", "iframe"))


def is_html(raw: bytes) -> bool:
    """Tell whether bytes begin as an HTML page does."""
    return _LOOKS_LIKE_HTML.match(raw[:4096].lstrip(b"\xef\xbb\xbf")) is not None


def draft_page(raw: bytes, url: str | None = None, charset: str | None = None, hint: str = "") -> Draft:
    """Make the draft of a page: the article's own text without menus, comments and boilerplate.

    The day is what the page's metadata or its address says of first publication; days in the running text are not
    taken. The outlet is the site's name, or else its host. `url`: where the page was fetched; else the page's
    canonical address. SkipArticle "no-text" where the page holds no article.
    """
    page = decode_text(raw, charset or _find_charset(raw)).replace("\x00", "")
    if not page.strip():
        raise SkipArticle("empty", "an empty page")
    found = _extract_page(page, url)
    if found is None or not (found.text or "").strip():
        raise SkipArticle("no-text", "no article found in the page")
    language = _HTML_LANGUAGE.search(page[:5000])
    address = url or found.url
    return Draft(
        raw=raw,
        text=_join_paragraphs(found.text or "", found.title or ""),
        title=found.title or "",
        published=found.date,
        outlet=_name_outlet(found.sitename, address),
        language=language[1] if language else None,
        url=address,
        hint=hint,
    )


def _extract_page(page: str, url: str | None) -> Document | None:
    from trafilatura import bare_extraction  # half a second to import, and not every study has HTML

    for name in ("trafilatura", "htmldate", "courlan"):  # their remarks on broken pages are ours to make
        logging.getLogger(name).addHandler(logging.NullHandler())
    # Not the day of the search but the outlet's: without max_date, htmldate would drop a date that is in the future.
    dates = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
    try:
        found = bare_extraction(page, url=url, with_metadata=True, include_comments=False, date_extraction_params=dates)
    except PARSER_FAULTS as error:
        raise SkipArticle("bad-file", f"expected an HTML page; {error}") from error
    return None if isinstance(found, dict) else found


def _join_paragraphs(text: str, title: str) -> str:
    """Set a blank line between paragraphs (trafilatura gives one a line); leave out a heading that is the title."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and " ".join(lines[0].split()) == " ".join(title.split()):
        lines = lines[1:] or lines
    return "\n\n".join(lines)


def _name_outlet(sitename: str | None, url: str | None) -> str | None:
    if sitename:
        return sitename
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:  # an address that is none
        return None
    return host.removeprefix("www.") or None


def _find_charset(raw: bytes) -> str | None:
    found = _META_CHARSET.search(raw[:4096])
    return found[1].decode("ascii", "ignore") if found else None


def declared_charset(content_type: str) -> str | None:
    """Return the charset that a Content-Type header declares, or None."""
    _, found, charset = content_type.lower().partition("charset=")
    return charset.split(";")[0].strip(" \"'") or None if found else None


class _Words(HTMLParser):
    """Collects the words of a fragment, a new line at each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def read_fragment(fragment: str) -> str:
    """Return the words of a piece of HTML, as a feed's entry holds it; blocks become paragraphs."""
    if "<" not in fragment and "&" not in fragment:
        return fragment.strip()
    words = _Words()
    words.feed(fragment)
    words.close()
    paragraphs = (" ".join(line.split()) for line in "".join(words.parts).split("\n"))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
