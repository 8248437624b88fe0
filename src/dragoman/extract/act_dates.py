"""When did it happen? Every day that an article names is weighed against every act.

A linear model weighs what the network says of the words with where they stand, what sort of date it is, and whether the
act is told as past, as planned or as going on. It chooses among all dates, and none, at once; it is fitted by
scripts/train_acts.py.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from dragoman.codebook import QUADS
from dragoman.extract.act_circumstances import Standing, gap_between, likeliest_status, locate, standing_features
from dragoman.extract.act_reading import ActReading
from dragoman.extract.acts import Act
from dragoman.extract.date_readings import read_both_ways
from dragoman.extract.dates import DateMention
from dragoman.extract.linear import load_model
from dragoman.extract.network import Network
from dragoman.extract.role_spans import label_mass, mean_probability
from dragoman.model import Quote, When

DATE_LEAST = 0.09
_PLANNED = 0.8
"""From here on a plan's month is not the last one of its name: few articles of the fit tell so."""
_PERFECT = re.compile(r"\b(has|have|had)\b(?: \w+){0,2} *$")
_LASTING = re.compile(r"\b(?:since|so far|over the|for (?:more|nearly|the|\w+ (?:years|months|weeks|days)))\b")
"""Words of a sentence that tells of a stretch of time."""
_LONGEST = 370
"""Days of the longest stretch that another date of the article may make more exact."""


def choose_date(
    reading: ActReading, act: Act, network: Network, may_be: Callable[[DateMention], bool] = lambda _: True
) -> When | None:
    """Return the interval that the text gives for the act, or None. `may_be`: tells which are possible at all."""
    weighed = weigh_dates(reading, act, network)
    each = load_model("act_dates").probability_of_one(features for _, features in weighed)
    # The same days may be named in several places.
    days: dict[tuple[datetime.date, datetime.date], float] = defaultdict(float)
    for probability, (day, _) in zip(each, weighed, strict=True):
        days[day.start, day.end] += probability
    scored = [
        (days[day.start, day.end], -(day.end - day.start).days, own, -day.span.start, day)
        for own, (day, _) in zip(each, weighed, strict=True)
        if may_be(day)
    ]
    likeliest = max(scored, key=lambda item: item[:4], default=None)
    if likeliest is None or likeliest[0] < DATE_LEAST:
        return None
    probability, *_, day = likeliest
    if day.kind == "month" and act.status["future"] >= _PLANNED:
        day = dict(read_both_ways(day, reading.article.full_text, reading.article.published)).get("ahead", day)
    quote = Quote.cut(reading.article.full_text, day.span.start, day.span.end)
    return When(day.start, day.end, quote, round(probability, 3))


def weigh_dates(reading: ActReading, act: Act, network: Network) -> list[tuple[DateMention, set[str]]]:
    """Return the days that may be the act's, each with its features; a date that can be read in two ways is two."""
    mass = label_mass(act, network, "date")["date"]
    placed = [(each, locate(reading, act, each.day.span, each.day.kind == "dateline")) for each in reading.days]
    here = [each.day for each, where in placed if where == "here"]
    near = [(e, Standing(e.day.span, where, mean_probability(act, mass, e.day.span))) for e, where in placed]
    best = max((s.probability for _, s in near if s.probability is not None), default=0.0)
    nearest = min(here, key=lambda day: gap_between(act, day.span), default=None)
    before = [day for day in reading.dates if day.span.end <= act.span.start]
    last = max(before, key=lambda day: day.span, default=None)
    first = next((day for day in reading.dates if day.kind != "dateline"), None)
    status = likeliest_status(act)
    tense = _tell_tense(reading, act)
    found = []
    for each, standing in near:
        day = each.day
        common = set(standing_features(act, standing, best, len(here)))
        common.add(f"said={each.said}:{QUADS[act.event]}:{standing.where == 'here'}")
        common.update((f"only={len(reading.dates) == 1}", f"nearest={day is nearest}:{nearest is None}"))
        common.add(f"refines={_refines(day, here)}")
        if standing.where == "far":
            side = "far=ahead" if day.span.start > act.span.end else "far=back"
            common.update((side, f"{side}:{QUADS[act.event]}", f"{side}:{status}", f"{side}:{len(here)}"))
            common.update((f"{side}:last={day is last}", f"{side}:first={day is first}"))
        else:
            common.add(f"last={day is last}:{len(here) > 0}")
        for turn, variant, traits in each.turns:
            features = common.union(traits, (f"{trait}:{standing.where}" for trait in traits))
            features.update((f"turn={turn}", f"turn={turn}:{status}", f"turn={turn}:{day.kind}:{status}"))
            if turn == "until":
                features.update(f"until:{cue}" for cue in (*tense, f"{tense[0]}:{tense[1]}", f"{tense[0]}:{status}"))
                features.update((f"until:{tense[0]}:{standing.where}", f"until:{act.event}"))
            else:
                features.add(f"tense={tense[0]}:{day.kind}")
            found.append((variant, features))
    return found


def _tell_tense(reading: ActReading, act: Act) -> tuple[str, str, str]:
    """Return the perfect's auxiliary, whether the sentence tells of a stretch of time, and how the trigger ends."""
    text, sentence = reading.article.full_text, reading.sentences[act.sentence]
    before = text[max(sentence.start, act.span.start - 40) : act.span.start].lower()
    trigger = act.span.quote(text).lower()
    found = _PERFECT.search(before)
    perfect = found[1] if found else "has" if trigger.startswith(("has ", "have ")) else "none"
    lasting = "lasting" if _LASTING.search(sentence.quote(text).lower()) else "once"
    return f"{perfect}-been" if "been" in before[-12:] else perfect, lasting, trigger.split()[0][-3:]


def _refines(day: DateMention, here: Sequence[DateMention]) -> bool:
    """Tell whether a date lies within a longer one of the trigger's sentence: "last October", and 2 October below."""
    length = day.end - day.start
    return any(
        wide.start <= day.start and day.end <= wide.end and length * 2 < wide.end - wide.start
        for wide in here
        if (wide.end - wide.start).days <= _LONGEST
    )
