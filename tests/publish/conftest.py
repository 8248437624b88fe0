"""The workbench without a browser: the real application on the sample study, asked over HTTP in this process."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from starlette.testclient import TestClient

from dragoman.publish.access.gate import OpenGate
from dragoman.publish.app import make_app
from dragoman.publish.desk import Desk
from dragoman.study.read_study import open_study

SAMPLE = Path(__file__).parents[2] / "samples" / "us-pakistan"
LOCAL = "http://127.0.0.1"
"""An open server answers to this machine's own names and no other."""


@pytest.fixture(scope="session")
def sample_study(tmp_path_factory, worker_id):
    """The sample study, coded and linked once for all test processes; do not write to it."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    study = shared / "workbench-study"
    with FileLock(shared / "workbench-study.lock"):
        if not study.exists():
            draft = study.with_suffix(".draft")
            shutil.copytree(SAMPLE, draft)
            line = [Path(sys.executable).with_name("dragoman"), "run", "--study", draft, "--workers", "1"]
            subprocess.run(line, check=True, capture_output=True)
            draft.rename(study)
    return study


@pytest.fixture
def own_study(sample_study, tmp_path):
    """A copy of the sample study for a test that writes."""
    return Path(shutil.copytree(sample_study, tmp_path / "study"))


def open_client(study: Path, gate=None) -> TestClient:
    """Return a client of the workbench on a study, open to "ada" unless a gate is given; a context manager."""
    app = make_app(Desk(open_study(study)), gate or OpenGate("ada"))
    return TestClient(app, base_url=LOCAL, follow_redirects=False)


@pytest.fixture(scope="session")
def reader(sample_study):
    """A client that only reads."""
    with open_client(sample_study) as client:
        yield client


@pytest.fixture
def writer(own_study):
    """A client on a study of the test's own."""
    with open_client(own_study) as client:
        yield client


def post_form(client: TestClient, page: str, address: str, **fields: str):
    """Send a form as a browser does that has just loaded `page`: with the page's own token."""
    token = re.search(r'<meta name="csrf-token" content="([^"]+)">', client.get(page).text)[1]
    return client.post(address, data={**fields, "csrf": token}, headers={"Sec-Fetch-Site": "same-origin"})
