"""Collecting that breaks off and goes on marks the same copies as collecting in one go."""

import json
import random

import pytest

from dragoman.collect.mapping import Mapping
from dragoman.pipeline import collect_sources
from dragoman.pipeline.outcome import NoProgress
from dragoman.record import Record
from dragoman.study.init_study import init_study
from dragoman.study.read_study import open_study

_STORIES = 120
_PRINTINGS = 5
_WORDS = ("river", "bridge", "minister", "council", "harvest", "market", "rain", "tax", "road", "school", "plan")


def write_stories(file):
    """Write stories that several papers print on several days with a word or two changed, shuffled."""
    chance = random.Random(5)
    rows = []
    for story in range(_STORIES):
        words = [f"{chance.choice(_WORDS)} {chance.choice(_WORDS)}{story}" for _ in range(60)]
        for printing in range(_PRINTINGS):
            words[chance.randrange(60)] = f"edition{printing}"
            day = f"2024-03-{chance.randrange(1, 28):02d}"
            rows.append(
                {"id": f"{story}-{printing}", "published": day, "title": f"Story {story}", "text": " ".join(words)}
            )
    chance.shuffle(rows)
    file.write_text("\n".join(map(json.dumps, rows)))


class BreakingOff(NoProgress):
    """Breaks off after so many batches, as Ctrl-C would."""

    def __init__(self, after):
        self.left = after

    def advance(self, count=1):
        self.left -= 1
        if not self.left:
            raise KeyboardInterrupt


def collect(folder, file, *breaks):
    study = open_study(init_study(folder))
    for after in breaks:
        with pytest.raises(KeyboardInterrupt):
            collect_sources(study, [(file, Mapping())], progress=BreakingOff(after))
    collect_sources(study, [(file, Mapping())])
    with Record.open(study.folder) as record:
        record.export(folder / "export")
    return {each.name: each.read_text().splitlines() for each in (folder / "export").iterdir()}


def test_breaking_off_changes_neither_articles_nor_copies(tmp_path):
    write_stories(tmp_path / "stories.jsonl")
    whole = collect(tmp_path / "whole", tmp_path / "stories.jsonl")
    assert sum(json.loads(line)["copy_of"] is not None for line in whole["articles.jsonl"]) > _STORIES
    assert collect(tmp_path / "broken", tmp_path / "stories.jsonl", 1, 2) == whole
