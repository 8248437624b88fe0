"""Does a command print what the page shows? `...` stands for anything; ids of events may differ, each in one way."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ID = re.compile(r"ev-[0-9a-f]{12}")
_ANY_LINES = r"(?:[^\n]*\n)*?"


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
        parts = re.split(r"(\.\.\.|ev-[0-9a-f]{12})", line.rstrip())
        return "".join(self._part(part, groups) for part in parts) + "\n"

    def _part(self, part: str, groups: dict[str, str]) -> str:
        if part == "...":
            return r"[^\n]*"
        if not _ID.fullmatch(part):
            return re.escape(part)
        if part in self._now:
            return re.escape(self._now[part])
        if part in groups:
            return f"(?P={groups[part]})"
        groups[part] = f"id{len(groups)}"
        return f"(?P<{groups[part]}>{_ID.pattern})"


def tidy(output: str) -> str:
    """Return the output with no space at the ends of lines and one line end at its own."""
    lines = [line.rstrip() for line in output.rstrip().split("\n")]
    return "\n".join(lines) + "\n" if output.strip() else ""
