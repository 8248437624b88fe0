"""The root of the command line: find the command, run it, turn every failure into a message and an exit code."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Sequence

import click

from dragoman.cli.commands import ROOT
from dragoman.cli.exit_codes import BROKEN_PIPE, INTERNAL, INTERRUPTED, OK
from dragoman.errors import DragomanError, StopRun

# The coder's matrices are small: more threads than one take twice the processor time for the same wall time, and
# five times the wall time where other processes want the processors. --workers is what uses more of them.
_ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def run_command_line(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code. A traceback is printed only with --debug."""
    debug = "--debug" in arguments or bool(os.environ.get("DRAGOMAN_DEBUG"))
    for variable in _ONE_THREAD:
        os.environ.setdefault(variable, "1")
    # A service manager's stop is an interruption too: the batch in hand is given up, what is recorded stays.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Under a narrow encoding a name loses a letter, not the whole answer.
        sys.stdout.reconfigure(errors="replace")
    try:
        # Not ROOT.main: it swallows a closed pipe and calls it exit code 1.
        with ROOT.make_context("dragoman", list(arguments)) as context:
            ROOT.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:
        sys.stdout.flush()
        return leave.exit_code
    except BrokenPipeError:
        return _leave_pipe()
    except (KeyboardInterrupt, click.Abort):
        _say("Interrupted. What a study has recorded stays, and the same command goes on from there.")
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:
        return _report(error, debug)
    return OK


def _report(error: Exception, debug: bool) -> int:
    """Print what went wrong and return the exit code."""
    if debug:
        import traceback

        traceback.print_exc()
    if isinstance(error, StopRun):
        _say(f"Error: {error}")
        return error.exit_code
    kind = "" if isinstance(error, DragomanError) else f"{type(error).__name__}: "
    hint = "" if debug else "\nThe same command with --debug shows where."
    _say(f"Internal error: {kind}{error}. This is a fault of Dragoman's; please report it.{hint}")
    return INTERNAL


def _leave_pipe() -> int:
    """The reader of our output has gone (`| head`): close without a word."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def _say(message: str) -> None:
    click.echo(message, err=True)
