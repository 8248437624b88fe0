"""What of a coding's words is somebody's proper name, and the key that it goes by until a person names it."""

from __future__ import annotations

import re
import unicodedata

from dragoman.catalog.actors import ActorCatalog

_LONGEST_SLUG = 60
_POSSESSIVE = re.compile(r"['’]s?$")
_OWNER = re.compile(r"['’]s?\s+")
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_NAME_AND_ROLE = re.compile(r"(?:[Tt]he |[a-z]+ |\d+ )*(?P<name>[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)+) [a-z]+")
_EDGES = ' .,;:-–—"“”()[]<>'
_PRONOUNS = frozenset(
    ("he", "she", "they", "it", "we", "you", "i", "who", "him", "her", "them", "us", "these", "those")
)


def clean_name(name: str, catalog: ActorCatalog) -> str | None:
    """Return a name without title, owner and possessive ending, or None where nothing proper is left.

    "Acting Governor Jane Roe's" and "Corvia's Jane Roe" are "Jane Roe". A role ("Prime Minister"), a pronoun at
    the head of a sentence and words without any capital are no names.
    """
    words = " ".join(name.split()).strip(_EDGES)
    words = _POSSESSIVE.sub("", _ARTICLE.sub("", words)).strip(_EDGES)
    words = catalog.cut_title(_cut_owner(words, catalog)).strip(_EDGES)
    if len(words) < 2 or words.lower() in _PRONOUNS or not any(letter.isupper() for letter in words):
        return None
    return words if catalog.holds_name(words) else None


def name_before_role(words: str, catalog: ActorCatalog) -> str | None:
    """Return the body whose people the words are, by a name that can be no place's: "Canal Brigade fighters"."""
    found = _NAME_AND_ROLE.fullmatch(" ".join(words.split()))
    return found["name"] if found and catalog.names_body(found["name"]) else None


def _cut_owner(words: str, catalog: ActorCatalog) -> str:
    """Take off the state that a name belongs to: "Corvia's Jane Roe", "Corvian President Jane Roe"."""
    first = next(iter(catalog.find(words)), None)
    if first is None or first.span.start != 0 or first.kind not in ("state", "demonym"):
        return words
    rest = words[first.span.end :]
    owned = _OWNER.match(rest)
    if owned and rest[owned.end() :][:1].isupper():
        return rest[owned.end() :]
    bare = catalog.cut_title(rest.strip())
    return bare if rest.startswith(" ") and len(bare) < len(rest.strip()) else words


def make_slug(name: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; names in other scripts keep their letters' code points."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    plain = re.sub(r"['’`ʻʼ]", "", plain)
    plain = re.sub(r"[^\W_]", lambda m: m.group() if m.group().isascii() else f"u{ord(m.group()):x}", plain)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-") or "unnamed"
