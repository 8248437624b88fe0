"""How was it done? The network's mode, unless the words that name the act say it plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from dragoman.codebook import MODES
from dragoman.extract.acts import Act

_NO_MODE = 0.25
"""What the network's probability of no mode counts: the less, the more acts get a mode, right ones and wrong ones."""
_TOLD = (
    ("ASSAULT", "suicide-attack", r"suicide|\bblew (?:him|her|them)sel", ""),
    ("ASSAULT", "drone", r"\bdrone", ""),
    ("ASSAULT", "sexual", r"\brap(?:e|ed|es|ing)\b|sexual", ""),
    ("ASSAULT", "primitive", r"\bstab|knife|machete|hacked (?:to|down)|\baxe\b|behead", ""),
    (
        "ASSAULT",
        "heavy-weapons",
        r"\bshell(?:ed|ing|s)?\b|artillery|mortar|rocket|missile|shot down|downed",
        "aerial drone",
    ),
    ("ASSAULT", "aerial", r"air ?strike|air ?raid|warplane|air attack|aerial", "drone"),
    (
        "ASSAULT",
        "explosives",
        r"roadside|bomb|explo|\bIED|blast|blew up|grenade",
        "aerial suicide-attack heavy-weapons crowd-control drone",
    ),
    (
        "ASSAULT",
        "firearms",
        r"\bshot\b|\bshoot|gunned|open(?:ed)? fire|gunfire|gunshot",
        "heavy-weapons crowd-control",
    ),
    ("ASSAULT", "abduct", r"abduct|kidnap|hostage", ""),
    ("ASSAULT", "torture", r"tortur", ""),
    ("ACCUSE", "investigate", r"investigat|inquir|\bprob(?:e|ed|es|ing)\b|looking into", ""),
    ("ACCUSE", "allege", r"charge[ds]?\b|charging|indict|prosecut|arraign|arrest warrant", "investigate"),
    (
        "ACCUSE",
        "disapprove",
        r"concern|worri|critici|condemn|denounc|\bslam|lash(?:ed|es|ing)? out|decr(?:y|ied)|deplor",
        "",
    ),
    ("SANCTION", "convict", r"sentenc|convict|\bfined\b|jailed|guilty", ""),
    ("SANCTION", "expel", r"\bsack(?:ed|s|ing)?\b|\bfired\b|dismiss|expel", ""),
    ("SANCTION", "withdraw", r"\brecall", ""),
    ("RETREAT", "release", r"releas|\bfreed\b|acquit", ""),
    ("COERCE", "arrest", r"arrest|detain|\brounded\b|custody|apprehend", ""),
    ("COERCE", "deport", r"deport|extradit", ""),
    ("COERCE", "seize", r"seiz|confiscat|annex|occup(?:y|ied|ation)", ""),
    ("COERCE", "cyber", r"\bhack(?:ed|s|ing|ers)?\b", ""),
    ("CONSULT", "phone", r"phone", ""),
    ("CONSULT", "visit", r"\bvisit", "multilateral"),
    ("PROTEST", "strike", r"\bstrik(?:e|es|ing)\b|walk(?:ed)? out|stoppage", "hunger"),
    ("PROTEST", "riot", r"\briot|clash", ""),
    ("PROTEST", "obstruct", r"block(?:ed|ing|ade)|obstruct|sit-in|occup(?:y|ied|ying)", ""),
    ("PROTEST", "demo", r"march|\brall(?:y|ied|ies)\b|demonstrat", "riot"),
)
"""Type, mode, words that name it, and what else the same words may tell of. Of the codings of the training and the
judge's texts with such words in their trigger 0.9 and more have that mode or one of the others, for every line that ten
and more codings stand on (tests/extract/test_act_modes.py)."""
_HARM = re.compile(r"kill|murder|slain|slay|dead|death|wound|injur|hurt|assassinat|massacr", re.IGNORECASE)
_HARMLESS = frozenset(("destroy", "sexual"))
"""What these words in a trigger do not tell of by themselves: of 267 codings of the training texts four were so."""


@dataclass(frozen=True, slots=True)
class Means:
    """A mode that words name, the words, and the modes that the same words may tell of as well."""

    event: str
    mode: str
    words: re.Pattern[str]
    others: frozenset[str]


_MEANS = [
    Means(event, mode, re.compile(words, re.I), frozenset(others.split())) for event, mode, words, others in _TOLD
]


def read_means(event: str, trigger: str) -> Means | None:
    """Return the mode that the words of a trigger name plainly, or None."""
    return next((means for means in _MEANS if means.event == event and means.words.search(trigger)), None)


def choose_mode(event: str, acts: Sequence[Act], trigger: str = "") -> str | None:
    """Return the most specific mode that the text supports, or None.

    `acts`: the clearest mention first; `trigger`: its words.
    """
    if not MODES[event]:
        return None
    harm = event == "ASSAULT" and _HARM.search(trigger)
    mode = _choose_read(event, acts, _HARMLESS if harm else frozenset())
    told = read_means(event, trigger)
    return mode if told is None or mode in told.others else told.mode


def _choose_read(event: str, acts: Sequence[Act], without: Set[str]) -> str | None:
    read = [_read_mode(event, act, without) for act in acts]
    told = [(probability, mode) for probability, mode in read if mode]
    if read[0][1] or not told or max(told)[0] < 0.6:
        return read[0][1] or None
    return max(told)[1]


def _read_mode(event: str, act: Act, without: Set[str]) -> tuple[float, str]:
    own = {name.split("/")[1]: p for name, p in act.modes.items() if name.split("/")[0] == event}
    weighed = [(p if mode else p * _NO_MODE, mode) for mode, p in own.items() if mode not in without]
    total = sum(p for p, _ in weighed)
    best, mode = max(weighed, default=(0.0, ""))
    return (best / total if total else 0.0), mode
