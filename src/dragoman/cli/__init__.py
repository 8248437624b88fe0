"""The `dragoman` command. Nothing heavy is imported before a command needs it: `dragoman --help` answers at once."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code (docs/reference/exit-codes.md)."""
    from dragoman.cli.entry import run_command_line

    sys.exit(run_command_line(sys.argv[1:]))
