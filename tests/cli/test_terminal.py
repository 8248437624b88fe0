"""On a terminal there are colours, unless they are unwanted."""

import os
import pty
import re
import subprocess

import pytest

from .conftest import DRAGOMAN

COLOUR = re.compile(r"\x1b\[[0-9;]*3[0-9]")


def run_on_terminal(*arguments, **variables):
    """Run the command with a pseudo-terminal of 120 columns as its output; return what it drew."""
    ours, theirs = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    environment = kept | {"TERM": "xterm-256color", "COLUMNS": "120"} | variables
    process = subprocess.Popen([DRAGOMAN, *map(str, arguments)], stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    drawn = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux ends a pseudo-terminal so
            break
        if not piece:
            break
        drawn += piece
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return drawn.decode()


@pytest.mark.parametrize(
    ("variables", "coloured", "marked"),
    [({}, True, False), ({"NO_COLOR": "1"}, False, False), ({"TERM": "dumb"}, False, True)],
)
def test_the_card_is_coloured_on_a_terminal_unless_asked_otherwise(study, variables, coloured, marked):
    drawn = run_on_terminal("event", "0123", "--study", study, **variables)
    assert bool(COLOUR.search(drawn)) is coloured
    assert ("[[act: shot]]" in drawn) is marked
    assert "guards [of the port]" in drawn


def test_the_table_keeps_ids_whole(study):
    drawn = run_on_terminal("events", "--study", study)
    assert "ev-0123456789ab" in drawn
    assert "ASSAULT firearms" in drawn
