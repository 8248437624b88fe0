"""Draw docs/images/current-events.svg from the last run of evals/current_events.py.

    python -m evals.current_events --json > evals/results/current_events.json
    python -m scripts.draw_current_events

Above, deaths by year; below, by month, both on a scale of roots, so that quiet months can be seen beside the worst.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence

from evals.run_all import RESULTS
from scripts.build_accuracy import IMAGES, draw_picture, draw_text

WIDTH, HEIGHT, LEFT, GAP = 820, 200, 64, 74
YEAR_TICKS, MONTH_TICKS = (100, 1000, 4000, 8000), (50, 250, 1000)


def draw(scores: Mapping[str, Mapping[str, Mapping[str, int | None]]]) -> str:
    """Return the picture."""
    years = [(name, row["told"] or 0, row["ucdp"]) for name, row in scores["by_year"].items()]
    months = [(name, row["told"] or 0, row["ucdp"]) for name, row in scores["by_month"].items()]
    parts = [
        draw_text(LEFT, 24, "Killed in Pakistan: what a digest of current events tells, and what UCDP counts", "title"),
        *_draw_years(years, 66),
        *_draw_months(months, 66 + HEIGHT + GAP),
    ]
    return draw_picture(LEFT + WIDTH + 24, 66 + 2 * HEIGHT + GAP + 36, "Deaths in Pakistan by source", parts)


def _scale(value: float, most: float) -> float:
    return HEIGHT * math.sqrt(value / most)


def _draw_axis(top: float, most: float, ticks: Sequence[int]) -> Iterator[str]:
    for tick in ticks:
        if tick <= most:
            y = top + HEIGHT - _scale(tick, most)
            yield f'<path class="grid" d="M{LEFT} {y:.1f}H{LEFT + WIDTH}"/>'
            yield draw_text(LEFT - 8, y + 4, f"{tick:,}", "faint", "end")


def _draw_years(rows: Sequence[tuple[str, int, int | None]], top: float) -> Iterator[str]:
    most = max(max(told, ucdp or 0) for _, told, ucdp in rows)
    yield from _draw_axis(top, most, YEAR_TICKS)
    yield draw_text(LEFT, top - 12, "by year: bars the digest, dots UCDP (organized violence, best estimate)", "faint")
    step = WIDTH / len(rows)
    for at, (year, told, ucdp) in enumerate(rows):
        x, height = LEFT + at * step, _scale(told, most)
        bar = f'x="{x + 4:.1f}" y="{top + HEIGHT - height:.1f}" width="{step - 8:.1f}" height="{height:.1f}"'
        yield f'<rect class="wrong" {bar}/>'
        if ucdp is not None:
            yield f'<circle class="dot" cx="{x + step / 2:.1f}" cy="{top + HEIGHT - _scale(ucdp, most):.1f}" r="5"/>'
        yield draw_text(x + step / 2, top + HEIGHT + 16, f"’{year[2:]}", "faint", "middle")


def _draw_months(rows: Sequence[tuple[str, int, int | None]], top: float) -> Iterator[str]:
    most = max(max(told, ucdp or 0) for _, told, ucdp in rows)
    yield from _draw_axis(top, most, MONTH_TICKS)
    yield draw_text(LEFT, top - 12, "by month: bars the digest, line UCDP (GED events whose month is known)", "faint")
    step = WIDTH / len(rows)
    for at, (_, told, _) in enumerate(rows):
        height = _scale(told, most)
        y = top + HEIGHT - height
        yield f'<rect class="wrong" x="{LEFT + at * step:.1f}" y="{y:.1f}" width="{step:.1f}" height="{height:.1f}"/>'
    line = (
        f"{LEFT + (at + 0.5) * step:.1f} {top + HEIGHT - _scale(u or 0, most):.1f}" for at, (_, _, u) in enumerate(rows)
    )
    yield f'<path class="link" d="M{"L".join(line)}"/>'
    for at, (month, _, _) in enumerate(rows):
        if month.endswith("-01"):
            yield draw_text(LEFT + at * step, top + HEIGHT + 16, f"’{month[2:4]}", "faint")


def main() -> None:
    scores = json.loads((RESULTS / "current_events.json").read_text(encoding="utf-8"))
    (IMAGES / "current-events.svg").write_text(draw(scores), encoding="utf-8")


if __name__ == "__main__":
    main()
