"""Every command, by heading; each is imported only when it is called for."""

from __future__ import annotations

import importlib

import click

HEADINGS: dict[str, tuple[str, ...]] = {
    "Begin": ("init", "codebook", "version"),
    "Build the record": ("run", "collect", "code", "link"),
    "Read the record": ("serve", "status", "events", "event", "actors", "sql"),
    "Check the coding": ("agree",),
    "Correct the record": ("merge", "split", "review", "undo", "log", "replay"),
    "Hand on and keep": ("accounts", "export", "compact"),
}
"""Command `x` is the click command `x_command` of the module dragoman.cli.x."""

_DEBUG = "Show the traceback where something goes wrong."


class LazyGroup(click.Group):
    """A group that imports a command when it is named, and lists commands under headings."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in the order of the headings."""
        return [name for names in HEADINGS.values() for name in names]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return the command, or None where there is none of this name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = getattr(importlib.import_module(f"dragoman.cli.{cmd_name}"), f"{cmd_name}_command")
        if not any(option.name == "debug" for option in command.params):
            command.params.append(click.Option(["--debug"], is_flag=True, expose_value=False, help=_DEBUG))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name; UsageError with the nearest name where there is none."""
        from dragoman.errors import suggest_name

        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            known = self.list_commands(ctx)
            raise click.UsageError(f"No command '{args[0]}'. Known: {', '.join(known)}.{suggest_name(args[0], known)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write one section a heading."""
        for heading, names in HEADINGS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(heading):
                formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in commands if command])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="""\b
Examples:
  dragoman init canal-study          write the folder of a new study
  dragoman run --study canal-study   collect, code and link what is new
  dragoman events --type ASSAULT     list events of the study in this folder
  dragoman codebook THREATEN         explain a term

Every command has its own --help with examples.""",
)
@click.option("--debug", is_flag=True, expose_value=False, help=_DEBUG)
def ROOT() -> None:  # noqa: N802 - a constant that happens to be made of a function
    """Turn news reporting into a record of political events that can be cited.

    Who did what to whom, when, where, with what toll, and who says so.
    """
