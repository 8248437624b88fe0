"""A value of a coding in words, as a person writes it in one line, and back.

| field | in words |
|---|---|
| event | ASSAULT, or with its mode ASSAULT/firearms |
| mode, status, claimed_by | the word itself |
| killed, injured | 12; 12+ (best and low); 10-15 (low and high); 12 (10-15); >=24; <=30 |
| date | 2024-03-07; 2024-03-07 to 2024-03-09; a month 2024-03 or a year 2024 for the whole of it |
| place | Quetta, Balochistan, PAK: name, first-level division, state; any of them may be missing |
| actors, recipients | Lomar Front (REB); Tarbek Army (MIL, TRB): name, sector, state; with `;` between |
| targets, weapons | words of the article, with `;` between |
| attribution | the interior ministry (official) |

In the record a value has the form of the coding guide (model/guide.py), where every part has its place.
"""

# ruff: noqa: ANN401 -- the guide's form is JSON.

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Any

_NUMBER = r"(\d[\d,]*)"
_RANGE = re.compile(rf"(?:{_NUMBER}\s*(?:-|to)\s*{_NUMBER}|>=\s*{_NUMBER}|<=\s*{_NUMBER})")
_BEST = re.compile(rf"{_NUMBER}(\+)?(?:\s*\((.+)\))?")
_DAYS = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TAGGED = re.compile(r"(.*?)\s*\(([^()]*)\)", re.DOTALL)
_STATE = re.compile(r"[A-Z]{3}")


def word_value(field: str, value: Any) -> str:
    """Return a value of the guide's form in words; "" for none."""
    if value is None or value == []:
        return ""
    if field in ("killed", "injured"):
        return _word_toll(value["best"], value["low"], value["high"])
    if field == "date":
        return value["start"] if value["start"] == value["end"] else f"{value['start']} to {value['end']}"
    if field == "place":
        return ", ".join(
            dict.fromkeys(filter(None, (value["name"] or value["text"], value["admin1"], value["country"])))
        )
    if field in ("actors", "recipients"):
        return "; ".join(_word_participant(who) for who in value)
    if field in ("targets", "weapons"):
        return "; ".join(value)
    return f"{value['speaker']} ({value['kind']})" if field == "attribution" else str(value)


def _word_toll(best: int | None, low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        bounds = f"{low}-{high}"
    else:
        bounds = f">={low}" if low is not None else f"<={high}" if high is not None else ""
    if best is None:
        return bounds
    if low == best and high is None:
        return f"{best}+"
    return f"{best} ({bounds})" if bounds else str(best)


def _word_participant(who: Any) -> str:
    tags = [who["sector"]] + ([who["country"]] if who["country"] else [])
    return f"{who['name'] or who['text']} ({', '.join(tags)})"


def read_value(field: str, words: str) -> Any:
    """Return the value that the words tell, in the guide's form, its `text` left out; ValueError for other words."""
    words = " ".join(words.split())
    if not words:
        return [] if field in ("actors", "recipients", "targets", "weapons") else None
    if field in ("killed", "injured"):
        return _read_toll(words)
    if field == "date":
        return _read_days(words)
    if field == "place":
        return _read_place(words)
    if field in ("actors", "recipients"):
        return [_read_participant(part) for part in words.split(";") if part.strip()]
    if field in ("targets", "weapons"):
        return [part.strip() for part in words.split(";") if part.strip()]
    if field == "attribution":
        tagged = _TAGGED.fullmatch(words)
        return {"speaker": tagged[1], "kind": tagged[2].strip()} if tagged else {"speaker": words, "kind": "other"}
    return words


def _read_toll(words: str) -> dict[str, int | None]:
    best: int | None = None
    low: int | None = None
    high: int | None = None
    bounds = words
    if found := _BEST.fullmatch(words):
        best, bounds = _number(found[1]), found[3] or ""
        low = best if found[2] else None
    if bounds:
        span = _RANGE.fullmatch(bounds.strip())
        if span is None:
            raise ValueError("expected a toll such as 12, 12+, 10-15, 12 (10-15) or >=24")
        low, high = _number(span[1] or span[3]), _number(span[2] or span[4])
    return {"best": best, "low": low, "high": high}


def _number(digits: str | None) -> int | None:
    return int(digits.replace(",", "")) if digits else None


def _read_days(words: str) -> dict[str, str]:
    ends = [_DAYS.fullmatch(part.strip()) for part in words.split(" to ")]
    if not 1 <= len(ends) <= 2 or None in ends:
        raise ValueError("expected a day, a month, a year, or two days as 2024-03-07 to 2024-03-09")
    first, last = ends[0], ends[-1]
    if first is None or last is None:
        raise AssertionError("unreachable: None was refused above")
    return {"start": _day(first, begin=True).isoformat(), "end": _day(last, begin=False).isoformat()}


def _day(found: re.Match[str], *, begin: bool) -> date:
    year = int(found[1])
    month = int(found[2]) if found[2] else 1 if begin else 12
    if found[3]:
        return date(year, month, int(found[3]))
    return date(year, month, 1 if begin else calendar.monthrange(year, month)[1])


def _read_place(words: str) -> dict[str, str | None]:
    parts = [part.strip() for part in words.split(",")]
    country = parts.pop() if _STATE.fullmatch(parts[-1]) else None
    if len(parts) > 2:
        raise ValueError("expected a place as name, first-level division, state: Quetta, Balochistan, PAK")
    name, admin1 = [*parts, None, None][:2]
    return {"name": name, "admin1": admin1, "country": country}


def _read_participant(words: str) -> dict[str, str | None]:
    tagged = _TAGGED.fullmatch(words.strip())
    name, tags = (tagged[1], [tag.strip() for tag in tagged[2].split(",")]) if tagged else (words.strip(), ["UNK"])
    if len(tags) > 2:
        raise ValueError("expected a name with sector and state in brackets: Tarbek Army (MIL, TRB)")
    sector, country = [*tags, None][:2]
    return {"name": name, "country": country, "sector": sector}
