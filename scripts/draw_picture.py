"""Draw docs/images/sourced-event.svg: dispatches of the sample study go in, an event with its sources comes out.

    python scripts/draw_picture.py [WORDS]

Runs the sample study in a folder of its own and draws the event with most reports whose sentence holds WORDS, with
the first two of them; nothing in the picture is written by hand. `make docs` calls this.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from shutil import copytree
from subprocess import run
from typing import Any

from rich.align import Align
from rich.box import HORIZONTALS
from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.panel import Panel
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from dragoman.cli.event_card import render_event
from dragoman.cli.highlight import highlight_quote
from dragoman.cli.screen import render_rich
from dragoman.model import Article, Coding, Event
from dragoman.record import EventFilter, Record

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "sourced-event.svg"
WORDS = "Mastung"
WIDTH = 104
# Dark, with colours that keep a contrast of at least 4.5 to it: the picture stands on white and on black pages.
THEME = TerminalTheme(
    (22, 27, 34),
    (216, 222, 233),
    [(22, 27, 34), (255, 123, 114), (126, 231, 135), (242, 204, 96), (121, 192, 255), (210, 168, 255), (118, 227, 234),
     (216, 222, 233)],
    [(139, 148, 158), (255, 160, 150), (150, 240, 160), (250, 220, 130), (160, 210, 255), (225, 190, 255),
     (150, 240, 245), (255, 255, 255)],
)  # fmt: skip


def draw(event: Event, reports: Sequence[tuple[Coding, Article]]) -> str:
    """Return the picture of an event as SVG."""
    console = Console(width=WIDTH, record=True, file=StringIO(), force_terminal=True, color_system="truecolor")
    panels = [_dispatch(coding, article) for coding, article in reports]
    height = max(len(console.render_lines(panel)) for panel in panels)
    for panel in panels:
        panel.height = height
    console.print(Columns(panels, padding=(0, 2)))
    console.print(Align.center(Text("\u2193 dragoman run \u2193", style="bold")))
    console.print(
        Panel(_card(event), title="one event; each value keeps the words it was read from", **_frame("green"))
    )
    svg = console.export_svg(title="articles in, a sourced event out", theme=THEME, unique_id="sourced-event")
    return _without_fonts_from_elsewhere(svg)


def _dispatch(coding: Coding, article: Article) -> Panel:
    """One report, with the words marked that its values were read from."""
    title = Text(article.title, style="bold")
    before, _, after = article.text.partition(coding.quote.text)
    rest = Text(" ..." if after.strip() else "", style="dim")
    body = Text.assemble(Text(before, style="dim"), render_rich(highlight_quote(coding)), rest)
    head = f"{article.published}  {article.outlet}"
    return Panel(Group(title, Text(), body), title=head, width=WIDTH // 2 - 1, **_frame("cyan"))


def _card(event: Event) -> RenderableType:
    return Group(*(render_rich(line) for line in render_event(event, ())))


def _frame(colour: str) -> dict[str, Any]:
    return {"border_style": colour, "title_align": "left", "box": HORIZONTALS}


def _without_fonts_from_elsewhere(svg: str) -> str:
    """Name fonts of the reader's machine only: GitHub shows no font that a picture would have to fetch."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "ui-monospace, SFMono-Regular, Menlo, Consolas, DejaVu Sans Mono")


def main(words: str = WORDS) -> None:
    """Run the sample and draw the event."""
    with tempfile.TemporaryDirectory(prefix="dragoman-picture-") as folder:
        study = copytree(ROOT / "samples" / "us-pakistan", Path(folder) / "demo")
        run([Path(sys.executable).with_name("dragoman"), "run", "--study", study], check=True, capture_output=True)
        with Record.open(study, read_only=True) as record:
            found = record.events(EventFilter(text=words))
            event = max(found, key=lambda e: (e.witnesses, len(e.killed_history), e.id))
            reports = [(coding, record.article(coding.article_id)) for coding in record.codings_of(event)]
            reports.sort(key=lambda report: (report[1].published, report[0].id))
            PICTURE.write_text(draw(event, reports[:2]), encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)}: {event.id}")


if __name__ == "__main__":
    main(*sys.argv[1:])
