"""The words that take an act back: of what was foiled, played, imagined, feared or called false."""

from __future__ import annotations

import re

BREAK = re.compile(r"[,;:.()\"“”—–]|\b(?:and|but|after|when|while|who|which|where|as|because|that)\b", re.IGNORECASE)
_THWART = r"(?:foil|thwart|avert)(?:s|ed|ing)?"
_STOP = (
    rf"(?:{_THWART}|(?:prevent|disrupt|block|uncover|unearth|halt|frustrat)(?:e?s|e?d|ing)?|stop(?:s|ped|ping)?"
    r"|bust(?:s|ed)?|broke up)"
)
_PLOT = r"(?:plots?|conspirac(?:y|ies)|schemes?|plans?|attempts?|bids?|planned|attempted|would-be|intended)"
FOILED = re.compile(rf"\b(?:{_THWART}|{_STOP} (?:[\w’'-]+ ){{0,4}}?{_PLOT})\b", re.IGNORECASE)
WAS_FOILED = re.compile(r"\b(?:was|were|is|are|been|being|be) (?:\w+ly )?(?:foiled|thwarted|averted)\b", re.IGNORECASE)
PLOTTED = re.compile(r"\b(?:plot(?:s|ted)? (?:to|against)|conspir(?:ed|ing|acy) to|plotting)\b")
PLANNED = re.compile(
    r"\b(?:planned|planning|prepared|preparing|intended|intending|preparations for|wanted(?= to))"
    r"(?= (?:to|for|an?|attacks?|bombings?|further|more|new|several|terror\w*|suicide|mass)\b)"
)
CHARGED = re.compile(
    r"\b(?:arrest\w*|detain\w*|charged|suspected|suspicion|accused|jailed|convicted|sentenced|seized|raid(?:s|ed)?)\b",
    re.IGNORECASE,
)
KILLED = re.compile(r"\b(?:kill|wound|injur)\w*|\bdead\b", re.IGNORECASE)
CAUGHT = re.compile(rf"\b(?:{_STOP}|arrest\w*|detain\w*|failed)\b", re.IGNORECASE)
_TOLD = (
    r"(?:reports?|claims?|allegations?|accusations?|rumou?rs?|suggestions?|speculation)(?: [\w’'-]+){0,2}? (?:that|of)"
)
_SHOWN = r"(?:videos?|footage|images?|pictures?|photos?|clips?|posts?)(?: \w+)? (?:to show|shows?|showing|of)"
_BOMB = r"(?:bombs?|explosives?|explosive devices?|grenades?|ieds?)"
DEFUSED = re.compile(
    rf"\b(?:defus|deactivat|disarm)(?:e|es|ed|ing)? (?:[\w’'-]+ ){{0,4}}?{_BOMB}\b"
    rf"|\b{_BOMB}(?: [\w’'-]+){{0,6}}? (?:(?:was|were|is|are|been|being) (?:found|discovered|defused|deactivated"
    r"|disarmed)|(?:fail(?:s|ed) to|did not|does not) (?:explode|detonate|go off))\b",
    re.IGNORECASE,
)
EXPLODED = re.compile(
    r"\b(?:kill|wound|injur)\w*|\bdead\b|\b(?:explod(?!e\b)\w*|blast\w*|blew|went off)\b",
    re.IGNORECASE,
)
"""What tells that a bomb went off after all."""
REPORTED = re.compile(rf"\b(?:{_TOLD}|{_SHOWN})\b", re.IGNORECASE)
FALSE = re.compile(
    r"\b(?:(?:is|are|was|were|has been|have been) (?:\w+ )?(?:false|untrue|baseless|fabricated|unfounded|fake|denied"
    r"|dismissed|refuted|debunked|doctored|staged)|from an? (?:\w+ )?(?:game|film))\b",
    re.IGNORECASE,
)
CALLED_FALSE = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)|debunk(?:s|ed|ing))\b"
    rf"[^.;]{{0,30}}? {_TOLD}\b",
    re.IGNORECASE,
)
LEFT_OPEN = re.compile(r"\b(?:neither|nor|not|n['’]t|never|refus\w+ to|declin\w+ to) den(?:y|ies|ied)\b", re.IGNORECASE)
"""Whoever does not deny an act says nothing of whether it took place."""
NEVER_ORDERED = re.compile(
    r"(?:\bnever|\bnot|n['’]t) (?:order|authori[sz]e|instruct|tell|intend|plan)(?:n?ed|d)?\b", re.IGNORECASE
)
PLAYED = re.compile(
    r"\b(?:simulat(?:es?|ed|ing|ion of)|rehears(?:es?|ed|ing|al of)|practi[sc](?:ed|ing)|mock|fictional|fictitious"
    r"|imaginary|notional(?:ly)?|war-?gam\w+|(?:drills?|exercises?|simulations?|scenarios?) in which)\b",
    re.IGNORECASE,
)
FILM = re.compile(
    r"\b(?:films?|movies?|novels?|thrillers?|sitcom|video ?games?|comics?|cartoons?|musical|opera)\b[^.;]{0,40}?"
    r"\b(?:tells?|depicts?|portrays?|imagines?|follows?|in which)\b"
    r"|\bin (?:the|an?|his|her|their|its|this) (?:[\w’'-]+ ){0,3}?(?:film|movie|novel|thriller|play|opera|drill"
    r"|war game|simulation|scenario),",
    re.IGNORECASE,
)
SCENE = re.compile(
    r"\bin (?:the|an?) (?:[\w-]+ ){0,2}?(?:minutes|scenes?|chapters?|episodes?|act|pages) of\b"
    r"[^.;]{0,60}\b(?:film|movie|novel|thriller|play|opera|series|drama)\b",
    re.IGNORECASE,
)
IMAGINED = re.compile(r"(?:^|[.;:“\"] )(?:imagine|suppose|what if)\b[^.;]*$", re.IGNORECASE)
PREVENTED = re.compile(
    r"(?<!fail )(?<!failed )(?<!failing )\b(?:(?:to|and|can|could|would|will|help)"
    r" (?:prevent|deter|forestall|avoid|avert|ward off|guard against)"
    r"|(?:fears?|possibility|prospect|risks?|danger|threats?) of|(?:warn\w*|afraid|wary) of|brac\w* for|in case of)"
    r"(?: (?:an?|any|such|new|further|more|another|future|other|possible|potential|fresh|renewed|revenge|terror\w*"
    r"|retaliatory|similar|militant|rebel|suicide|large-scale|major|attacks? (?:and|or)))*\s*$",
    re.IGNORECASE,
)
"""What stands right before the name of an act that it is hoped or feared will come: "to prevent further attacks"."""
SUPPOSED = re.compile(
    r"(?:^|[.;:,] |\b(?:said|says|warned|that) )(?:an?|any|another|such an?) (?:[\w’'-]+ ){0,3}?(?:attack|bombing"
    r"|strike|airstrike|raid|assault|invasion|war|coup|offensive|killing|execution|blockade|massacre|incursion|occupation"
    r"|blast|explosion)(?: (?:on|of|by|against|in|from|at) (?:[\w’'.-]+ ){1,5}?| )(?:would|could|might)\b",
    re.IGNORECASE,
)

