"""The words that name a mode were right in nine of ten codings by people, and must stay so."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from dragoman.extract.act_modes import read_means
from evals.standoff import read_standoff
from scripts.coded_rows import read_coded

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).resolve().parents[3] / "shared"))
FEWEST = 10
"""Codings below which a share says nothing."""


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"no gold sets at {SHARED} (DRAGOMAN_SHARED names them)")
def test_words_that_name_a_mode_name_it_in_the_codings_of_people() -> None:
    gold = SHARED / "gold" / "dispatches-train"
    coded = [
        c for _, codings in read_coded(gold / "articles_train.jsonl", gold / "codings_train.jsonl") for c in codings
    ]
    coded += [coding for _, codings in read_standoff(SHARED, "judge") for coding in codings]
    told: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for coding in coded:
        means = read_means(coding["event"], coding["trigger"])
        if means is not None:
            told[coding["event"], means.mode] += 1
            right[coding["event"], means.mode] += coding["mode"] in (means.mode, *means.others)
    shares = {key: right[key] / count for key, count in told.items() if count >= FEWEST}
    assert len(shares) > 15
    assert {key: share for key, share in shares.items() if share < 0.9} == {}
