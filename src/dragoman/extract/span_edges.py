"""Where a party's words begin and end: at whole words as they are written, not at the pieces that the network labels.

The network labels "U", "." and "S" one by one, and "Rep" ends for it before the point that belongs to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_OPENING = re.compile(
    r"(?:(?:(?:as[ \n])?(?:many|much|few)[ \n]as|to|of|by|in|with|and|from|for|against|at(?! least)|on|that|as|or|but"
    r"|if|how|why|whether|when|while|because|than|during|after|before|although|has|have|had|is|are|was|were|did)\b|['’]s\b|[\s.,;:–—()\"“”-])+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:\b(?:to|of|by|in|at|on|into|near|across|over|with|and|from|for|that|the|an?|its|his|her|their|led|headed"
    r"|who(?: (?:have|has|had|is|are|was|were))?)|['’]s?|[\s.,;:–—(\"“”-])+$",
    re.IGNORECASE,
)
_HOLLOW = re.compile(
    r"(?:the|an?|its|his|her|their|our|my|this|that|it|who|which|one|others|some|s|al|[\W_]*)", re.IGNORECASE
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.){1,4}[A-Z]?\b\.?")
_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w])")
_PREFIXED = re.compile(r"(?<![\w'’-])(?:al|el|ul|ash|an|as)[-‑]\w[\w'’-]*", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:Rep|Sen|Gov|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Brig|Mr|Mrs|Ms|Dr|Prof|Rev|St|Pres|Sec)"
    r"\.(?: (?:Gen|Col|Cmdr|Gov)\.)?(?: (?:[A-Z][\w'’-]+|[A-Z]\.|al-\w+|bin|ul|van|de)){1,4}"
)
_CALENDAR = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_NAME = (
    rf"(?!(?:(?:{_CALENDAR})day|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"The|In|On|At|By|But|And|After|Before|Since|While|When|As|For|From|With|That|Meanwhile|Earlier|Later|Former"
    r"|During|Although|Because|If|Has|Have|Had|Is|Are|Was|Were|Did)\b)"
    r"[A-Z][\w’-]*\w"
)
_RUN = re.compile(rf"(?<![\w.’'-]){_NAME}(?: (?:(?:of|de|del|al|bin|ibn|ul|van|von) )?{_NAME})+")
"""Capitalised words in a row, "Abdul Rashid Dostum" or "Prosperous Justice Party": a name is not cut in two."""
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_COUNTED = re.compile(
    r"(?:\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|several|many)(?:$| of$)", re.IGNORECASE
)
_NOUN = re.compile(r" (?:of )?((?:[a-z]+ )?(?:people|men|women|children|police|troops|[a-z]{3,}s))\b(?! of\b)")
_AGAINST = re.compile(r"[Aa]nti[-‑](?P<whom>[A-Z][\w’]*|government)\b")
_UNCLOSED = re.compile(r"\s*\([^()]*$")
_TO_A_PLACE = re.compile(r"\b(?:to|in|of|at|for|near|['’]s)[ \n](?:the[ \n])?$")
_BODY = re.compile(
    r"(?:[A-Z][\w’'-]*[ \n])*"
    r"(?:Office|Ministry|Department|Agency|Embassy|Committee|Council|Commission|Bureau|Bank|Board|Service)(?=[ \n])"
)
_OFFICE_OF = re.compile(
    r"\b(?:[Mm]inister|(?:[Uu]nder)?[Ss]ecretary|[Cc]ommissioner|[Dd]irector|[Cc]hief|[Hh]ead|[Cc]hair\w*|[Rr]epresentative"
    r"|[Cc]oordinator|[Aa]dvis[eo]r|[Dd]eputy)[ \n](?:of|for|on)[ \n](?:the[ \n])?(?:[\w&]+,?[ \n]){0,5}$"
)
_PORTFOLIO = re.compile(
    r"(?:(?:Foreign|Home|Internal|External|Public|National|Homeland|Veterans|Human|Social|Economic|Religious|Minority"
    r"|Tribal|European|International|Regional)[ \n])*"
    r"(?:State|Transport(?:ation)?|Affairs|Defen[cs]e|Interior|Justice|Finance|Health|Education|Trade|Energy|Environment"
    r"|Agriculture|Treasury|Labou?r|Security|Commerce|Information|Economy|Culture|Tourism|Development|Relations|Railways"
    r"|Industry|Sports?|Housing|Communications?|Immigration|Intelligence|Staff|Police|Operations|Works|Services|Resources"
    r"|Rights|War|Navy|Army)(?=[ \n])"
)
_PERSON = re.compile(
    r"[ \n](?!(?:President|Prime|Vice|Premier|Chancellor|King|Queen|Prince|Minister|Foreign|Defen[cs]e|Interior"
    r"|Secretary|Senator|Congress\w*|Representative|General|Admiral|Colonel|Captain|Major|Army|Chief|Deputy|Governor|Attorney|Judge"
    r"|Justice|Supreme|Special|Ambassador|Envoy)\b)"
    r"(?!(?:\S+[ \n])+(?:Council|Commission|Party|Army|Police|Forces?|Government|Parliament|Court|Office|Times"
    r"|University|Union|Command|Agency|Group|Front|Movement|Ministry|Association|Guards?|Corps|Authority|Bank|Post)$)"
    r"([A-Z][\w’'-]+(?:[ \n](?:[A-Z][\w’'-]*\.?|al-\w+|bin|ibn|de|van|von|ul))*[ \n][A-Z][\w’'-]+)$"
)
_BEFORE_SPEAKER = re.compile(r"(?:(?:to|of|in|at|by|from|for|with|that|as|and)\b[ \n]+|[ ,;:\n])+")
_NO_SPEAKER = re.compile(r"(?:the|an?|that|which|[\W_]*)", re.IGNORECASE)
_BROKEN = re.compile(r"(?:(?<=['’])(?:s|t|re|ve|ll|d|m)|(?<=[Aa]t )least)[ \n]+(?=\w)")
"""What is left of a word at the beginning of a trigger: "s wide inquiry" of "the panel's wide inquiry"."""
_NEAR = 40
"""Characters before a span in which a word that holds its beginning may begin."""


def mend_edges(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span without small words at its ends and with the rest of words that it cuts; None where none is left.

    "the U" becomes "the U.S.", "Rep" of "Rep. Ann Lee" the whole name, "Qaeda" of "al-Qaeda" the whole, "1" of "1,500"
    the figure, a bare "13" the "13 people" that stand there, and "anti" of "anti-Chilean" whom it is against.
    """
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    for over in (_UNCLOSED, _CLOSING):
        match = over.search(text, start, end)
        end = match.start() if match else end
    for whole in (_INITIALS, _FIGURE, _PREFIXED, _TITLE):
        start, end = _widen(text, start, end, whole)
    # Of two and more words, the network has seen what belongs to whom.
    if len(_CAPITAL.findall(text, start, end)) == 1:
        start, end = _widen(text, start, end, _RUN)
    start = leave_office(text, start, end)
    against = _AGAINST.match(text, start)
    if against and end <= against.end():
        start, end = against.span("whom")
    if _COUNTED.fullmatch(text, start, end):
        noun = _NOUN.match(text, end)
        end = noun.end() if noun else end
    if start >= end or _HOLLOW.fullmatch(text, start, end):
        return None
    return start, end


