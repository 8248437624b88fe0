"""Who is meant? Surnames, pronouns and "the group" lead back to a name that the article gives."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dragoman.catalog.actors import ActorCatalog
from dragoman.extract.mentions import Mention
from dragoman.model import Article, Quote

_NAME_WORD = r"(?:[A-Z][\w'’.-]*[\w.]|[A-Z]\.)"
_LINK = r"(?:al-|el-|bin|bint|ibn|van|von|de|da|del|della|der|den|di|dos|du|la|le|ul|ur|uz|al|el)"
_FULL_NAME = re.compile(rf"{_NAME_WORD}(?:[ \n](?:{_LINK}[ \n])*{_NAME_WORD})+")
_PERSON_PRONOUNS = frozenset(["he", "she", "him", "her", "his", "himself", "herself", "who", "i", "me"])
_GROUP_PRONOUNS = frozenset(["it", "they", "them", "itself", "themselves", "we", "us", "who"])
_SUBJECTS = frozenset(["nsubj", "nsubjpass", "agent"])
_COLLECTIVES = frozenset(
    (
        "police", "army", "government", "embassy", "court", "ministry", "military", "group", "party", "company",
        "agency", "parliament", "council", "committee", "navy", "force", "team", "union", "department", "office",
        "commission", "bank", "press", "media", "crowd", "gang", "cabinet", "senate", "congress",
    )
)  # fmt: skip
_CORPORATE = frozenset(("ORG", "GPE", "NORP"))


@dataclass(frozen=True, slots=True)
class Referent:
    """Who a mention stands for: the words to quote, with what is known of the one named."""

    quote: Quote
    name: str | None
    country: str | None
    sector: str
    actor_id: str | None
    resolved: bool
    """False for a pronoun or a bare noun that leads to nobody."""


@dataclass(slots=True)
class _Known:
    quote: Quote
    label: str
    described: Referent


@dataclass(slots=True)
class Referents:
    """What one article says of who is who, gathered in text order while its sentences are read."""

    article: Article
    catalog: ActorCatalog
    _full_names: dict[str, str] = field(default_factory=dict)
    _titled: dict[str, Referent] = field(default_factory=dict)
    _persons: list[_Known] = field(default_factory=list)
    _bodies: list[_Known] = field(default_factory=list)
    _by_office: dict[str, Referent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for match in _FULL_NAME.finditer(self.article.full_text):
            name = re.sub(r"\s+", " ", match.group())
            self._full_names.setdefault(name.rsplit(" ", 1)[-1].rstrip("."), name)

    @property
    def _day(self) -> date:
        return self.article.published

    def read_sentence(self, mentions: Iterable[Mention]) -> dict[int, Referent]:
        """Resolve the mentions of the next sentence; return referents by the index of the head token."""
        found: dict[int, Referent] = {}
        for mention in mentions:
            if mention.kind == "pronoun":
                found[mention.head.i] = self._resolve_pronoun(mention)
            else:
                referent = self._describe(mention)
                found[mention.head.i] = referent
                self._remember(mention, referent)
        return found

    def _describe(self, mention: Mention) -> Referent:
        phrase = re.sub(r"\s+", " ", mention.quote.text)
        described = self.catalog.describe(phrase, self._day)
        name = described.name if described else None
        country = described.country if described else None
        sector = described.sector if described else "UNK"
        actor_id = described.actor_id if described else None
        if mention.entity == "PERSON":
            surname = phrase.rsplit(" ", 1)[-1].removesuffix("'s").removesuffix("’s")
            earlier = self._titled.get(surname)
            if name is None or " " not in name:
                name = self._full_names.get(surname, name)
            apposed = self._describe_apposition(mention)
            for other in (apposed, earlier):
                if other is not None:
                    country = country or other.country
                    sector = other.sector if sector in ("UNK", "CVL") else sector
                    name = name or other.name
                    actor_id = actor_id or other.actor_id
        elif name is None and mention.entity in ("ORG", "GPE", "FAC", "LOC") and mention.head.pos_ == "PROPN":
            name = phrase.removesuffix("'s").removesuffix("’s").removeprefix("the ").removeprefix("The ")
        elif mention.entity == "NORP" and actor_id is None:
            name = None
        elif mention.kind == "noun" and name is None and phrase.lower().startswith(("the ", "his ", "her ", "their ")):
            holder = self._by_office.get(phrase.lower().split(" ", 1)[1])
            if holder is not None:
                return Referent(mention.quote, holder.name, holder.country, holder.sector, holder.actor_id, True)
        resolved = mention.kind == "name" or actor_id is not None or sector != "UNK"
        return Referent(mention.quote, name, country, sector, actor_id, resolved)

    def _describe_apposition(self, mention: Mention) -> Referent | None:
        for child in mention.head.children:
            if child.dep_ == "appos":
                words = child.doc[child.left_edge.i : child.right_edge.i + 1].text[:120]
                described = self.catalog.describe(words, self._day)
                if described and described.sector != "UNK":
                    return Referent(mention.quote, None, described.country, described.sector, described.actor_id, True)
        return None

    def _remember(self, mention: Mention, referent: Referent) -> None:
        if not referent.resolved:
            return
        if mention.entity == "PERSON":
            surname = mention.quote.text.rsplit(None, 1)[-1].removesuffix("'s").removesuffix("’s")
            if referent.sector != "UNK" or surname not in self._titled:
                self._titled[surname] = referent
            self._persons.append(_Known(mention.quote, mention.head.dep_, referent))
            for child in mention.head.lefts:
                if child.dep_ in ("compound", "amod", "nmod"):
                    office = " ".join(t.text for t in child.subtree) if child.i < mention.head.i else child.text
                    self._by_office.setdefault(office.lower(), referent)
                    self._by_office[child.lower_] = referent
        elif mention.entity in _CORPORATE or referent.actor_id:
            self._bodies.append(_Known(mention.quote, mention.head.dep_, referent))
        elif (
            mention.head.dep_ in _SUBJECTS
            and mention.head.tag_ == "NN"
            and referent.sector not in ("UNK", "CVL")
            and mention.head.lower_ not in _COLLECTIVES
        ):
            # "the minister", "a police spokesman": a person for pronouns that follow.
            self._persons.append(_Known(mention.quote, mention.head.dep_, referent))

    def _resolve_pronoun(self, mention: Mention) -> Referent:
        word = mention.head.lower_
        if word == "who":
            head = mention.head.head.head
            pool = [k for k in self._persons + self._bodies if _covers(mention, head.i, k.quote)]
        elif word in _PERSON_PRONOUNS:
            pool = self._persons
        else:
            pool = self._bodies
        known = self._latest(pool)
        if known is None:
            return Referent(mention.quote, None, None, "UNK", None, False)
        d = known.described
        return Referent(d.quote, d.name, d.country, d.sector, d.actor_id, True)

    @staticmethod
    def _latest(pool: list[_Known]) -> _Known | None:
        """Prefer the subject among the last few, as people do."""
        recent = pool[-3:]
        subjects = [known for known in recent if known.label in _SUBJECTS]
        return (subjects or recent or [None])[-1]  # type: ignore[list-item]


def _covers(mention: Mention, token: int, quote: Quote) -> bool:
    start = mention.sentence.span.start + mention.head.doc[token].idx
    return quote.span.start <= start < quote.span.end
