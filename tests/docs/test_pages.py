"""Every command and program in README.md and docs/ works, and prints what the page shows.

Where an output has changed because the program has: `make docs` puts the new one into the page.
"""

import re

import pytest
from blocks import ROOT, list_pages, read_blocks
from filelock import FileLock
from matching import tidy
from page_run import PageRun, make_demo

NAMES = [str(page.relative_to(ROOT)) for page in list_pages()]
RUN = [
    name
    for name in NAMES
    if any(b.language in ("console", "python") and not b.not_run for b in read_blocks((ROOT / name).read_text("utf-8")))
]
LINKING = [*NAMES, "CONTRIBUTING.md", "CHANGELOG.md", "samples/us-pakistan/README.md"]

_LINK = re.compile(r"(?<!`)\[[^\]\[]*\]\(([^)\s]+)\)|<img[^>]* src=\"([^\"]+)\"|<a[^>]* href=\"([^\"]+)\"")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="session")
def demo(tmp_path_factory, worker_id):
    """The folder that `make demo` leaves, made once for all test processes."""
    shared = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    folder = shared / "demo"
    with FileLock(shared / "demo.lock"):
        return folder if folder.exists() else make_demo(folder)


@pytest.mark.parametrize("name", RUN)
def test_every_block_works_and_prints_what_the_page_shows(name, tmp_path, demo):
    for printed in PageRun(ROOT / name, tmp_path, demo).run():
        if not printed.as_shown:
            shown = "\n".join(printed.command.expected)
            pytest.fail(
                f"{name}:{printed.command.line}: $ {printed.command.script}\nprints\n{tidy(printed.output)}\n"
                f"the page shows\n{shown}\n(`make docs` puts the new output into the page)",
                pytrace=False,
            )


@pytest.mark.parametrize("name", LINKING)
def test_every_link_leads_to_a_page_and_heading(name):
    page = ROOT / name
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for link in (next(filter(None, found)) for found in _LINK.findall(text)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, heading = link.partition("#")
        target = (page.parent / file) if file else page
        if not target.exists() or (heading and heading not in list_headings(target)):
            broken.append(link)
    assert broken == []


def test_a_block_is_passed_over_only_for_a_reason():
    reasons = [b.not_run for name in NAMES for b in read_blocks((ROOT / name).read_text("utf-8")) if b.not_run]
    assert all(len(reason.split()) > 2 for reason in reasons)


def list_headings(page):
    """Return the anchors of a page's headings, as GitHub makes them."""
    words = [re.sub(r"[`*]|\[|\]\([^)]*\)", "", h) for h in _HEADING.findall(_FENCED.sub("", page.read_text("utf-8")))]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in words}