def leave_office(text: str, start: int, end: int) -> int:
    """Return where a person's name begins that stands right behind what the office is for: `start` where none does.

    "Rex Orlov" of "State Rex Orlov", where the text says "Secretary of State Rex Orlov".
    """
    portfolio = _PORTFOLIO.match(text, start, end)
    if portfolio is None or not _OFFICE_OF.search(text, max(start - 2 * _NEAR, 0), start):
        return start
    person = _PERSON.match(text, portfolio.end(), end)
    return person.start(1) if person else start


def leave_place(text: str, start: int, end: int, places: Iterable[tuple[int, int]]) -> int:
    """Return where a person's name begins that stands right behind a place or a body: `start` where none does.

    "Alexei Orlov" of "Corvia Alexei Orlov", where the text says "the ambassador to Corvia Alexei Orlov". `places`:
    where the names of places begin and end.
    """
    if not _TO_A_PLACE.search(text, max(start - _NEAR, 0), start):
        return start
    body = _BODY.match(text, start, end)
    before = body.end() if body else next((last for first, last in places if first == start and last < end), None)
    person = _PERSON.match(text, before, end) if before is not None else None
    return person.start(1) if person else start


def mend_trigger(text: str, start: int, end: int) -> int:
    """Return where the words that name an act begin, without what is left of a word that they cut."""
    broken = _BROKEN.match(text, start, end)
    return broken.end() if broken else start


def mend_speaker(text: str, start: int, end: int, places: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the words of a speaker without what does not belong to the name; None where they name nobody.

    They are left as long as they are otherwise: "Ann Lee, a nurse who fled," says who speaks. `places`: as above.
    """
    opening = _BEFORE_SPEAKER.match(text, start, end)
    start = leave_office(text, opening.end() if opening else start, end)
    start = leave_place(text, start, end, places)
    end = start + len(text[start:end].rstrip(" ,;:–—-\n"))
    return None if _NO_SPEAKER.fullmatch(text, start, end) else (start, end)


def _widen(text: str, start: int, end: int, whole: re.Pattern[str]) -> tuple[int, int]:
    """Widen a span to the wholes that its first or its last character stands in."""
    for match in whole.finditer(text, max(start - _NEAR, 0), min(end + _NEAR, len(text))):
        if match.start() < start < match.end():
            start = match.start()
        if match.start() < end < match.end():
            end = match.end()
    return start, end
