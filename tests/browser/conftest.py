"""The workbench as a reader meets it: `dragoman serve` in a process of its own, and Debian's Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

SCREENSHOTS = Path(__file__).parent / "screenshots"
DRAGOMAN = Path(sys.executable).with_name("dragoman")
SAMPLE = Path(__file__).parents[2] / "samples" / "us-pakistan"
WAIT_MILLISECONDS = 60_000
"""How long a page may take on a busy machine before a test gives up; no test measures time."""


def find_chromium() -> str | None:
    """Return Debian's Chromium or another that is there; DRAGOMAN_CHROMIUM names one."""
    named = os.environ.get("DRAGOMAN_CHROMIUM")
    return named or next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


class Server:
    """`dragoman serve` on a study, on a free port."""

    def __init__(self, study: Path, *flags: str) -> None:
        self.study, self._flags = study, flags
        self.start()

    def start(self) -> None:
        """Start it and wait until it tells its address."""
        self._log = (self.study.parent / f"{self.study.name}-serve.log").open("w+")
        line = [str(DRAGOMAN), "serve", "--study", str(self.study), "--port", "0", *self._flags]
        self._process = subprocess.Popen(line, stderr=subprocess.PIPE, stdout=self._log, text=True)
        told = ""
        for text in self._process.stderr:
            told += text
            if found := re.search(r"at (http://\S+?)/ ", text):
                self.address = found[1]
                return
        pytest.fail(f"dragoman serve does not start:\n{told}")

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)

    def stop(self) -> None:
        """End it as Ctrl-C would."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
        self._log.close()


@pytest.fixture(scope="session")
def sample_study(tmp_path_factory):
    """The sample study, coded and linked once; do not write to it."""
    study = tmp_path_factory.mktemp("sample") / "us-pakistan"
    shutil.copytree(SAMPLE, study)
    done = subprocess.run(
        [DRAGOMAN, "run", "--study", study, "--workers", "1"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return study


@pytest.fixture(scope="session")
def server(sample_study):
    """A server on the sample study, for tests that only read."""
    server = Server(sample_study)
    yield server
    server.stop()


@pytest.fixture
def own_study(sample_study, tmp_path):
    """A copy of the sample study for a test that writes."""
    return Path(shutil.copytree(sample_study, tmp_path / "study"))


@pytest.fixture
def own_server(own_study):
    """A server on a study of the test's own."""
    server = Server(own_study)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def chromium():
    found = find_chromium()
    if found is None:
        pytest.skip("no Chromium found: apt-get install chromium, or name one with DRAGOMAN_CHROMIUM")
    # Swiftshader draws the map where there is no graphics card.
    flags = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        yield browser
        browser.close()


@pytest.fixture
def context_options():
    """Options of the browser's context; a module overrides this for a phone or another language."""
    return {"viewport": {"width": 1280, "height": 900}}


GIVEN_UP = ("htmx:afterRequest, ", "htmx:sendAbort, ")
"""What htmx logs as errors when the next letter or leaving the page ends a request; a failed one has more logged."""


def tells_of_fault(said) -> bool:
    return said.type == "error" and not said.text.startswith(GIVEN_UP)


def wait_for_scripts(page) -> None:
    """Let `page.goto` return when the page's own scripts listen: a test's keys come sooner than a person's."""
    go = page.goto

    def go_and_wait(*arguments, **options):
        answer = go(*arguments, **options)
        if page.locator('script[src="/assets/workbench.js"]').count():
            page.locator("html[data-ready]").wait_for(state="attached")
        return answer

    page.goto = go_and_wait


@pytest.fixture
def page(chromium, context_options, request):
    """A page that fails the test on any error of a script or breach of the Content-Security-Policy."""
    context = chromium.new_context(**context_options)
    context.set_default_timeout(WAIT_MILLISECONDS)
    expect.set_options(timeout=WAIT_MILLISECONDS)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if tells_of_fault(said) else None)
    page.faults = faults
    wait_for_scripts(page)
    yield page
    SCREENSHOTS.mkdir(exist_ok=True)
    file = SCREENSHOTS / f"{re.sub(r'[^a-z0-9]+', '-', request.node.name.lower()).strip('-')}.png"
    page.screenshot(path=file, full_page=True)
    context.close()
    print(f"screenshot: {file}")
    assert not faults, f"the page complains: {faults}; see {file}"
