"""Take the pictures of the workbench that the documentation shows: python scripts/picture_workbench.py STUDY

STUDY is a study that has been run, such as the `demo` of `make demo`. Writes docs/images/workbench-*.png with Debian's
Chromium; run it after a change in what the pages look like, and look at the pictures.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import DRAGOMAN, find_chromium  # noqa: E402 -- the path comes first.
from tests.browser.site import settle  # noqa: E402

IMAGES = ROOT / "docs" / "images"
PICTURES = {
    "workbench-overview": "/",
    "workbench-events": "/events?type=ASSAULT&status=actual&country=PAK&from=2001",
}
_SIZE = {"width": 1280, "height": 860}
_MOST_BYTES = 200_000


def main() -> None:
    """Serve the study, take each picture, and stop the server."""
    study = Path(sys.argv[1])
    line = [str(DRAGOMAN), "serve", "--study", str(study), "--port", "0"]
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            address = next(found[1] for text in server.stderr if (found := re.search(r"at (http://\S+?)/ ", text)))
            with sync_playwright() as playwright:
                flags = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
                browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
                page = browser.new_page(viewport=_SIZE, color_scheme="light")
                for name, path in PICTURES.items():
                    take_picture(page, address + path, IMAGES / f"{name}.png")
                browser.close()
        finally:
            server.terminate()


def take_picture(page: Page, address: str, file: Path) -> None:
    """Take what a reader sees first, once all of it is drawn; the person's own name is left out."""
    page.goto(address)
    settle(page)
    page.locator(".bar .person").evaluate("element => element.remove()")
    page.screenshot(path=file)
    size = file.stat().st_size
    if size > _MOST_BYTES:
        raise SystemExit(f"{file}: expected at most {_MOST_BYTES} bytes, found {size}")
    print(f"{file.relative_to(ROOT)}: {size} bytes")


if __name__ == "__main__":
    main()
