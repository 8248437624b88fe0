"""Every page is usable by everybody: axe-core finds nothing serious, in light and dark and on a phone."""

from pathlib import Path

import pytest
from tests.browser.site import PAGES, fill_path, settle

pytestmark = pytest.mark.xdist_group("browser")

AXE = Path(__file__).parents[2] / "assets" / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
}


@pytest.fixture(params=LOOKS)
def context_options(request):
    return LOOKS[request.param]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious(page, server, name):
    if not AXE.is_file():
        pytest.fail(f"{AXE}: expected axe-core, found nothing: run 'make assets'")
    page.goto(fill_path(PAGES[name], server.address))
    settle(page)
    if name == "fault":
        page.faults.clear()  # The browser itself complains of the status, 422.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    told = [
        f"{fault['id']} ({fault['impact']}): {fault['help']}\n"
        + "\n".join(f"    {node['html'][:200]}\n    {node['failureSummary'][:300]}" for node in fault["nodes"][:4])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_page(page, server, name):
    page.goto(fill_path(PAGES[name], server.address))
    settle(page)
    if name == "fault":
        page.faults.clear()
    wide = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            return document.documentElement.scrollWidth <= width ? [] : [...document.querySelectorAll("body *")]
                .filter((element) => element.getBoundingClientRect().right > width + 1)
                .slice(0, 5).map((element) => element.outerHTML.slice(0, 120));
        }"""
    )
    assert not wide
