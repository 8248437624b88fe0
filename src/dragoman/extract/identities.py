"""Who is meant by these words? The article's own introductions, and the catalog, say name, country and sector."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dragoman.catalog.actors import ActorCatalog, Description
from dragoman.extract.span_edges import leave_office, leave_place
from dragoman.model import Article, Participant, Quote

_SHORT = r"(?:[A-Z]|Adm|Brig|Capt|Cmdr|Col|Cpl|Dr|Gen|Gov|Jr|Lt|Maj|Mr|Mrs|Ms|Prof|Rep|Rev|Sen|Sgt|Sr|St)\."
_NAME_WORD = rf"(?:[A-Z][\w'’.-]*\w|{_SHORT})"
_LINK = r"(?:al-|el-|bin|bint|ibn|van|von|de|da|del|della|der|den|di|dos|du|la|le|ul|ur|uz|al|el)"
_FULL_NAME = re.compile(rf"(?<![\w'’.-]){_NAME_WORD}(?:[ \n](?:{_LINK}[ \n])*{_NAME_WORD})+")
_WORD = rf"(?:{_SHORT}|[\w.'’&-]*[\w'’&-])"  # no other word ends in a point but a sentence's last
_BEFORE = re.compile(rf"{_WORD}(?: {_WORD}){{0,5}}\s$")
_AFTER = re.compile(r", (?P<words>[^,.;:()\n\"“”]{3,80})[,.]")
_ARTICLE = re.compile(r"^(?:the|an?|some|about|at least)\s+", re.IGNORECASE)
_OPENER = re.compile(
    r"(?:(?:The|An?|This|That|These|Those|For|Has|Have|Had|Is|Are|Was|Were|Did|Does|Do|But|And|Or|So|As|If|In|On|At|By|To|From"
    r"|With|When|While|After|Before|Since|Then|Now|Yet|Although|Because|Like|Of|Not|Why|How|What|Where|Will|Would|Can|Could"
    r"|Should|Also|Even|Only|Once|Meanwhile|However|Earlier|Later|Yesterday|Today|Still|According|Asked)[ \n])+"
)
"""Words with which a sentence begins, and no name: "When Orlov", "For Mohammad Ali"."""
_PREPOSITION = re.compile(r"(?:in|to|of|for|at|on|from|with|by|and)\b")
_COUNT = re.compile(
    r"(?:(?:more than|over|at least|about|nearly|around|up to|some|tens of|hundreds of|a|several|many|few) )?"
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|several|many|dozens?|scores|hundreds?|thousands?|crowds?)"
    r"(?: of)?",
    re.IGNORECASE,
)
"""People told by their number alone, "thousands" or "60": civilians, as the coders of the training articles say."""
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "you", "i", "this", "those", "these", "who"))
_POSSESSIVE = re.compile(r"['’]s?$")
_POSSESSION = re.compile(r"^(?:['’]s?)?\s+")
_SPACE = re.compile(r"\s+")
_WINDOW = 70


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of somebody. `sector`: "UNK" where nothing tells it."""

    name: str | None
    country: str | None
    sector: str
    actor_id: str | None


