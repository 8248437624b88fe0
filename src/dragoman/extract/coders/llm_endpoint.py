"""The wire to a model: requests that are repeated where that helps, counted, and given up where it does not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import httpx

from dragoman import __version__
from dragoman.errors import BadSetting, SkipArticle
from dragoman.extract.coders.llm_prompt import Message, Schema
from dragoman.extract.coders.llm_settings import KEY_VARIABLE, LlmSettings

PAUSES = (1.0, 4.0, 16.0)
"""Seconds before each repetition, unless the server names its own."""
_LONGEST_PAUSE = 60.0
_FAILURES_TO_GIVE_UP = 3
"""Articles in a row that the endpoint failed at: from there on this run asks it no more."""
_MOST_BYTES = 5_000_000
_TOLD_CHARACTERS = 300
_FORMATS = ("json_schema", "json_object", "text")
_WRONG_SETTINGS = {
    401: f"it wants a key: put a valid one into the variable {KEY_VARIABLE}",
    403: f"it refuses the key in the variable {KEY_VARIABLE}, or the model to that key",
    404: "it knows no such address or model: look at --endpoint and --model",
}


class Endpoint:
    """One run's requests to one model. Safe for several threads."""

    def __init__(
        self,
        settings: LlmSettings,
        schema: Schema,
        key: str | None,
        pauses: tuple[float, ...] = PAUSES,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._settings, self._schema, self._key = settings, schema, key
        self._pauses, self._sleep = pauses, sleep
        headers = {"User-Agent": f"dragoman/{__version__}"} | ({"Authorization": f"Bearer {key}"} if key else {})
        self._client = httpx.Client(headers=headers, timeout=httpx.Timeout(settings.timeout_seconds, connect=10.0))
        self._lock = threading.Lock()
        self._format = 0
        self._options: dict[str, Any] = {"temperature": 0, "max_tokens": settings.max_tokens}
        self._failures = 0
        self._closed = False
        self.calls = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True  # a thread that waits to repeat its request stops at the next one
        self._client.close()

    def ask(self, messages: list[Message]) -> str:
        """Return the model's answer.

        Raises SkipArticle where the calls are used up ("calls-used-up"), no answer comes ("model-failed") or the answer
        is that this article cannot be answered ("model-refused": too long, a filter), and BadSetting where the endpoint
        refuses the key or knows no such model: no article would fare better.
        """
        with self._lock:
            if self._failures >= _FAILURES_TO_GIVE_UP:
                raise SkipArticle("model-failed", f"{self._settings.host} failed too often in a row; asked no more")
        try:
            answer = _read_content(self._request(messages))
        except SkipArticle as error:
            if error.reason == "model-failed":
                with self._lock:
                    self._failures += 1
            raise
        with self._lock:
            self._failures = 0
        return answer

    def _request(self, messages: list[Message]) -> Any:  # noqa: ANN401 -- whatever JSON the server answers
        """Return the body of a good answer; repeat, and ask for less where the server refuses what was asked for."""
        tried, told = 0, ""
        while True:
            self._count_call(told)
            body = self._write_body(messages)
            try:
                answer = self._send(body)
            except httpx.HTTPError as error:
                if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
                    self._discount_call()
                told, pause = f"{type(error).__name__}: {error}", None
                # A model that was too slow once mostly is again, and each time costs the whole time-out.
                last = isinstance(error, httpx.ReadTimeout) and tried >= 1
            else:
                if answer.status_code == httpx.codes.OK:
                    return self._read_json(answer)
                told, pause = self._tell(answer), _read_pause(answer)
                if self._ask_for_less(body, answer.status_code, told):
                    continue
                self._refuse_settings(answer.status_code, told)
                if answer.status_code not in (408, 429) and answer.status_code < 500:
                    raise SkipArticle("model-refused", f"{self._settings.host}: {told}")
                last = False
            if last or tried >= len(self._pauses):
                raise SkipArticle("model-failed", f"{self._settings.host}: {told}")
            self._sleep(min(self._pauses[tried] if pause is None else pause, _LONGEST_PAUSE))
            tried += 1

    def _count_call(self, failure: str) -> None:
        """Count a request that is about to be sent; `failure` is why the one before it gave nothing."""
        with self._lock:
            if self._closed:
                raise SkipArticle("model-failed", "the run was stopped")
            limit = self._settings.max_calls
            if limit is not None and self.calls >= limit:
                told = f"; the last one gave {failure}" if failure else ""
                raise SkipArticle("calls-used-up", f"the {limit:,} calls that this run may make are used up{told}")
            self.calls += 1

    def _discount_call(self) -> None:
        """A request that reached nobody has cost nothing."""
        with self._lock:
            self.calls -= 1

    def _write_body(self, messages: list[Message]) -> dict[str, Any]:
        with self._lock:
            kind, options = _FORMATS[self._format], dict(self._options)
        body: dict[str, Any] = {"model": self._settings.model, "messages": messages, "stream": False, **options}
        if kind == "json_schema":
            schema = {"name": "codings", "strict": True, "schema": self._schema}
            body["response_format"] = {"type": kind, "json_schema": schema}
        elif kind == "json_object":
            body["response_format"] = {"type": kind}
        return body

    def _send(self, body: dict[str, Any]) -> httpx.Response:
        with self._client.stream("POST", self._settings.address, json=body) as answer:
            raw = bytearray()
            for chunk in answer.iter_bytes():
                raw += chunk
                if len(raw) > _MOST_BYTES:
                    raise SkipArticle("model-failed", f"{self._settings.host}: an answer of over {_MOST_BYTES:,} bytes")
            return httpx.Response(answer.status_code, headers=_plain(answer.headers), content=bytes(raw))

    def _read_json(self, answer: httpx.Response) -> Any:  # noqa: ANN401 -- whatever JSON the server answers
        try:
            return answer.json()
        except ValueError as error:
            raise SkipArticle("model-failed", f"{self._settings.host}: expected JSON; found {error}") from error

    def _ask_for_less(self, sent: dict[str, Any], status: int, told: str) -> bool:
        """Leave out what the server says that it does not take; True where there is something to leave out."""
        if status not in (400, 422, 501):
            return False
        told = told.lower()
        with self._lock:
            if any(word in told for word in ("response_format", "json_schema", "json schema", "schema", "grammar")):
                # Another thread may have stepped down already.
                kind = sent.get("response_format", {"type": "text"})["type"]
                self._format = max(self._format, min(_FORMATS.index(kind) + 1, len(_FORMATS) - 1))
                return bool(kind != "text")
            if "max_tokens" in told and "max_tokens" in sent:
                if self._options.pop("max_tokens", None) is not None:
                    self._options["max_completion_tokens"] = self._settings.max_tokens
                return True
            if "temperature" in told and "temperature" in sent:
                self._options.pop("temperature", None)
                return True
        return False

    def _refuse_settings(self, status: int, told: str) -> None:
        if status in _WRONG_SETTINGS:
            raise BadSetting(f"{self._settings.host} answers {told}\nThat is, {_WRONG_SETTINGS[status]}.")

    def _tell(self, answer: httpx.Response) -> str:
        """Return status and message of a refusal; a key that the server repeats is blotted out."""
        text = " ".join(answer.text.split())
        if self._key:
            text = text.replace(self._key, "***")
        return f"{answer.status_code}: {text[:_TOLD_CHARACTERS]}"


def _plain(headers: httpx.Headers) -> dict[str, str]:
    """The headers that are still true of a body that is unpacked already."""
    return {key: headers[key] for key in ("content-type", "retry-after") if key in headers}


def _read_pause(answer: httpx.Response) -> float | None:
    """Return the seconds that the server asks to be left alone for."""
    try:
        return max(float(answer.headers.get("retry-after", "")), 0.0)
    except ValueError:
        return None


def _read_content(found: Any) -> str:  # noqa: ANN401 -- whatever JSON the server answers
    """Return the text of the first choice. Raises SkipArticle where there is none."""
    try:
        message = found["choices"][0]["message"]
        content = message.get("content")
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise SkipArticle("model-failed", "expected choices[0].message in the answer; found none") from error
    if not isinstance(content, str):
        raise SkipArticle("model-refused", f"the model gave no text: {str(message.get('refusal'))[:_TOLD_CHARACTERS]}")
    return content
