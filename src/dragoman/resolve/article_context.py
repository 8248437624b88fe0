"""What an article says around a participant: the groups that it names, and the states that it speaks of."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from dragoman.catalog.actors import ActorCatalog
from dragoman.catalog.matching import NameMatch
from dragoman.model import Article, Quote

_GROUP_WORDS = re.compile(
    r"(?:the|this|that|these|those)\s+"
    r"(?:(?:armed|militant|rebel|terrorist|terror|extremist|insurgent|islamist|jihadist|separatist|guerrilla|banned|same)\s+)*"
    r"(?:group|militants|rebels|insurgents|guerrillas|separatists|jihadists|jihadis|extremists|militia|militiamen|outfit"
    r"|fighters|cartel|gang|terrorists|organi[sz]ation)",
    re.IGNORECASE,
)
_REACH = 1_000
"""How many characters before the words the group may be named: some two paragraphs of a wire report."""
_STATE_WORDS = frozenset(("state", "demonym", "capital"))
_KHORASAN = re.compile(r"\bKh[ou]rasan\b|\b(?:IS|ISIS|ISIL)-?KP?\b|\bISKP\b")
_NEAR = 400
_GIVEN_NAME = re.compile(r"\b([A-Z][a-z]+) $")
_SMALL_WORDS = frozenset(
    (
        *("in", "from", "to", "of", "for", "and", "with", "at", "by", "as", "while", "when", "after", "before", "but"),
        *("the", "both", "against", "inside", "across", "near", "then", "since", "into", "on", "if", "though", "where"),
        *("northern", "southern", "eastern", "western", "central", "republic", "state", "kingdom", "that"),
    )
)
_KHORASAN_STATES = frozenset(("AFG", "PAK"))
_CLEARLY = 3
"""The first state outweighs another where it is named this many times as often."""


class ArticleContext:
    """One article, read for names only when a participant's own words leave open who it is."""

    def __init__(self, article: Article, catalog: ActorCatalog) -> None:
        self._text = article.full_text
        self._catalog = catalog

    @cached_property
    def _matches(self) -> list[NameMatch]:
        return self._catalog.find(self._text)

    @cached_property
    def _states(self) -> Counter[str]:
        found = (m.actor_ids[0] for m in self._matches if m.kind in _STATE_WORDS and not self._is_surname(m))
        return Counter(actor.country for each in found if (actor := self._catalog.get(each)) and actor.country)

    def _is_surname(self, match: NameMatch) -> bool:
        """Tell a person from the land: "Jim Jordan"."""
        before = _GIVEN_NAME.search(self._text, max(0, match.span.start - 20), match.span.start)
        return match.kind == "state" and before is not None and before[1].lower() not in _SMALL_WORDS

    def widen(self, quote: Quote) -> Quote:
        """Return the catalogued name that the last word is but a part of ("Korea" in "South Korea"), else the quote."""
        if not quote.text:  # A party that a person named without words of the article.
            return quote
        end = quote.span.end
        start = end - len(quote.text.split()[-1])
        for match in self._matches:
            at = match.span
            if at.start <= start and end <= at.end and at.end - at.start > end - start:
                return Quote(at, at.quote(self._text))
        return quote

    def find_group(self, words: str, start: int) -> str | None:
        """Return the id of the one armed group that "the group" or "the militants" at `start` can mean.

        It is named shortly before, and no other group is: where two are, nobody is chosen.
        """
        if not _GROUP_WORDS.fullmatch(" ".join(words.split())):
            return None
        before = (m for m in self._matches if start - _REACH <= m.span.start and m.span.end <= start)
        groups = {m.actor_ids[0] for m in before if m.kind == "group"}
        return groups.pop() if len(groups) == 1 else None

    def first_state(self) -> str | None:
        """Return the state that the article speaks of most, where it stands out among others."""
        ranked = self._states.most_common(2)
        if not ranked:
            return None
        state, count = ranked[0]
        return state if len(ranked) == 1 or count >= _CLEARLY * ranked[1][1] else None

    def state_instead(self, state: str, words: str) -> str | None:
        """Return the article's first state where it names nothing of `state`: no land, person or body but `words`."""
        for match in self._matches:
            if match.span.quote(self._text) not in words and state in self._countries_of(match):
                return None
        return self.first_state()

    def _countries_of(self, match: NameMatch) -> set[str | None]:
        return {actor.country for each in match.actor_ids if (actor := self._catalog.get(each)) is not None}

    def speaks_of_khorasan(self, start: int) -> bool:
        """Tell whether Islamic State at `start` is its branch in Khorasan.

        The text says so near it, or, in an article on Afghanistan or Pakistan, anywhere.
        """
        if _KHORASAN.search(self._text, max(0, start - _NEAR), start + _NEAR):
            return True
        first = self._states.most_common(1)
        return bool(first) and first[0][0] in _KHORASAN_STATES and _KHORASAN.search(self._text) is not None
