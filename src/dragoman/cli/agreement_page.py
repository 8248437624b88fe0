"""Agreement between two coders, as lines for a person and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dragoman.cli.screen import Line, Piece, line
from dragoman.extract.agreement import Agreement
from dragoman.publish.wording import count_of

_UNITS = {
    "type": "acts that both coded",
    "status": "acts that both coded",
    "type or none": "the same, acts that one coded, and sentences that neither did",
}


def render_agreement(names: tuple[str, str], agreement: Agreement) -> list[Line]:
    """Return three tables: alpha, F over codings, and agreement on values."""
    every = agreement.overlaps["all"]
    left, right = count_of(every.left, "coding"), count_of(every.right, "coding")
    lines = [line(Piece(f"{names[0]} ({left}) and {names[1]} ({right})", "title"))]
    lines.append(line(f"  over {count_of(agreement.articles, 'article')}"))
    lines.append(line(Piece("Krippendorff's alpha", "title")))
    for name, found in agreement.alphas.items():
        lines.append(_row(name, _figure(found.alpha), f"{count_of(found.units, 'unit')}: {_UNITS[name]}"))
    lines.append(line(Piece("F over codings", "title")))
    for name, overlap in agreement.overlaps.items():
        told = f"{count_of(overlap.pairs, 'pair')} of {overlap.left:,} and {overlap.right:,}"
        lines.append(_row(name, _figure(overlap.f), told))
    lines.append(line(Piece("Agreement on values, where either fills them", "title")))
    for name, field in agreement.fields.items():
        lines.append(_row(name, _figure(field.agreement), count_of(field.pairs, "pair")))
    return lines if agreement.fields else [*lines, line("  no codings were paired")]


def write_agreement(names: Sequence[str], agreement: Agreement) -> str:
    """Return the figures as JSON, rounded to four decimals; null where one is not defined."""
    found = {
        "coders": list(names),
        "articles": agreement.articles,
        "alpha": {n: {"alpha": _round(a.alpha), "units": a.units} for n, a in agreement.alphas.items()},
        "f": {
            n: {"f": _round(o.f), "pairs": o.pairs, "left": o.left, "right": o.right}
            for n, o in agreement.overlaps.items()
        },
        "fields": {n: {"agreement": _round(f.agreement), "pairs": f.pairs} for n, f in agreement.fields.items()},
    }
    return json.dumps(found, indent=2, ensure_ascii=False)


def _row(name: str, figure: str, told: str) -> Line:
    return line("  ", Piece(f"{name:<24}", "label"), f"{figure:>6}  ", Piece(told, "dim"))


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
