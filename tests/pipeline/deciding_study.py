"""A small study with codings made by hand: reports of two bombs, a raid and a strike, and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dragoman.model import Article, Coding, article_id
from dragoman.model.guide import coding_from_guide
from dragoman.pipeline.linking import link_record
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.read_study import Study, open_study

CODER = "hand/1"
FIRST, SECOND = date(2011, 3, 2), date(2011, 3, 3)


def write_study(folder: Path) -> Study:
    """Make a study with articles and codings that are not linked yet."""
    folder.mkdir(parents=True)
    (folder / "study.toml").write_text('[study]\nname = "valley"\nauthor = "Ada Bell"\n', encoding="utf-8")
    study = open_study(folder)
    with Record.create(study.folder) as record:
        told = list_reports()
        record.add_articles([(article, None) for article, _ in told])
        record.add_codings([article.id for article, _ in told], [c for _, found in told for c in found], CODER)
    return study


def make_study(folder: Path) -> Study:
    """Make a study with articles, codings and events."""
    study = write_study(folder)
    with Record.open(study.folder) as record:
        link_record(study, record, NoProgress())
    return study


def list_reports() -> list[tuple[Article, list[Coding]]]:
    """Return the articles with their codings."""
    return [
        report(
            "Valley Post",
            FIRST,
            "A bomb killed 5 people in a market in Cali on Tuesday. The army accused the Lowland Front of the bombing. "
            "The Lowland Front said that no bombing had taken place in Cali on Tuesday.",
            attack("A bomb killed 5 people", "Cali", killed=5, target="a market"),
            row(
                "The army accused", "ACCUSE", "allege", "accused", actors=["The army"], recipients=["the Lowland Front"]
            ),
            attack("The Lowland Front said", "Cali", status="negated", trigger="bombing", speaker="The Lowland Front"),
        ),
        report(
            "Coast Daily",
            FIRST,
            "Police said that 7 people were killed by a bomb in Cali on Tuesday.",
            attack("Police said", "Cali", killed=7, speaker="Police"),
        ),
        report(
            "Hill Radio",
            FIRST,
            "A blast in Cali on Tuesday killed 9 shoppers, doctors counted.",
            attack("A blast", "Cali", killed=9, trigger="blast"),
        ),
        report(
            "Coast Daily",
            SECOND,
            "A bomb killed 2 soldiers in Lima on Wednesday. Troops raided a village near Cusco on Wednesday.",
            attack("A bomb killed 2", "Lima", killed=2, country="PER", day="2011-03-02"),
            attack("Troops raided", "Cusco", trigger="raided", country="PER", day="2011-03-02", mode=None),
        ),
        report(
            "Valley Post",
            SECOND,
            "Two soldiers died when a bomb exploded in Lima on Wednesday. Miners went on strike in Cusco on Wednesday.",
            attack("Two soldiers died", "Lima", killed=2, trigger="bomb", country="PER", day="2011-03-02"),
            row(
                "Miners went on strike",
                "PROTEST",
                "strike",
                "strike",
                actors=["Miners"],
                place=("Cusco", "PER"),
                day="2011-03-02",
            ),
        ),
    ]


def report(outlet: str, published: date, text: str, *rows: dict) -> tuple[Article, list[Coding]]:
    """Make an article and what was read in it."""
    title = f"News of {published} from {outlet}"
    key = article_id(outlet, published, title + "\n\n" + text)
    article = Article(key, outlet, published, title, text, language="en")
    return article, [coding_from_guide(_fill(each, article), article.full_text, CODER) for each in rows]


def attack(
    beginning: str,
    town: str,
    *,
    status: str = "actual",
    trigger: str = "bomb",
    killed: int | None = None,
    target: str | None = None,
    speaker: str | None = None,
    country: str = "COL",
    day: str = "2011-03-01",
    mode: str | None = "explosives",
) -> dict:
    """Make the row of an attack told in the sentence that begins so."""
    return row(
        beginning,
        "ASSAULT",
        mode,
        trigger,
        status=status,
        place=(town, country),
        day=day,
        killed=killed,
        targets=[target] if target else [],
        speaker=speaker,
    )


def row(
    beginning: str,
    event: str,
    mode: str | None,
    trigger: str,
    *,
    status: str = "actual",
    actors: Sequence[str] = (),
    recipients: Sequence[str] = (),
    targets: Sequence[str] = (),
    place: tuple[str, str] | None = None,
    day: str | None = None,
    killed: int | None = None,
    speaker: str | None = None,
) -> dict:
    """Make a row of the coding guide, its sentence to be found by its beginning."""
    return {
        "event": event,
        "mode": mode,
        "status": status,
        "trigger": trigger,
        "quote": beginning,
        "actors": [_party(words) for words in actors],
        "recipients": [_party(words) for words in recipients],
        "targets": list(targets),
        "weapons": [],
        "date": {"start": day, "end": day} if day else None,
        "place": {"text": place[0], "name": place[0], "admin1": None, "country": place[1]} if place else None,
        "killed": {"best": killed, "low": None, "high": None, "text": None} if killed is not None else None,
        "injured": None,
        "attribution": {"speaker": speaker, "kind": "other"} if speaker else None,
        "claimed_by": None,
    }


def _party(words: str) -> dict:
    return {"text": words, "name": None, "country": None, "sector": "UNK"}


def _fill(row: dict, article: Article) -> dict:
    start = article.full_text.index(row["quote"])
    quote = article.full_text[start : article.full_text.index(".", start) + 1]
    return row | {"article_id": article.id, "quote": quote, "confidence": {"coding": 0.8}}
