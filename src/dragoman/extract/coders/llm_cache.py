"""Answers that a model has given, kept by what was asked: the same question is never paid for twice."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import StopRun


@dataclass(frozen=True, slots=True)
class AnswerCache:
    """One file an answer. A file gets its name only once it is whole, so that a kill leaves none half written."""

    folder: Path

    def find(self, key: str) -> str | None:
        """Return the answer, or None where there is none; a damaged file counts as none and is written anew."""
        try:
            found = json.loads(self._path(key).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise self._fault(error) from error
        answer = found.get("answer") if isinstance(found, dict) else None
        return answer if isinstance(answer, str) else None

    def keep(self, key: str, model: str, answer: str) -> None:
        """Write the answer under its key. Raises StopRun where the folder cannot be written: every answer costs."""
        try:
            self._write(self._path(key), json.dumps({"model": model, "answer": answer}))
        except OSError as error:
            raise self._fault(error) from error

    def _write(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise

    def _fault(self, error: OSError) -> StopRun:
        return StopRun(
            f"{self.folder}: expected a folder in which the model's answers can be kept; found: {error.strerror}."
        )

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}.json"


def answer_key(model: str, schema: object, messages: Sequence[object]) -> str:
    """Return the key of an answer: SHA-256 over the model's name, the schema and every word of the question."""
    asked = json.dumps([model, schema, list(messages)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()
