"""`dragoman --help` answers at once."""

import subprocess
import sys
import time

from .conftest import DRAGOMAN

SHARE = 0.25
"""Of the time that `python -c "import spacy"` takes; 0.05 was measured, so that a busy machine does not fail this."""


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nfrom dragoman.cli.entry import run_command_line\n"
        "for arguments in (['--help'], ['run', '--help'], ['events', '--help']):\n"
        "    assert run_command_line(arguments) == 0\n"
        "heavy = {'rich', 'pydantic', 'pyarrow', 'duckdb', 'spacy', 'numpy', 'trafilatura'}\n"
        "sys.exit(','.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def best_of_three(*command):
    times = []
    for _ in range(3):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - began)
    return min(times)


def test_help_takes_a_quarter_of_what_spacy_takes_to_import():
    assert best_of_three(DRAGOMAN, "--help") < SHARE * best_of_three(sys.executable, "-c", "import spacy")
