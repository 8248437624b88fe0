"""Words of others on our pages: text that cannot run, hide or reorder what stands around it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PICTURES = {code: 0x2400 + code for code in range(0x20)} | {0x7F: 0x2421}
_KEPT = {ord("\n"): "\n", ord("\t"): "\t", ord("\r"): " "}
# Marks that turn the direction of what follows: seen, not obeyed. Right-to-left scripts need none of them.
_TURNING = dict.fromkeys((*range(8234, 8239), *range(8294, 8298)), "�")
_VISIBLE: dict[int, str | int] = {
    **_PICTURES,
    **dict.fromkeys(range(128, 160), "�"),
    **_TURNING,
    **_KEPT,
}
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*|[^\w\s]")


def show_text(text: str) -> str:
    """Return the text with control characters made visible, each by one character: places in it stay the same."""
    return text.translate(_VISIBLE)


def find_words(text: str) -> list[tuple[int, int]]:
    """Return where each word and each mark of punctuation begins and ends; a number with its comma is one word."""
    return [found.span() for found in _WORD.finditer(text)]


def web_address(address: str | None) -> str | None:
    """Return an address that a page may link to: of the web; None for any other, such as javascript:."""
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else None
