"""A study with a small record, made of real values, and the `dragoman` command as a person runs it."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dragoman.model import (
    Article,
    Attribution,
    Claim,
    Coding,
    Event,
    Participant,
    Place,
    PlaceMention,
    Quote,
    ResolvedActor,
    Span,
    Toll,
    TollReport,
    When,
    coding_id,
)
from dragoman.study.init_study import init_study

DRAGOMAN = Path(sys.executable).with_name("dragoman")


def run_dragoman(*arguments, cwd=None, stdin="", **variables):
    """Run the installed command in a pipe; return its exit code, output and complaints."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DRAGOMAN_")}
    return subprocess.run(
        [DRAGOMAN, *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        env=environment | variables,
        check=False,
    )


def cut(text, words):
    start = text.index(words)
    return Quote(Span(start, start + len(words)), words)


def make_article(number, published, outlet, sentence):
    return Article(id=f"art{number}", outlet=outlet, published=published, title="Raid in Ostrel", text=sentence)


def make_coding(article, killed):
    text = article.full_text
    trigger = cut(text, "shot")
    return Coding(
        id=coding_id(article.id, "rules/1", "ASSAULT", "actual", trigger),
        article_id=article.id,
        coder="rules/1",
        event="ASSAULT",
        mode="firearms",
        contexts=(),
        status="actual",
        trigger=trigger,
        quote=cut(text, article.text),
        actors=(Participant(cut(text, "Gunmen"), None, None, "UAF", 0.9),),
        recipients=(Participant(cut(text, f"{killed} guards"), None, None, "COP", 0.8),),
        targets=(),
        weapons=(),
        date=When(date(2024, 3, 5), date(2024, 3, 5), cut(text, "on Tuesday"), 0.9),
        place=PlaceMention(cut(text, "Ostrel,"), "Ostrel", None, None, 0.7),
        killed=Toll(killed, None, None, cut(text, str(killed)), 0.9),
        injured=None,
        attribution=Attribution("police", "official", cut(text, "police"), 0.9),
        claimed_by=Claim("Northern Front", cut(text, "Raid"), 0.5) if killed == 7 else None,
        confidence=0.875,
    )


def make_event(articles, codings):
    tolls = tuple(
        TollReport(a.published, a.outlet, c.id, c.killed.best, None, None, "police")
        for a, c in zip(articles, codings, strict=True)
    )
    return Event(
        id="ev-0123456789ab",
        aliases=("ev-ba9876543210",),
        event="ASSAULT",
        mode="firearms",
        status="actual",
        actors=(ResolvedActor("group.northern-front", "Northern Front", None, "REB", False, 0.9),),
        recipients=(ResolvedActor("new.guards", "guards [of the port]", "PAK", "COP", True, 0.4),),
        start=date(2024, 3, 5),
        end=date(2024, 3, 5),
        place=Place("Ostrel", "North Corvia", "PAK", 34.0, 71.5, 2, None, "study", 0.7),
        killed=(7, 5, 7),
        injured=None,
        killed_history=tolls,
        injured_history=(),
        claimed_by=("Northern Front",),
        attributed_to=("police",),
        witnesses=2,
        first_reported=date(2024, 3, 6),
        last_reported=date(2024, 3, 7),
        confidence=0.9,
        coding_ids=tuple(coding.id for coding in codings),
        quote=codings[0].quote.text,
    )


@pytest.fixture(scope="session")
def values():
    """Two reports of one event."""
    sentence = "Gunmen shot {} guards in Ostrel,\nCorvia, on Tuesday, police said."
    articles = [
        make_article(1, date(2024, 3, 6), "Tamsk Courier", sentence.format(5)),
        make_article(2, date(2024, 3, 7), None, sentence.format(7)),
    ]
    codings = [make_coding(articles[0], 5), make_coding(articles[1], 7)]
    return articles, codings, make_event(articles, codings)


@pytest.fixture(scope="session")
def study(tmp_path_factory, values):
    """The folder of a study whose record holds them."""
    from dragoman.record import Record

    articles, codings, event = values
    watch = 'actors = ["Northern Front", "US"]\npairs = [["Pakistan", "group.northern-front"]]\nplaces = ["PAK"]'
    folder = init_study(tmp_path_factory.mktemp("studies") / "canal")
    settings = (folder / "study.toml").read_text()
    (folder / "study.toml").write_text(settings[: settings.index("[watch]")] + f"[watch]\n{watch}\n")
    with Record.create(folder) as record:
        record.begin_run("test")
        record.add_articles([(article, None) for article in articles])
        record.add_codings([article.id for article in articles], codings, "rules/1")
        record.write_events([event])
        record.end_run()
    return folder
