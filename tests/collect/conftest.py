"""A small server on 127.0.0.1, and stories of our own to collect."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

STORY = (
    "Gunmen on two motorcycles shot dead a tribal elder near the bazaar of Dargai on Tuesday, the police said. "
    "Nobody said who had sent them. The elder, Haji Mursaleen, led a council that had asked the army to reopen "
    "the road to the border. His sons were unhurt, and a shopkeeper was taken to the hospital with wounds to his arm. "
    "The governor condemned the killing and promised that the men would be found before the end of the week."
)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' output is for the tests."""

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/page.html")
            self.end_headers()
            return
        super().do_GET()


@pytest.fixture
def story() -> str:
    return STORY


@pytest.fixture
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder and the address that it is served at."""
    folder = tmp_path_factory.mktemp("web")
    server = ThreadingHTTPServer(("127.0.0.1", 0), lambda *args: _Handler(*args, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
