"""What a run shows while it works and when it ends, with and without a terminal."""

import io

from dragoman.cli.progress import ProgressDisplay
from dragoman.cli.screen import align_table, line, render_plain, render_rich
from dragoman.cli.summary import render_summary, tabulate_codings
from dragoman.pipeline import Outcome
from dragoman.publish.wording import word_days, word_toll

SUMMARY = Outcome(
    articles_read=1200,
    articles_new=1100,
    near_copies=40,
    set_aside={"empty": (2, ["a.txt: no text"]), "no-date": (7, ["b.csv:3: none", "b.csv:4: none", "x", "y"])},
    codings={("ASSAULT", "actual"): 30, ("CONSULT", "future"): 4},
    total_events=21,
    total_articles=1100,
    top_actors=[("Corvia", 12)],
    top_pairs=[("Corvia", "Veldania", 5)],
    seconds=60.0,
)


def test_the_summary_tells_what_was_read_set_aside_coded_and_found():
    text = render_plain(render_summary(SUMMARY, "canal"))
    for piece in (
        "1,200 read, 1,100 new, 40 near copies (no second witness), in 60.0 s (20.0 a second)",
        "9 set aside:",
        "      7  no-date\n           b.csv:3: none",
        "21 events from 1,100 articles",
        "     12  Corvia",
        "Corvia - Veldania",
        "dragoman events --study canal     list",
    ):
        assert piece in text
    assert "           y" not in text
    assert text.index("no-date") < text.index("empty")


def test_an_empty_run_says_what_to_do():
    text = render_plain(render_summary(Outcome()))
    assert "No article was read" in text
    assert "set aside" not in text
    assert "dragoman link" in render_plain(render_summary(SUMMARY, ".", "code"))
    assert "Codings" not in render_plain(render_summary(SUMMARY, ".", "collect"))


def test_codings_are_tabled_by_type_and_status_with_sums():
    table = tabulate_codings(SUMMARY.codings)
    assert table[1] == ["ASSAULT", "30", "-", "-", "-", "-", "30"]
    assert table[-1] == ["all", "30", "-", "4", "-", "-", "34"]


def test_without_a_terminal_progress_is_a_plain_line_every_few_seconds():
    out, now = io.StringIO(), [0.0]
    with ProgressDisplay(out, clock=lambda: now[0]) as progress:
        progress.start("coding", total=1000)
        for _ in range(100):
            now[0] += 0.25
            progress.advance(2)
        progress.finish()
    lines = out.getvalue().splitlines()
    assert lines[0] == "coding: 40 of 1,000 articles, 8.0 a second, 120 s left"
    assert lines[-1] == "coding: 200 articles in 25.0 s, 8.0 a second"
    assert len(lines) == 6
    assert "\x1b" not in out.getvalue()


def test_words_are_not_markup_and_columns_line_up():
    pieces = line("[bold]5[/bold] guards")
    assert render_rich(pieces).plain == render_plain([pieces]) == "[bold]5[/bold] guards"
    assert align_table(["id", "n"], [["a", "10"], ["bbb", "2\n3"]], frozenset({1})) == "id     n\na     10\nbbb  2 3"


def test_tolls_and_days_are_worded_as_the_text_gave_them():
    tolls = [(75, 75, None), (None, 20, 25), (160, None, None), (None, 24, None), (13, 12, 15), (7, 7, 7), None]
    words = ["75 or more", "20 to 25", "160", "at least 24", "13 (12 to 15)", "7", ""]
    assert [word_toll(toll) for toll in tolls] == words
    from datetime import date

    assert word_days(date(2014, 1, 1), date(2014, 12, 31)) == "2014"
    assert word_days(date(1980, 1, 1), date(1989, 12, 31)) == "1980 to 1989"
    assert word_days(date(2024, 2, 1), date(2024, 2, 29)) == "2024-02"
    assert word_days(None, None) == ""
