"""A server that speaks OpenAI's chat completions, and answers what a test has laid out for it."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakeEndpoint:
    """`script`: what it does next, the last for ever. Each is (status, body), a text that the model says, or a call.

    `asked`: the bodies of all requests. `headers`: theirs.
    """

    def __init__(self, *script):
        self.script = list(script)
        self.asked = []
        self.headers = []
        self.url = ""
        self.released = threading.Event()
        self._lock = threading.Lock()

    def answer(self, body, headers):
        with self._lock:
            self.asked.append(body)
            self.headers.append(dict(headers))
            step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if callable(step):
            step = step(body)
        if isinstance(step, str):
            return 200, {}, json.dumps({"choices": [{"message": {"role": "assistant", "content": step}}]})
        status, text, *more = step
        return status, more[0] if more else {}, text


def say(*codings):
    """What a model says that found these codings."""
    return json.dumps({"codings": list(codings)})


@contextmanager
def serve(*script):
    """Run a fake endpoint on a free port of this machine."""
    fake = FakeEndpoint(*script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, headers, text = fake.answer(body, self.headers)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())
            except (BrokenPipeError, ConnectionResetError):
                return  # the client has stopped waiting

        def log_message(self, *_):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield fake
    finally:
        fake.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
