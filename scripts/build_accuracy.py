"""Write docs/reference/accuracy.md and its pictures from the last run of the evals.

    python -m scripts.build_accuracy

Everything comes from evals/results/*.json, evals/targets.toml and evals/floors.json: the same files give the same page.
`make evals` makes the results.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from evals.run_all import FOLDER, RESULTS, find_figure, read_targets

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "reference" / "accuracy.md"
IMAGES = ROOT / "docs" / "images"
CELL = 40
EDGE = 96
# One picture for white and for black pages: the colours turn with the reader's setting, and keep a contrast of 4.5.
STYLE = """<style>
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 14px; }
.faint { fill: #59636e; font-size: 11px; }
.page { fill: #ffffff; }
.right { fill: #1a7f37; }
.wrong { fill: #bc4c00; }
.line { stroke: #59636e; fill: none; }
.grid { stroke: #d1d9e0; fill: none; }
.dot { fill: #0969da; }
.link { stroke: #0969da; fill: none; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .faint { fill: #9198a1; }
  .page { fill: #0d1117; }
  .right { fill: #2ea043; }
  .wrong { fill: #db6d28; }
  .line { stroke: #9198a1; }
  .grid { stroke: #3d444d; }
  .dot { fill: #4493f8; }
  .link { stroke: #4493f8; }
}
</style>"""


def draw_matrix(title: str, labels: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """Return a confusion matrix as SVG: rows of the gold's labels, columns of the coder's, shaded by share of a row."""
    size = CELL * len(labels)
    width, height = EDGE + size + 64, EDGE + 40 + size + 16
    parts = [
        draw_text(8, 22, title, "title"),
        draw_text(8, 40, "rows: what people read; columns: what the coder read", "faint"),
    ]
    top = EDGE + 32
    for at, label in enumerate(labels):
        middle = at * CELL + CELL / 2
        parts.append(draw_text(EDGE - 8, top + middle + 4, label, anchor="end"))
        turned = f'transform="rotate(-60 {EDGE + middle:g} {top - 8})"'
        parts.append(f'<text x="{EDGE + middle:g}" y="{top - 8}" {turned}>{escape(label)}</text>')
    for at, row in enumerate(counts):
        whole = sum(row)
        parts.append(draw_text(EDGE + size + 8, top + at * CELL + CELL / 2 + 4, str(whole), "faint"))
        for to, count in enumerate(row):
            parts += _cell(EDGE + to * CELL, top + at * CELL, count, count / whole if whole else 0.0, at == to)
    return draw_picture(width, height, title, parts)


def _cell(left: float, top: float, count: int, share: float, right: bool) -> Iterator[str]:
    yield f'<rect class="grid" x="{left:g}" y="{top:g}" width="{CELL}" height="{CELL}"/>'
    if count:
        shade = 0.08 + 0.42 * share
        kind = "right" if right else "wrong"
        yield (
            f'<rect class="{kind}" x="{left:g}" y="{top:g}" width="{CELL}" height="{CELL}" fill-opacity="{shade:.2f}"/>'
        )
        yield draw_text(left + CELL / 2, top + CELL / 2 + 4, str(count), anchor="middle")


def draw_reliability(title: str, bins: Sequence[Mapping[str, float]]) -> str:
    """Return a reliability diagram as SVG: the share right against the confidence, with the number of codings."""
    side, left, top = 320, 56, 72
    parts = [
        draw_text(8, 22, title, "title"),
        draw_text(8, 40, "on the dotted line, confidence is what it says", "faint"),
    ]
    for tenth in range(0, 11, 2):
        at = tenth / 10
        x, y = left + at * side, top + (1 - at) * side
        parts.append(f'<path class="grid" d="M{left} {y:g}H{left + side}M{x:g} {top}V{top + side}"/>')
        parts.append(draw_text(left - 8, y + 4, f"{at:.1f}", "faint", "end"))
        parts.append(draw_text(x, top + side + 18, f"{at:.1f}", "faint", "middle"))
    parts.append(f'<path class="line" stroke-dasharray="3 4" d="M{left} {top + side}L{left + side} {top}"/>')
    points = [(left + each["confidence"] * side, top + (1 - each["right"]) * side, each["codings"]) for each in bins]
    if points:
        parts.append(f'<path class="line" d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y, _ in points)}"/>')
    for x, y, count in points:
        parts.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5"/>')
        parts.append(draw_text(x, y - 10, f"{count:g}", anchor="middle"))
    parts.append(draw_text(left + side / 2, top + side + 38, "confidence", anchor="middle"))
    parts.append(
        f'<text x="16" y="{top + side / 2}" text-anchor="middle" transform="rotate(-90 16 {top + side / 2})">'
        "share right</text>"
    )
    return draw_picture(left + side + 32, top + side + 52, title, parts)


def draw_text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """Return words at a point, in one of the kinds of the style."""
    named = f' class="{kind}"' if kind else ""
    return f'<text x="{x:g}" y="{y:g}"{named} text-anchor="{anchor}">{escape(words)}</text>'


def draw_picture(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    """Return the parts as one SVG with the style of all our pictures."""
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(title)}">'
    page = f'<rect class="page" width="{width:g}" height="{height:g}"/>'
    return "\n".join([head, STYLE, page, *parts, "</svg>", ""])


def write_table(results: Mapping[str, Mapping[str, Any]], floors: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return the lines of the tables: a part for each eval with results."""
    lines: list[str] = []
    for each in read_targets():
        rows = each.get("row", [])
        if each["name"] not in results or not rows:
            continue
        lines += ["", f"## {each['title']}", "", _how(each, results[each["name"]])]
        lines += ["", "| What | Measured | Peers | Reach | Aim | Floor |", "|---|---|---|---|---|---|"]
        for row in rows:
            figure = find_figure(results[each["name"]], row["figure"])
            floor = _floor_of(row["figure"], floors.get(each["name"], {}))
            cells = [row["what"], _number(figure), row.get("peers", ""), _number(row.get("reach"))]
            lines.append("| " + " | ".join([*cells, _number(row.get("aim")), _number(floor)]) + " |")
    return lines


def _how(each: Mapping[str, Any], scores: Mapping[str, Any]) -> str:
    """Return the command that measures an eval, and over how many of what."""
    command = f"`python -m evals.{each['module']} --data ../shared/{each['data']}`"
    figure, things = each.get("count", ("", ""))
    number = find_figure(scores, figure)
    return command if number is None else f"{command}: {number:g} {things}"


def _floor_of(figure: str, floors: Mapping[str, float]) -> float | None:
    """Return the floor of a figure, which may stand under its last name alone."""
    short = figure.removesuffix(".f").removesuffix(".mean").removeprefix("fields.")
    return floors.get(figure, floors.get(short))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def write_calibration(bins: Sequence[Mapping[str, float]]) -> list[str]:
    """Return the bins as the lines of a table."""
    lines = ["| Confidence | Codings | Right |", "|---|---|---|"]
    lines += [f"| {b['low']:.1f} to {b['high']:.1f} | {b['codings']:g} | {b['right']:.2f} |" for b in bins]
    return lines


def write_page(results: Mapping[str, Mapping[str, Any]], floors: Mapping[str, Mapping[str, float]]) -> str:
    """Return the page."""
    lines = [
        "# Accuracy",
        "",
        "What the evals measured when they were last run. `make evals` runs them and rewrites this page and its",
        "pictures from `evals/results/`; do not edit it by hand. A floor is what a change may not fall below.",
        "Figures are of parts that no model was fitted to; they were seen during development, so expect a",
        "little less elsewhere.",
        *write_table(results, floors),
    ]
    if "confusion" in results:
        measured = results["confusion"]
        lines += [
            "",
            "## What is taken for what",
            "",
            f"{measured['articles']} articles of the validation part; gold and coded events paired by their words,",
            'whatever their types. "none" is the column of what the coder misses and the row of what it invents. The',
            "number at the end of a row is its sum.",
            "",
            "![Confusion matrix of event types](../images/confusion-types.svg)",
            "",
            "![Confusion matrix of statuses](../images/confusion-statuses.svg)",
            "",
            "## What the confidence is worth",
            "",
            "Codings by their confidence, and the share of them that is paired with a gold coding of the same type.",
            "",
            "![Reliability diagram](../images/reliability.svg)",
            "",
            *write_calibration(measured["calibration"]),
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    results = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(RESULTS.glob("*.json"))}
    floors = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
    PAGE.write_text(write_page(results, floors), encoding="utf-8")
    if "confusion" in results:
        measured = results["confusion"]
        for name, title in (("types", "Event types"), ("statuses", "Statuses")):
            picture = draw_matrix(title, measured[name]["labels"], measured[name]["counts"])
            (IMAGES / f"confusion-{name}.svg").write_text(picture, encoding="utf-8")
        picture = draw_reliability("Confidence and share right", measured["calibration"])
        (IMAGES / "reliability.svg").write_text(picture, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(results)} evals")


if __name__ == "__main__":
    main()