@dataclass(slots=True)
class Identities:
    """Who is who in one article. Full names that it gives stand for the surnames that it goes on with."""

    article: Article
    catalog: ActorCatalog
    _full_names: dict[str, str] = field(default_factory=dict)
    _introduced: dict[str, Description | None] = field(default_factory=dict)
    _identified: dict[str, Identity] = field(default_factory=dict)
    _stripped: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        text = self.article.full_text
        for match in _FULL_NAME.finditer(text):
            opener = _OPENER.match(match.group())
            start = match.start() + (opener.end() if opener else 0)
            start = leave_place(text, leave_office(text, start, match.end()), match.end(), self._find_states(match))
            whole = text[start : match.end()]
            name = self._strip_titles(_POSSESSIVE.sub("", re.sub(r"\s+", " ", whole)))
            if " " in name and not name.isupper():  # capitals tell no names apart in a text that has nothing else
                self._full_names.setdefault(name.rsplit(" ", 1)[-1].rstrip("."), name)

    def _find_states(self, name: re.Match[str]) -> Iterator[tuple[int, int]]:
        for found in self.catalog.find(name.group()):
            if found.kind == "state":
                yield name.start() + found.span.start, name.start() + found.span.end

    def make_participant(self, quote: Quote, confidence: float) -> Participant:
        """Return whoever the words stand for, as a coding holds it."""
        who = self.identify(quote.text)
        return Participant(quote, who.name, who.country, who.sector, round(confidence, 3))

    def identify(self, words: str) -> Identity:
        """Return what the words, the article and the catalog together tell."""
        if words not in self._identified:
            self._identified[words] = self._identify(words)
        return self._identified[words]

    def _identify(self, words: str) -> Identity:
        phrase = _POSSESSIVE.sub("", re.sub(r"\s+", " ", words).strip())
        described = self.catalog.describe(phrase, self.article.published)
        last = phrase.rsplit(" ", 1)[-1].rstrip(".,")
        full = self._full_names.get(last) if last[:1].isupper() else None
        introduced = self._introduce(full) if full is not None else None
        if described is not None and full is not None and self._is_another(described, full, introduced):
            described = None
        if (described is None or described.sector == "UNK") and _COUNT.fullmatch(phrase):
            return Identity(None, None, "CVL", None)
        if described is None and introduced is None:
            return Identity(full or self._proper_name(phrase), None, "UNK", None)
        if described is not None and (described.actor_id is not None or full is None):
            told = introduced if described.sector == "UNK" and introduced is not None else described
            country = described.country or told.country
            return Identity(described.name or self._proper_name(phrase), country, told.sector, described.actor_id)
        ranked = [d for d in (introduced, described) if d is not None]
        ranked.sort(key=lambda d: d.sector == "UNK")
        country = next((d.country for d in ranked if d.country), None)
        return Identity(full, country, ranked[0].sector, ranked[0].actor_id)

    def _is_another(self, described: Description, full: str, introduced: Description | None) -> bool:
        """Tell whether a surname that fits a known person is that of somebody else whom the article names in full.

        Within a sentence: "Yesterday Orlov" begins one, and what a headline writes is capitals throughout.
        """
        if described.actor_id is None or described.name is None or self.catalog.kind(described.actor_id) != "person":
            return False
        given, surname = full.split()[-2:]
        theirs = described.name.split()
        same = introduced is not None and introduced.actor_id == described.actor_id
        if same or surname != theirs[-1] or given in theirs:
            return False
        said = self.catalog.describe(given, self.article.published)
        within = re.compile(rf"[a-z,]\s{re.escape(given)}\s{re.escape(surname)}\b")
        return (said is None or said.sector == "UNK") and within.search(self.article.text) is not None

    def _strip_titles(self, words: str) -> str:
        """Return a name without titles, and without the state whose titles they are."""
        if words not in self._stripped:
            self._stripped[words] = self._cut_titles(words)
        return self._stripped[words]

    def _cut_titles(self, words: str) -> str:
        name = self.catalog.strip_titles(words)
        for match in self.catalog.find(name):
            if match.span.start == 0 and match.kind in ("state", "demonym"):
                rest = _POSSESSION.sub("", name[match.span.end :])
                bare = self.catalog.strip_titles(rest)
                return bare if len(bare) < len(rest) else name
        return name

    def _proper_name(self, phrase: str) -> str | None:
        """Return a phrase that is a name as a whole: every word of it but small ones is capitalised.

        A single word that says what somebody is, and not who ("Gunmen", "Turkish"), is no name, nor is "They".
        """
        if phrase.lower() in _PRONOUNS:
            return None
        name = self._strip_titles(_ARTICLE.sub("", phrase))
        words = [word for word in name.split() if len(word) > 3 or word[:1].isupper()]
        if not words or not all(word[:1].isupper() for word in words) or _PREPOSITION.match(name):
            return None
        if len(words) == 1:
            known = self.catalog.describe(name, self.article.published)
            return name if known is None or known.actor_id is not None else None
        return None if name.isupper() else name

    def _introduce(self, full: str) -> Description | None:
        """Return what stands before or after a full name, where the article tells who it is."""
        if full not in self._introduced:
            told = (d for d in self._introductions(full) if d is not None and d.sector != "UNK")
            self._introduced[full] = next(told, self.catalog.describe(full, self.article.published))
        return self._introduced[full]

    def _introductions(self, full: str) -> Iterator[Description | None]:
        text, day = self.article.full_text, self.article.published
        for start, end in _find_name(text, full.split()):
            before = _BEFORE.search(text, max(start - _WINDOW, 0), start)
            words = before.group().split() if before else []
            first = self._find_title(words, full)
            if first is not None:
                yield self.catalog.describe(" ".join([*words[first:], full]), day)
            after = _AFTER.match(text, end, min(end + _WINDOW + 30, len(text)))
            if after:
                yield self.catalog.describe(_ARTICLE.sub("", after["words"]), day)

    def _find_title(self, words: Sequence[str], full: str) -> int | None:
        """Return the first of the words before a full name that are its title, with the names that stand before it."""
        titles = (n for n in range(len(words)) if self._strip_titles(" ".join([*words[n:], full])) == full)
        first = next(titles, None)
        while first and words[first - 1][:1].isupper():
            first -= 1
        return first


def _find_name(text: str, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each place where the words stand, parted by white space; not overlapping."""
    start = text.find(words[0])
    while start >= 0:
        end = _match_words(text, start, words)
        if end is not None:
            yield start, end
        start = text.find(words[0], start + 1 if end is None else end)


def _match_words(text: str, start: int, words: Sequence[str]) -> int | None:
    end = start + len(words[0])
    for word in words[1:]:
        gap = _SPACE.match(text, end)
        if gap is None or not text.startswith(word, gap.end()):
            return None
        end = gap.end() + len(word)
    return end
