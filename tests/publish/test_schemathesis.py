"""The API keeps what its description promises, whatever it is asked: Schemathesis draws the questions from it.

DRAGOMAN_EXAMPLES draws more of them: DRAGOMAN_EXAMPLES=500 pytest tests/publish/test_schemathesis.py
"""

import os
import shutil

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from dragoman.publish.api import make_router

from .served import Served, run_dragoman

EXAMPLES = int(os.environ.get("DRAGOMAN_EXAMPLES", "8"))

CONFIG = SchemathesisConfig.from_dict(
    {
        "seed": 20261122,
        "checks": {
            # Some values a schema cannot tell from good ones (31 February, a box upside down): 422 names them.
            # 404, 409, 410: ids are drawn at random.
            "positive_data_acceptance": {"expected-statuses": [200, 201, 404, 409, 410, 422]},
        },
    }
)


@pytest.fixture(scope="module")
def token(served_study):
    """A reviewer's token."""
    password = served_study.parent / "password.txt"
    password.write_text("a password for tests\n")
    where = ("--study", served_study)
    run_dragoman("accounts", "add", "rev", "--role", "reviewer", "--password-file", password, *where)
    return run_dragoman("accounts", "token", "rev", "--scope", "review", *where).strip()


@pytest.fixture(scope="module")
def served_study(sample_study, tmp_path_factory):
    """A copy of the sample study: posts are drawn, too."""
    study = shutil.copytree(sample_study, tmp_path_factory.mktemp("drawn") / "study")
    with (study / "study.toml").open("a") as file:
        file.write("\n[workbench]\ncalls_per_minute = 1000000\n")
    return study


@pytest.fixture(scope="module")
def api(served_study, token):
    """The description, as the server gives it to who shows a token."""
    with Served(served_study, "--accounts") as server:
        headers = {"Authorization": f"Bearer {token}"}
        schema = schemathesis.openapi.from_url(f"{server.address}/api/openapi.json", headers=headers, config=CONFIG)
        yield schema, headers


def list_calls():
    """Return (path, method) of every call."""
    app = FastAPI()
    app.include_router(make_router())
    return [(path, method) for path, methods in app.openapi()["paths"].items() for method in methods]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), list_calls())
def test_every_answer_is_as_described(api, path, method, mode):
    schema, headers = api

    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(headers=headers)

    ask()
