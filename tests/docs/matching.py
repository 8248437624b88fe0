"""Does a command print what the page shows?

`...` stands for anything. Numbers with a decimal point (seconds, rates, confidences) may differ. Ids of events may
differ too, each in one way: the first output that shows an id binds it, for the rest of the page. How far a slow run
has got in between is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ID = re.compile(r"ev-[0-9a-f]{12}")
_LOOSE = re.compile(r"(\.\.\.|ev-[0-9a-f]{12}|\d[\d,]*\.\d+)")
_ANY_LINES = r"(?:[^\n]*\n)*?"
_IN_BETWEEN = re.compile(r"^(?:collecting|coding|linking): (?!.* in [\d.]+ s).*\n", re.MULTILINE)


class Ids:
    """The ids of events that a page shows, and what they are in this run: the first output that shows one binds it."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}

    def put(self, text: str) -> str:
        """Return `text` with every id that is bound replaced by what it is now."""
        return _ID.sub(lambda match: self._now.get(match.group(), match.group()), text)

    def match(self, expected: Sequence[str], output: str) -> bool:
        """Tell whether the output is what was expected, and bind the ids that it shows for the first time."""
        groups: dict[str, str] = {}
        pattern = "".join(self._pattern(line, groups) for line in expected)
        found = re.fullmatch(pattern, tidy(output))
        if found:
            self._now.update({shown: found.group(name) for shown, name in groups.items()})
        return found is not None

    def _pattern(self, line: str, groups: dict[str, str]) -> str:
        if line.strip() == "...":
            return _ANY_LINES
        parts = _LOOSE.split(line.rstrip())
        return "".join(self._part(part, groups) for part in parts) + "\n"

    def _part(self, part: str, groups: dict[str, str]) -> str:
        if part == "...":
            return r"[^\n]*"
        if not _ID.fullmatch(part):
            return r"\d[\d,]*\.\d+" if _LOOSE.fullmatch(part) else re.escape(part)
        if part in self._now:
            return re.escape(self._now[part])
        if part in groups:
            return f"(?P={groups[part]})"
        groups[part] = f"id{len(groups)}"
        return f"(?P<{groups[part]}>{_ID.pattern})"


def tidy(output: str) -> str:
    """Return the output less spaces at the ends of lines, empty lines at its end, and how far a run had got."""
    lines = [line.rstrip() for line in _IN_BETWEEN.sub("", output).rstrip().split("\n")]
    return "\n".join(lines) + "\n" if output.strip() else ""
