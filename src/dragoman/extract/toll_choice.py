"""What do an attack's figures come to? One toll of killed and one of injured, from all the mentions of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dragoman.extract.tolls import TollMention

_OTHERS = re.compile(r"\b(?:an)?others?\b|\b(?:more|additional|further)\b", re.IGNORECASE)
_AGE = re.compile(r"\b\d{1,2}(?=[-\s]?(?:year|yr)s?[-\s]?old|\s?y/?o\b)", re.IGNORECASE)
_RANK = re.compile(r"\b(?:another|second|third|fourth|fifth|sixth)\b", re.IGNORECASE)
_FATAL = re.compile(
    r"(?<!non-)(?<!nonfatal )\b(?:(?:fatal|deadly)(?: [\w-]+){0,2} (?:shooting|stabbing)|manslaughter"
    r"|(?<!attempted )(?:first|second|1st|2nd)-degree murder|charged with (?:capital )?murder|murder charges?"
    r"|(?:shooting|stabbing|gun) death)\b",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"\b(?:total|all|both)\b", re.IGNORECASE)


def settle_tolls(mentions: Iterable[TollMention], text: str) -> dict[str, TollMention]:
    """Return killed and injured, each where the mentions come to one.

    Who was shot, or brought to hospital, was killed or injured: those of them who are not among the killed are
    injured. "Three people were shot, one fatally" is one killed and two injured. A single person who was shot is taken
    to be the one who died, where one did.
    """
    told = list(mentions)
    killed, injured, hit = (choose_toll(told, kind) for kind in ("killed", "injured", "hit"))
    if killed is None and injured is None and hit is not None and hit.best == 1 and _FATAL.search(text):
        return {"killed": replace(hit, kind="killed")}
    alive = _count_living(hit, killed, text) if hit is not None else None
    apart = _count_apart(told, killed, text)
    if apart is not None and (alive is None or (alive.single and (apart.best or 0) > (alive.best or 0))):
        alive = apart
    if alive is not None and (injured is None or (injured.best is not None and injured.best < (alive.best or 0))):
        injured = alive
    found = {"killed": killed, "injured": injured}
    return {kind: mention for kind, mention in found.items() if mention is not None}


def choose_toll(mentions: Iterable[TollMention], kind: str) -> TollMention | None:
    """Return the figure that an event's mentions come to: what most sentences give in the article's own voice.

    Where none is in its own voice, all speak. Of figures given equally often the highest counts: an article that
    revises a toll seldom lowers it, and what is lower is a part. Within a sentence the first figure counts: what
    follows is a part of it, or the toll of a longer campaign. Parts and attackers count only where nothing else is
    told; single persons only where no figure is, and since one person is told of in many ways, no more of them than
    one sentence lists.
    """
    of_kind = [mention for mention in mentions if mention.kind == kind]
    victims = [mention for mention in of_kind if not mention.attackers] or of_kind
    whole = [mention for mention in victims if not mention.part] or victims
    figures = [mention for mention in whole if not mention.single]
    if not figures:
        return max(whole, key=lambda mention: mention.best or 0, default=None)
    told = [mention for mention in figures if mention.own_voice] or figures
    leading = list({mention.sentence: mention for mention in reversed(told)}.values())
    times = Counter(mention.best for mention in leading)
    return max(leading, key=lambda mention: (mention.best is not None, times[mention.best], mention.size))


def _count_apart(told: Iterable[TollMention], killed: TollMention | None, text: str) -> TollMention | None:
    """Return who was hurt or shot, told one by one, where some are known not to be the same and not to be the dead.

    "A man, 52, was shot ... A boy, 9, was shot too" are two; "a second victim was shot" is not the one who died.
    """
    singles = [m for m in told if m.single and m.kind in ("injured", "hit") and not m.attackers]
    ages = {found[0]: m for m in reversed(singles) if (found := _AGE.search(m.victims.quote(text)))}
    rank = {found[0].lower(): m for m in reversed(singles) if (found := _RANK.search(m.victims.quote(text)))}
    named = rank if killed is not None else ages if len(ages) > 1 else {}
    if not named:
        return None
    first = min(named.values(), key=lambda m: m.span.start)
    return replace(first, kind="injured", best=len(named), low=None, high=None)


def _count_living(hit: TollMention, killed: TollMention | None, text: str) -> TollMention | None:
    """Return those hit less the dead among them; None where nobody is left, or where no number is told."""
    if hit.best is None or (hit.single and killed is not None):
        return None
    dead = 0 if killed is None or killed.best is None or _stand_apart(hit, killed, text) else killed.best
    if hit.best <= dead:
        return None
    return replace(hit, kind="injured", best=hit.best - dead, low=None, high=None)


def _stand_apart(hit: TollMention, killed: TollMention, text: str) -> bool:
    """Tell whether those hit are told beside the dead: "one killed, three shot", "three others were shot"."""
    words = hit.victims.quote(text)
    behind = hit.sentence == killed.sentence and killed.victims.start < hit.victims.start
    return (behind and not _IN_ALL.search(words)) or bool(_OTHERS.search(words))
