"""Is the violence anybody's? A fire, a crash, a storm and an illness kill too, and are no events of the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dragoman.extract.linear import load_model
from dragoman.extract.sentence_filter import list_stems

LEAST = 0.5
"""From here on an act of violence is taken for an accident, a disaster or an illness: scripts/train_accidents.py.

Where the words themselves tell it, no threshold is asked.
"""
_SICKNESS = (
    r"(?:covid(?:-19)?|(?:novel )?coronavirus|pandemic|epidemic|ebola|cholera|measles|influenza|(?:bird |swine )?flu"
    r"|malaria|dengue|typhoid|encephalitis|meningitis|polio|plague|disease|illness|virus|cancer"
    r"|heart attack|stroke|natural causes|old age)"
)
_ANIMAL = (
    r"(?:sharks?|crocodiles?|bears?|leopards?|elephants?|wolves|hippos?|monkeys?|bulls?|pit bulls?|stray dogs?|snakes?"
    r"|jaguars?|hyenas?|buffalo(?:es)?|boars?)"
)
_CRAFT = (
    r"(?:planes?|aircraft|airliners?|jets?|helicopters?|choppers?|cars?|bus(?:es)?|coach(?:es)?|trains?|trucks?"
    r"|lorr(?:y|ies)|boats?|ferr(?:y|ies)|ships?|vessels?|vans?|minibus(?:es)?|drones?|gliders?|vehicles?"
    r"|motorcycles?|road|traffic|rail|air|head-on|mid-air)"
)
_NOBODYS = re.compile(
    rf"\b(?:deaths?|dead|died|dies|die|dying|kill(?:s|ed|ing)?|fatalities) (?:[\w,’'-]+ ){{0,3}}?"
    rf"(?:from|of|due to|by|with|caused by|linked to|related to) (?:[\w’'-]+ ){{0,2}}?{_SICKNESS}\b"
    rf"|\b{_SICKNESS}(?: \S+)? (?:has |have |had |may have |had also )?(?:killed|kills|claimed|struck)\b"
    rf"|\b(?:a|an|the|two|three|wild|polar|brown|black|grizzly) (?:\w+ )?{_ANIMAL} (?:has |have |had )?(?:attack\w*"
    r"|kill\w*|maul\w*|trampl\w*|gor(?:ed|es)|bit(?:es)?|bitten)\b"
    rf"|\b(?:attacked|killed|mauled|trampled|gored|bitten)(?: to death)? by (?:a|an|the|two|three|wild)"
    rf" (?:[\w’'-]+ ){{0,2}}?{_ANIMAL}\b"
    r"|\b(?:commit\w* |apparent |attempted |by |an? )?suicides?\b(?!-)(?!(?: [\w-]+){0,2} (?:\w*bomb|attack|car|vest"
    r"|truck|squad|mission|blast|op|explosi|raid|vehicle|strike|belt|assault|drone|fighter|militant|jacket|hit"
    r"|killing))(?! and )"
    r"|\b(?:cyber|hacking|ransomware|malware|phishing|denial[- ]of[- ]service)[ -]?(?:attacks?|assaults?|strikes?)?\b"
    r"|\blightning (?:strikes?|struck)\b|\baccidental (?:explosion|blast|discharge|shooting|fire|detonation)"
    r"|\baccidentally (?:shot|shoots|sets?|kill\w*|wound\w*|detonat\w+|fir\w+|discharg\w+)"
    r"(?: [\w’'-]+){0,3}? (?:himself|herself|themselves|own|off|while cleaning)\b",
    re.IGNORECASE,
)
_CRASH = re.compile(
    rf"\b(?:kill(?:s|ed|ing)?|die[sd]?|dead|injur(?:es|ed|ing)|wound(?:s|ed)|perish(?:es|ed)?)(?: [\w,’'-]+){{0,4}}?"
    rf" (?:in|when|after|as)(?: [\w,’'-]+){{0,5}}? {_CRAFT}(?: [\w’'-]+){{0,3}}?"
    r" (?:crash(?:es|ed)?|collision|collid(?:e|es|ed)|derail\w*|pile-up|overturn(?:s|ed)|capsiz(?:es|ed))\b"
    rf"|\b{_CRAFT} (?:[\w’'-]+ ){{0,3}}?(?:crash(?:es|ed)?|collid(?:e|es|ed)|derail(?:s|ed))\b",
    re.IGNORECASE,
)
_SOMEBODYS = re.compile(
    r"\b(?:shot|sho[ot]+\w*|fire|firing|bomb\w*|missiles?|rockets?|attack\w*|terror\w*|hijack\w*|sabotag\w*|deliberate\w*"
    r"|ramm\w*|ram|gunm[ae]n|mines?|blew|blown|blast\w*|down(?:ed|ing)|protest\w*|ploughed|plowed|crowd)\b",
    re.IGNORECASE,
)
"""Words that speak for an attack after all, in a sentence that tells of a crash."""


def is_accident(sentence: str, trigger: str) -> bool:
    """Tell whether what a sentence calls an attack by its words is one that nobody made."""
    at = sentence.find(trigger)
    if _opens(_NOBODYS, sentence, at) or (_opens(_CRASH, sentence, at) and not _SOMEBODYS.search(sentence)):
        return True
    return load_model("accidents").probability(accident_features(sentence, trigger), "accident") >= LEAST


def _opens(words: re.Pattern[str], sentence: str, at: int) -> bool:
    """Tell whether an act begins within such words."""
    return any(found.start() <= at < found.end() for found in words.finditer(sentence))


def accident_features(sentence: str, trigger: str) -> set[str]:
    """Return the stems of the sentence, and those of the trigger once more by themselves and in pairs."""
    return set(_list_features(sentence, trigger))


def _list_features(sentence: str, trigger: str) -> Iterator[str]:
    yield from list_stems(sentence)
    stems = list(list_stems(trigger))
    yield from (f"trigger={stem}" for stem in stems)
    yield f"trigger={' '.join(stems)}"
