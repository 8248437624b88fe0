"""Which model codes, where it answers, and what it may cost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from dragoman.errors import BadSetting

KEY_VARIABLE = "DRAGOMAN_API_KEY"
"""The variable of the environment that holds the endpoint's key. It is sent to the endpoint and written nowhere."""
PROMPT_VERSION = 1
"""Stands in the coder's name: codings made with other instructions are another coder's."""


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """A language model behind an endpoint that speaks OpenAI's chat completions.

    `endpoint`: "http://127.0.0.1:8080/v1", with or without "/v1" or "/chat/completions". `cache`: the folder of its
    answers. `max_calls`: most requests in one run, repeats included; None is no limit. `timeout_seconds`: for one
    answer. `max_tokens`: most tokens of one answer. `at_once`: requests in flight.
    Raises BadSetting for an endpoint that is no address, or a model without a name.
    """

    endpoint: str
    model: str
    cache: Path
    max_calls: int | None = None
    timeout_seconds: float = 120.0
    max_tokens: int = 8192
    at_once: int = 1

    def __post_init__(self) -> None:
        parts = urlsplit(self.endpoint)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadSetting(
                f"endpoint: expected an address such as http://127.0.0.1:8080/v1; found {self.endpoint!r}."
            )
        if not self.model.strip():
            raise BadSetting("model: expected the name that the endpoint knows the model by; found an empty one.")

    @property
    def coder(self) -> str:
        """Name and version of the coder, as its codings record them: "llm/1:NAME"."""
        return f"llm/{PROMPT_VERSION}:{self.model}"

    @property
    def address(self) -> str:
        """Where requests go."""
        base = self.endpoint.rstrip("/")
        if base.endswith("/chat/completions"):
            return base
        return base + ("/chat/completions" if urlsplit(base).path else "/v1/chat/completions")

    @property
    def host(self) -> str:
        """The endpoint as messages name it: without a user or password that stand in the address."""
        parts = urlsplit(self.address)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"
