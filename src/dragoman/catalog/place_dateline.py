"""The dateline that an article opens with: "KABUL (Reuters) --", "MOSCOW, February 13. /TASS/."."""

from __future__ import annotations

import re

from dragoman.catalog.place_candidate import Candidate, is_known
from dragoman.catalog.place_find import PlaceMatch, is_container
from dragoman.catalog.place_index import PlaceIndex

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    r"\s*(?P<name>[A-ZÀ-Þ][\w’'.-]*(?:[ /][A-ZÀ-Þa-z][\w’'.-]*){0,4}?)"
    r"(?:,\s*(?P<outer>[A-Z][\w.’' -]{1,30}?))?"
    rf"(?:,?\s+(?:\d{{1,2}}\s+)?{_MONTH}(?:\s+\d{{1,2}})?(?:,?\s+\d{{2,4}})?)?"
    r"\s*[.,]?\s*"
    r"(?:\((?P<wire>[A-Z][\w ./&-]{1,30})\)\s*(?:--|[-—–:_])?|/[A-Z][\w .-]{2,20}/\s*[.:]?|--|[—–]|\s-\s|:(?=\s))",
    re.IGNORECASE,
)


def find_dateline(text: str, index: PlaceIndex) -> PlaceMatch | None:
    """Return the dateline's place, or None; looked for where the text opens and after the blank line below a title."""
    body = text.find("\n\n")
    for offset in dict.fromkeys((0, body + 2 if body >= 0 else 0)):
        match = _DATELINE.match(text, offset)
        if not match:
            continue
        name, outer = match["name"], match["outer"]
        candidates = index.lookup(name)
        # A title may open with a name and a colon too: "Syria: what we know".
        is_title = offset == 0 and match["wire"] is None and not name.isupper()
        if candidates and not is_title and _is_place(candidates[0], name, outer, index):
            start, end = match.span("name")
            return PlaceMatch(start, end, name, candidates, locative=True, dateline=True)
    return None


def _is_place(best: Candidate, name: str, outer: str | None, index: PlaceIndex) -> bool:
    """A town in capitals, a known one, or any that its state follows."""
    return name.isupper() or is_known(best) or bool(outer and is_container(outer, index))
