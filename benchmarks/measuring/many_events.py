"""A study with many events, for machines that have none: made-up reports with their codings, linked."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from dragoman.model import Article, Coding, Participant, PlaceMention, Quote, When, article_id, coding_id
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.init_study import init_study
from dragoman.study.read_study import open_study

_CODER = "made/1"
_BATCH = 5000
_ACTORS = ("USA", "PAK", "IND", "AFG", "CHN", "RUS", "IRN", "GBR")
_SIDES = ("the army", "the government", "officials", "the police")
_PLACES = (("Quetta", "PAK"), ("Karachi", "PAK"), ("Kabul", "AFG"), ("Delhi", "IND"), ("London", "GBR"))
_DEEDS = (("ASSAULT", "shelled"), ("CONSULT", "met"), ("ACCUSE", "accused"), ("AID", "helped"), ("AGREE", "promised"))


def make_study(folder: Path, number: int) -> Path:
    """Make a study of about `number` events below a folder and return it; the same for the same number."""
    study = open_study(init_study(folder / "many-events"))
    with Record.create(study.folder) as record:
        record.begin_run("bench")
        for start in range(0, number, _BATCH):
            made = [_make_report(n) for n in range(start, min(start + _BATCH, number))]
            record.add_articles([(article, None) for article, _ in made])
            record.add_codings([article.id for article, _ in made], [coding for _, coding in made], _CODER)
        link_record(study, record, NoProgress())
        record.end_run()
    return study.folder


def _make_report(number: int) -> tuple[Article, Coding]:
    event, verb = _DEEDS[number % len(_DEEDS)]
    left, right = _ACTORS[number % 7], _ACTORS[(number // 7) % 7 + 1]
    place, country = _PLACES[number // 11 % len(_PLACES)]
    day = date(2000, 1, 1) + timedelta(number * 7 % 9000)
    who, whom = f"{_SIDES[number % 4]} of {left}", f"{_SIDES[number // 4 % 4]} of {right}"
    title = f"Report {number} of the day"
    text = f"{who.capitalize()} {verb} {whom} in {place} over matter {number}. " + "Nothing more was told. " * 40
    full = f"{title}\n\n{text}"
    key = article_id("Made Courier", day, full)

    def cut(words: str) -> Quote:
        at = full.lower().index(words.lower(), len(title))
        return Quote.cut(full, at, at + len(words))

    trigger = cut(verb)
    coding = Coding(
        id=coding_id(key, _CODER, event, "actual", trigger),
        article_id=key,
        coder=_CODER,
        event=event,
        mode=None,
        contexts=(),
        status="actual",
        trigger=trigger,
        quote=cut(text.split(". ", maxsplit=1)[0] + "."),
        actors=(Participant(cut(who), None, left, "MIL", 0.8),),
        recipients=(Participant(cut(whom), None, right, "GOV", 0.8),),
        targets=(),
        weapons=(),
        date=When(day, day, trigger, 0.9),
        place=PlaceMention(cut(place), place, None, country, 0.8),
        killed=None,
        injured=None,
        attribution=None,
        claimed_by=None,
        confidence=0.5 + number % 50 / 100,
    )
    return Article(key, "Made Courier", day, title, text, language="en"), coding
