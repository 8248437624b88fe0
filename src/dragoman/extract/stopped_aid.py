"""Is help given, or kept back? "Suspended its aid" names aid and is a sanction; the coding of the sanction tells it."""

from __future__ import annotations

import re

_STOP = (
    r"(?:with(?:hold|held)|hold(?:s|ing)?|held|suspend|freez|froze|cut|halt|stop|block|cancel|slash|terminat|revok|delay"
    r"|end(?:s|ed|ing)?\b|defer|refus|den(?:y|ied|ies)\b|reject|reduc|scrap|withdr[ae]w|blockad)"
)
_BEFORE = re.compile(
    rf"\b{_STOP}\w*(?: (?:back|off|up|short))?"
    r"(?: (?:all|its|their|his|her|the|most|some|much|any|nearly|about|almost|more|than|of|to|over|parts?|half|an?"
    r"|further|future|us|u\.s\.|american|military|foreign|humanitarian|economic|financial|security|development|direct"
    r"|[$€£¥]?\d[\w.,]*|million|billion|deliver(?:y|ies)|suppl(?:y|ies)|shipments?|provision|release|payments?))*"
    r"[\s$€£¥]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"^(?: (?:to|for|from|of|in|by)(?: (?!after\b|when\b|as\b|since\b|until\b|while\b|before\b)[\w.’'-]+){1,4}?)?,?"
    r"(?:(?: (?:has|have|had|was|were|is|are|will|would|be|been|being))+ (?:suspended|stopped|halted|frozen|cut|blocked"
    r"|cancel(?:l)?ed|withheld|held (?:up|back)|denied|ended|delayed|reduced)| (?:stopped|ceased|ended|dried up))\b",
    re.IGNORECASE,
)


def is_stopped(sentence: str, start: int, end: int) -> bool:
    """Tell whether the help named at [start, end) of a sentence is kept back or taken away there."""
    before = re.sub(r"\s+", " ", sentence[:start])
    return bool(_BEFORE.search(before) or _AFTER.search(re.sub(r"\s+", " ", sentence[end:])))
