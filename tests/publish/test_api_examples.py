"""Every example of the page /api works, as a shell runs it and as Python does, against a real server."""

import shutil
import subprocess
import sys

import pytest

from dragoman.publish.workbench.pages.api import load_examples

from .served import Served


@pytest.fixture(scope="module")
def server(sample_study):
    with Served(sample_study) as server:
        yield server


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: example.title)
def test_an_example_of_the_page_works(example, server, tmp_path):
    if shutil.which("curl") is None:
        pytest.skip("no curl found: apt-get install curl")
    for words in (["bash", "-c", example.curl], [sys.executable, "-c", example.python]):
        line = [word.replace("@", server.address) for word in words]
        done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert '"error"' not in done.stdout
        assert done.stdout or any(tmp_path.iterdir())