GERUND = re.compile(r"(?:^|[.;:“\"] )$")
WOULD = re.compile(r"^[^,;.]{0,60}?\b(?:would|could|might)\b")
"""What surrounds a gerund that is only thought of: "Bombing the port would ..."."""

MODAL = re.compile(r"\b(?:would|could|might|may)(?: not| never)?(?: \w+ly)?(?: have| be| have been)? ?$", re.IGNORECASE)
"""Right before a verb."""
MODAL_PAST = re.compile(r"\b(?:would|could|might)(?: not| never)? have(?: been)? ?$", re.IGNORECASE)
NO_SUCH = re.compile(
    r"\b(?:there (?:was|were|is|are|has been|have been|had been)|reported|saw) no (?:[a-z-]+ ){0,2}$", re.IGNORECASE
)
"""Right before a noun: "there was no attack"."""
NOT_DONE = re.compile(
    r"(?:\b(?:did|does|has|have|had|was|were|is|are)(?: not|n['’]t)|\bnever|\brul(?:es|ed) out"
    r"|\b(?:fail|declin|refus)(?:s|e|es|ed|ing)? to)"
    r"(?! only)(?: (?!only)\w+ly| yet| been| be)*"
    r"(?: (?:attend|join|take part in|carry out|launch|stage|hold)(?:ed)? (?:the|an?|any) (?:[\w’'-]+ )?)? ?$",
    re.IGNORECASE,
)
"""Right before an act: nobody did it."""
NOT_WITHIN = re.compile(
    r"(?:\bnever(?! (?:before|again|ending|more)\b)|\b(?:did|does|has|have|had|was|were)(?: not|n['’]t)(?! only\b))"
    r"(?: yet| been| be)* (?=\w)",
    re.IGNORECASE,
)
"""In the words that name an act: "have never met"."""
ALLOWED = re.compile(r"(?:allow|permit|let)", re.IGNORECASE)
"""What is "not allowed" is a ban, and no negated one."""
IF = re.compile(r"\b(?:if|unless|had|whether)\b", re.IGNORECASE)
"""What turns a "not" into a condition: "if the treaty had not been signed"."""
_BESIDE = (
    r"(?:(?:an?|the|his|her|their|its|all|new|more|further|mass|nationwide|immediate|peaceful|street|general|planned"
    r"|scheduled|proposed|\w+day['’]s|urgent|emergency|strikes and|full|complete|joint) )*"
)
CALLED_OFF = re.compile(rf"\b(?:call(?:s|ed|ing)? off|cancel(?:s|l?ed|l?ing)) {_BESIDE}$", re.IGNORECASE)
CALLING_OFF = re.compile(r"(?:call(?:s|ed|ing)? off|cancel(?:s|l?ed|l?ing)) ", re.IGNORECASE)
WAS_CALLED_OFF = re.compile(
    r"(?: [\w’'-]+){0,6}? (?:is|are|was|were|has been|have been) (?:called off|cancell?ed)\b", re.IGNORECASE
)
"""Before, at the beginning of, and after what names a meeting or a rally."""
WISHED = re.compile(
    r"\b(?:(?:call|appeal|demand|push|press|hop)(?:s|es|ed|ing)? for|in favou?r of|seek(?:s|ing)?|sought"
    r"|(?:demand|propos|recommend|threaten)(?:e?s|e?d|ing)?|consider(?:s|ing)?)"
    rf" {_BESIDE}$",
    re.IGNORECASE,
)
"""Right before a deed that somebody asks for or thinks of: "calls for new sanctions", "considers banning"."""
ASKED_TO = re.compile(
    r"\b(?:pressure (?:on|for)|(?:urg|press|pressur|implor|invit)(?:es|ed|ing)|call(?:s|ed|ing)? (?:up)?on)\b"
    r"(?:(?!\b(?:after|who|which|that|when|while)\b)[^,;.]){2,60} to (?:\w+ly )?$",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"(?<!see )(?<!ask )(?<!asked )(?<!asking )(?<!know )(?<!decide )(?<!investigating )(?<!as )(?<!wonder )"
    r"\b(?:[Ii]f|[Uu]nless)(?! (?:confirmed|true|so|any|only)\b)(?: [\w’'-]+){0,4} $"
)
"""Right before an act on which something else depends: "if attacked by"."""
