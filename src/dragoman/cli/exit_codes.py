"""What every exit code means; docs/reference/exit-codes.md is built from this."""

from __future__ import annotations

OK = 0
USAGE = 2
INTERNAL = 70
INTERRUPTED = 130
BROKEN_PIPE = 141

MEANINGS: dict[int, tuple[str, str]] = {
    OK: ("Done", "Articles that were set aside do not change this; the summary counts them."),
    1: ("Stopped", "The run cannot go on, for a reason that none of the codes below names; the message says which."),
    USAGE: ("Wrong usage", "An unknown command or flag, or a missing argument. `--help` shows what there is."),
    3: ("Bad setting", "`study.toml` or a flag's value; the message names file, line, what was expected and found."),
    4: ("Bad source", "A file, folder or address to collect from is missing or is not what it was said to be."),
    5: ("Bad table", "A table of actors or places, shipped or the study's own, breaks its rules."),
    6: ("Record fault", "The study's store cannot be opened, read or written."),
    7: ("Not found", "The study holds nothing by this id or name."),
    INTERNAL: ("Internal error", "A fault of Dragoman's own. `--debug` shows the traceback; please report it."),
    INTERRUPTED: ("Interrupted", "Ctrl-C or a stop signal. What was recorded stays; run again to go on."),
    BROKEN_PIPE: ("Broken pipe", "Whoever read the output closed it early, as `head` does. Nothing is wrong."),
}
