"""Who is "he" or "she"? The person whom the sentences before are about, where they name one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from dragoman.extract.act_reading import ActReading
from dragoman.extract.identities import Identity
from dragoman.extract.quotation_names import names_somebody
from dragoman.model import Span

PRONOUNS = {"he": "m", "him": "m", "she": "f", "her": "f"}
"""Those that stand for one person, with the gender that they tell."""
_OBJECTS = frozenset(("him", "her"))
_BACK = 4
"""Sentences before the pronoun's in which somebody is looked for."""
_LONGEST = 4
"""Words of a person's name, titles not counted."""
_NAME_WORD = r"(?:[A-Z][\w’-]*\w|[A-Z]\.)"
_NAME = re.compile(
    rf"(?<![\w.’'-])(?:(?:Mr|Mrs|Ms|Miss|Dr|Gen|Sen|Rep|Gov)\.? )?{_NAME_WORD}"
    rf"(?: (?:(?:al|bin|ibn|van|von|de|da|del|ul) )?{_NAME_WORD})*"
)
_OPENING = re.compile(
    r"(?:And|But|When|While|As|After|Before|Since|If|In|On|At|For|From|With|However|Meanwhile|Earlier|Later|Although|"
    r"Though|Because|Speaking|According|Former|Asked|Until|Despite|By|To|That|This|READ|MORE)\s+"
)
_TITLES = {
    "m": re.compile(r"\b(?:Mr|Sir|King|Prince|Lord|Sheikh|Mullah|Maulana|Father)\b"),
    "f": re.compile(r"\b(?:Mrs|Ms|Miss|Queen|Princess|Lady|Dame|Madam)\b"),
}
_TITLED = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr)\.? (?P<name>.+)")
_POSSESSIVE = re.compile(r"['’]s?$")
_NO_PERSON = re.compile(
    r"['’]s "
    r"|\b(?:Airport|Street|Avenue|House|Hall|Square|University|College|School|Hospital|Court|Prison|Church|Mosque|"
    r"Temple|Palace|Park|Stadium|Station|Bridge|Building|Dam|Cent(?:er|re)|Island|River|Sea|Bay|Valley|Mountain|War|Day|"
    r"Week|Year|News|Times|Post|Journal|Act|Bill|Plan|Deal|Accord|Treaty|Brexit|Award|Prize|Cup|League|Spring|City|State|"
    r"Province|County|Region)$"
)
"""What ends a name of a place, a day, a paper or a deal; and no person is called "Chile's Congress"."""
_CLAUSE = re.compile(r"\b(?:who|that|which|because|after|when|while|as|if|and|but|said|says)\b|[,;:]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Named:
    span: Span
    who: Identity


def find_antecedent(reading: ActReading, pronoun: Span, others: Collection[str]) -> Identity | None:
    """Return who a pronoun of PRONOUNS stands for, or None where no person is named near before it.

    That is the first person whom its own sentence names before it, else the first of the nearest sentence before; a
    sentence that begins with the same pronoun goes on about somebody named further back. `others`: names of those who
    take part in the same act, and are somebody else.
    """
    text, sentences = reading.article.full_text, reading.sentences
    word = pronoun.quote(text).lower()
    own = next((n for n, s in enumerate(sentences) if s.contains(pronoun)), None)
    if own is None:
        return None
    for number in range(own, max(own - _BACK, 0) - 1, -1):
        sentence = sentences[number]
        if number < own and PRONOUNS.get(_first_word(sentence.quote(text))) == PRONOUNS[word]:
            continue
        end = pronoun.start if number == own else sentence.end
        found = [n for n in _find_persons(reading, Span(sentence.start, end), word) if n.who.name not in others]
        if number == own and word in _OBJECTS:  # "Roe told him": another one
            found = [n for n in found if _CLAUSE.search(text, n.span.end, pronoun.start)]
        if found:
            return next((n for n in found if not _owns(text, n.span)), found[0]).who
        if number < own and _is_about_unknown(reading, sentence):
            return None
    return None


def _is_about_unknown(reading: ActReading, sentence: Span) -> bool:
    """Tell whether a sentence opens with a word that looks like a surname and that nothing explains."""
    text = reading.article.full_text
    word = re.match(r"[\s\"“‘']*([A-Z][a-z]+)\b(?! [A-Z])", sentence.quote(text))
    if word is None or not names_somebody(word[1]) or re.search(rf"\b{word[1].lower()}\b", text):
        return False
    who = reading.identities.identify(word[1])
    return who.sector == "UNK" and who.country is None


def _first_word(sentence: str) -> str:
    return sentence.lstrip(" \n\t\"“”'‘’").split(" ", 1)[0].lower()


def _owns(text: str, span: Span) -> bool:
    """Tell whether a name only tells whose something is."""
    return text[span.end : span.end + 1] in ("'", "’")


def _find_persons(reading: ActReading, span: Span, pronoun: str) -> Iterator[_Named]:
    """Yield the persons whom a stretch of text names; by their title those of another gender are left out."""
    text = reading.article.full_text
    other = _TITLES["f" if PRONOUNS[pronoun] == "m" else "m"]
    for match in _NAME.finditer(text, span.start, span.end):
        opening = _OPENING.match(match.group())
        words = _POSSESSIVE.sub("", match.group()[opening.end() if opening else 0 :])
        start = match.end() - len(match.group()) + (opening.end() if opening else 0)
        found = Span(start, start + len(words))
        if not names_somebody(words) or text[max(start - 4, 0) : start].lower() == "the " or other.search(words):
            continue
        if any(place.start < found.end and start < place.end for place in reading.places):
            continue
        who = _identify_person(reading, words, opens=not text[span.start : match.start()].strip(" \n\"“‘'"))
        if who is not None:
            yield _Named(found, who)


def _identify_person(reading: ActReading, words: str, opens: bool) -> Identity | None:
    """Return who is meant by words that may name a person, None where they name none.

    `opens`: they open their sentence. A bare surname there, which the article has with its capital elsewhere too, is
    what the sentence is about, whether it is known or not.
    """
    catalog, who = reading.tables.catalog, reading.identities.identify(words)
    if who.actor_id is not None:
        return who if catalog.kind(who.actor_id) == "person" else None
    titled = _TITLED.fullmatch(words)
    name = who.name or (titled["name"] if titled else words)
    if not titled and (_NO_PERSON.search(name) or catalog.names_body(name) or name.isupper()):
        return None
    parts = name.split()
    named = 2 <= len(parts) <= _LONGEST and who.name is not None and all(p[:1].isupper() or len(p) < 4 for p in parts)
    if not named and not titled:
        within = re.compile(rf"[a-z,] {re.escape(words)}\b")
        if not (opens and len(parts) == 1 and who.sector == "UNK" and within.search(reading.article.full_text)):
            return None
    return Identity(name, who.country, who.sector, None)
