"""Is it real? What the network says of an act's status, weighed with its date, its words and the article around it."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator

from dragoman.extract.act_reading import ActReading
from dragoman.extract.acts import Act
from dragoman.extract.dates import DateMention
from dragoman.extract.linear import load_model
from dragoman.model import When

HISTORICAL_AFTER_DAYS = 90
ACTUAL_LEAST = 0.65
"""What is called actual is so at least with this probability: calling a plan or a memory a fact is the worse error."""
_CUES = frozenset(
    (
        "will", "would", "could", "should", "may", "might", "must", "can", "if", "unless", "whether", "plan", "plans",
        "planned", "planning", "intend", "intends", "intention", "expect", "expected", "expects", "scheduled", "due",
        "set", "possible", "possibility", "potential", "future", "next", "upcoming", "ahead", "want", "wants", "hope",
        "hopes", "try", "attempt", "likely", "threat", "threatened", "ago", "since", "former", "once", "history",
        "historical", "earlier", "previous", "previously", "anniversary", "decade", "century", "years", "era", "not",
        "no", "never", "deny", "denied", "denies", "denial", "without", "false", "prevent", "avoid", "stop", "foil",
        "foiled", "averted", "call", "calls", "called", "propose", "proposed", "proposal", "consider", "considering",
        "demand", "urge", "urged", "exercise", "drill", "simulated", "simulation", "mock", "scenario", "rehearse",
        "had", "has", "have", "was", "were", "is", "are", "been", "being", "to", "who", "which", "when", "after",
        "during", "under", "until", "following", "last", "recent", "recently", "new", "again", "n't", "n’t",
    )
)  # fmt: skip
_WORD = re.compile(r"n['’]t\b|[a-z]+")
_DENIED = re.compile(
    r"\b(?:denied|denies|deny|denying)\b(?: on \w+day)?(?: [\w’'-]+){0,3}? (?:that|it|they|having)\b"
    r"(?:(?!\b(?:but|after|when|who|which|behind|responsib\w*|involv\w*|role|part|link\w*|blam\w*|accus\w*)\b)[^.;\"”])"
    r"{0,60}$",
    re.IGNORECASE,
)
"""No act of the training articles in such a clause is a fact. A denied part in a real attack is another thing."""
_SURE = 0.6
"""From here on the network's own word stands where it says that an act is not real, which few articles teach."""
_BESIDE = 4  # words before the trigger that are told one by one


def choose_status(reading: ActReading, act: Act, date: When | None) -> tuple[str, When | None]:
    """Return the status of an act, and its date, less one that the status rules out.

    By the guide's 90-day line history lies before it, what is actual after it, and what is planned not before
    publication. Where date and status contradict each other the surer one stands.
    """
    status, probability = _weigh_statuses(reading, act, date)
    if date is None or status not in ("actual", "historical", "future"):
        return status, date
    told = told_by(date, reading.article.published)
    if status in told:
        return status, date
    if date.confidence < probability:
        return status, None
    return told[0], date


def _weigh_statuses(reading: ActReading, act: Act, date: When | None) -> tuple[str, float]:
    if act.event != "ACCUSE" and _is_denied(reading, act):
        return "negated", 1.0
    unreal = max(("hypothetical", "negated"), key=lambda name: act.status[name])
    if act.status[unreal] >= _SURE:
        return unreal, act.status[unreal]
    model = load_model("act_status")
    given = map(float, model.probabilities(status_features(reading, act, date)))
    scores = dict(zip(model.classes, given, strict=True))
    if scores["actual"] < ACTUAL_LEAST:
        scores["actual"] = 0.0
    return max(scores.items(), key=lambda item: item[1])


def _is_denied(reading: ActReading, act: Act) -> bool:
    """Tell whether somebody denies that the act took place: "denied that its troops had attacked"."""
    start = reading.sentences[act.sentence].start
    return bool(_DENIED.search(re.sub(r"\s", " ", reading.article.full_text[start : act.span.start])))


def told_by(date: When | DateMention, published: datetime.date) -> tuple[str, ...]:
    """Return the statuses that an interval allows, the likeliest first."""
    middle = date.start + (date.end - date.start) / 2
    if date.start > published:
        return ("future",)
    if (published - middle).days > HISTORICAL_AFTER_DAYS:
        return ("historical",)
    return ("actual", "future") if date.end >= published else ("actual",)


def status_features(reading: ActReading, act: Act, date: When | None) -> set[str]:
    """Return what speaks for a status: the network's view, the act's date, cue words, and where it stands."""
    features = {f"e={act.event}"}
    for name, probability in act.status.items():
        features.update((f"{name}={_bin(probability)}", f"{name}={_bin(probability)}:{act.event}"))
    age = "none" if date is None else _age(reading, date.start, date.end)
    best = max(act.status, key=lambda name: act.status[name])
    features.update((f"date={age}", f"date={age}:{best}", f"date={age}:{best}={_bin(act.status[best])}"))
    features.update(_cue_features(reading, act))
    features.update(_setting_features(reading, act))
    return features


def _cue_features(reading: ActReading, act: Act) -> Iterator[str]:
    text = reading.article.full_text
    sentence = reading.sentences[act.sentence]
    before = _WORD.findall(text[sentence.start : act.span.start].lower())
    after = _WORD.findall(text[act.span.end : sentence.end].lower())
    for distance, word in enumerate(reversed(before[-_BESIDE:])):
        yield f"before{distance}={word}"
    for word in {w for w in before if w in _CUES}:
        yield f"cue={word}:before"
    for word in {w for w in after if w in _CUES}:
        yield f"cue={word}:after"
    trigger = _WORD.findall(act.span.quote(text).lower())
    if trigger:
        yield f"ending={trigger[0][-3:]}"
        yield f"word={trigger[0]}"


def _setting_features(reading: ActReading, act: Act) -> Iterator[str]:
    titled = reading.titled and act.sentence == 0
    share = act.sentence / max(len(reading.sentences) - 1, 1)
    yield "title" if titled else f"third={int(share * 2.99)}"
    yield f"long={min(len(reading.sentences) // 5, 4)}"
    for back in (0, 1, 2):
        if act.sentence - back < 0:
            continue
        span = reading.sentences[act.sentence - back]
        for day in reading.dates:
            if span.contains(day.span) and day.kind != "dateline":
                yield f"near{back}={_age(reading, day.start, day.end)}"


def _age(reading: ActReading, start: datetime.date, end: datetime.date) -> str:
    published = reading.article.published
    if start > published:
        return "future"
    days = (published - (start + (end - start) / 2)).days
    return "week" if days <= 7 else "quarter" if days <= HISTORICAL_AFTER_DAYS else "old"


def _bin(probability: float) -> int:
    clipped = min(max(probability, 0.01), 0.99)
    return round(math.log(clipped / (1 - clipped)))
