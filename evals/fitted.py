"""Which sentences of a gold set the packaged models were fitted to: fingerprints, so that no score pretends.

The lists lie in evals/results/fitted_NAME.txt and are written by the scripts that fit the models. A fingerprint is six
hexadecimal digits of a hash: no text is kept, and one sentence in two thousand is taken for another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

FOLDER = Path(__file__).parent / "results"


def fingerprint(text: str) -> str:
    """Return the fingerprint of a sentence, however its white space runs."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:6]


def write_fitted(name: str, sentences: Iterable[str]) -> None:
    """Keep the fingerprints of the sentences that a model was fitted to."""
    FOLDER.mkdir(exist_ok=True)
    lines = sorted({fingerprint(sentence) for sentence in sentences})
    (FOLDER / f"fitted_{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def were_fitted(name: str, sentences: Sequence[str]) -> list[bool]:
    """Tell of each sentence whether the packaged model was fitted to it."""
    known = set((FOLDER / f"fitted_{name}.txt").read_text(encoding="utf-8").split())
    return [fingerprint(sentence) in known for sentence in sentences]
