"""`dragoman code ARTICLES.jsonl`: code a file of articles without a study."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from dragoman.cli.article_lines import read_article_lines
from dragoman.cli.progress import ProgressDisplay
from dragoman.errors import BadSource, StopRun
from dragoman.extract.coders.protocol import CoderChoice, name_coder
from dragoman.model import Article, Coding, SetAside
from dragoman.model.guide import coding_to_guide
from dragoman.publish.wording import count_of

_SMALL_BYTES = 500_000
"""Some 150 articles: below this the start of more processes (3 s) costs more than it gains."""


class ArticleQueue:
    """Hands the articles of a file on, counts what is set aside, and names each on stderr."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.set_aside: Counter[str] = Counter()
        self.complaints: Counter[str] = Counter()

    def __iter__(self) -> Iterator[Article]:
        for item in read_article_lines(self._path):
            if isinstance(item, SetAside):
                self.put_aside(item)
            else:
                yield item

    def put_aside(self, item: SetAside) -> None:
        """Count it and say why."""
        self.set_aside[item.reason] += 1
        position = "" if item.position is None else f":{item.position}"
        click.echo(f"{item.source}{position}: set aside ({item.reason}): {item.detail}", err=True)

    def complain(self, item: SetAside) -> None:
        """Say what a coder refused of an article that it read all the same, and count it."""
        self.complaints[item.reason] += 1
        click.echo(f"{item.reason}: {item.detail}", err=True)


def code_file(articles: Path, out: Path, coder: CoderChoice, workers: int | None, spans: bool) -> None:
    """Write one coding a line, in the order of the articles and of their text; a summary goes to stderr.

    Raises StopRun where the coder could read none of the articles: the fault is then not theirs.
    """
    from dragoman.pipeline.engines import code_in_order

    workers = _choose_workers(articles) if workers is None else workers
    queue, read, failed, written = ArticleQueue(articles), 0, 0, 0
    with ProgressDisplay() as progress, _open_out(out) as stream:
        progress.start("coding")
        for batch, coded in code_in_order(queue, coder, workers):
            written += write_codings(stream, coded.codings, spans)
            for item in coded.failed:
                queue.put_aside(item)
            for item in coded.complaints:
                queue.complain(item)
            read, failed = read + len(batch), failed + len(coded.failed)
            progress.advance(len(batch))
        progress.finish()
        if read and failed == read:
            count = count_of(read, "article")
            raise StopRun(f"the coder '{name_coder(coder)}' could read none of {count}; the reasons stand above.")
    click.echo(_summarize(read - failed, written, queue.set_aside, queue.complaints), err=True)


def write_codings(stream: TextIO, codings: Sequence[Coding], spans: bool) -> int:
    """Write each coding as a line of the guide's format; return how many."""
    for coding in codings:
        stream.write(json.dumps(coding_to_guide(coding, spans), ensure_ascii=False) + "\n")
    return len(codings)


def _choose_workers(articles: Path) -> int:
    """One process for a small file, one for each processor (0) for a large one or a stream."""
    return 1 if articles.is_file() and articles.stat().st_size < _SMALL_BYTES else 0


@contextmanager
def _open_out(out: Path) -> Iterator[TextIO]:
    """Open stdout or the file; a file gets its name only once it is whole, so that half a one is never taken for it."""
    if str(out) == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # what the shell gives is a TextIOWrapper
        yield sys.stdout
        return
    part = out.with_name(out.name + ".part") if out.is_file() or not out.exists() else out
    try:
        stream = part.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadSource(
            f"{out}: expected a file that can be written; found: {error.strerror}. Choose another."
        ) from error
    try:
        with stream:
            yield stream
        if part != out:
            part.replace(out)
    finally:
        _drop_empty(part, out)


def _drop_empty(part: Path, out: Path) -> None:
    """A run that stopped keeps what it wrote beside the file; one that wrote nothing leaves nothing."""
    if part != out and part.exists() and part.stat().st_size == 0:
        part.unlink()


def _summarize(read: int, written: int, set_aside: Counter[str], complaints: Counter[str]) -> str:
    text = f"{count_of(read, 'article')} read, {count_of(written, 'coding')} written"
    if set_aside:
        text += f"; {set_aside.total():,} set aside: {_count_reasons(set_aside)}"
    if complaints:
        text += f"; {count_of(complaints.total(), 'complaint')}: {_count_reasons(complaints)}"
    return text + "."


def _count_reasons(reasons: Counter[str]) -> str:
    return ", ".join(f"{count:,} {reason}" for reason, count in sorted(reasons.items()))
