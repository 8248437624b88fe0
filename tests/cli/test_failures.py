"""Every failure ends with a message, the right exit code and no traceback."""

import os
import signal
import subprocess
import time

import pytest

from .conftest import DRAGOMAN, run_dragoman


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["evnts"], 2, "Did you mean 'events'?"),
        (["events", "--limit", "none"], 2, "--limit"),
        (["events", "--type", "ASALT"], 3, "Did you mean 'ASSAULT'?"),
        (["events", "--type", "CONSULT", "--mode", "drone"], 3, "unknown 'drone'"),
        (["events", "--pair", "USA"], 3, "expected two actors"),
        (["events", "--from", "2024-02-30"], 2, "expected a day, month or year"),
        (["codebook", "asault"], 7, "Did you mean 'ASSAULT'?"),
        (["event", "ev-0", "--study", "."], 7, "dragoman init NAME"),
    ],
)
def test_a_wrong_command_says_what_is_wrong(tmp_path, arguments, code, message):
    done = run_dragoman(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_new_study_says_where_it_is_wrong_and_that_it_is_empty(tmp_path):
    assert run_dragoman("init", "canal", cwd=tmp_path).returncode == 0
    again = run_dragoman("init", "canal", cwd=tmp_path)
    assert (again.returncode, "expected a new or empty folder" in again.stderr) == (3, True)
    empty = run_dragoman("status", "--study", "canal", cwd=tmp_path)
    assert (empty.returncode, "no record yet" in empty.stderr) == (6, True)
    settings = tmp_path / "canal" / "study.toml"
    settings.write_text(settings.read_text().replace("catalog =", "catalogue ="))
    line = next(n for n, text in enumerate(settings.read_text().splitlines(), 1) if "catalogue" in text)
    wrong = run_dragoman("status", cwd=tmp_path / "canal")
    assert wrong.returncode == 3
    assert f"study.toml:{line}: unknown key 'catalogue' in [record]. Known: catalog." in wrong.stderr


def test_an_unknown_event_is_told(study):
    done = run_dragoman("event", "ev-ffff", "--study", study)
    assert (done.returncode, done.stdout) == (7, "")
    assert "no event 'ev-ffff'" in done.stderr


def test_a_fault_of_our_own_shows_a_traceback_only_when_asked(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(
        "import dragoman.cli.codebook_page as page\ndef explain_terms(*_): raise RuntimeError('boom')\n"
        "page.explain_terms = explain_terms\n"
    )
    plain = run_dragoman("codebook", "AID", PYTHONPATH=str(tmp_path))
    assert (plain.returncode, plain.stdout) == (70, "")
    assert "Internal error: RuntimeError: boom" in plain.stderr
    assert "Traceback" not in plain.stderr
    assert "Traceback" in run_dragoman("codebook", "AID", "--debug", PYTHONPATH=str(tmp_path)).stderr


def test_a_closed_pipe_is_quiet():
    # The reader goes before anything is written.
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([DRAGOMAN, "codebook"], stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_in_order(study, stop):
    process = subprocess.Popen(
        [DRAGOMAN, "sql", "-", "--study", study],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Where the tests run in the background of a shell, SIGINT is ignored, and children would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- no thread runs beside it
    )
    time.sleep(1.5)  # it now waits for the query
    process.send_signal(stop)
    _, complaint = process.communicate(timeout=20)
    assert (process.returncode, "Interrupted" in complaint, "Traceback" in complaint) == (130, True, False)
