"""`dragoman accounts`: who may sign in to the workbench, and the tokens of their programs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.publish.access.accounts_file import AccountsFile

_ROLES = click.Choice(["viewer", "reviewer", "admin"])
_SCOPES = click.Choice(["read", "review", "admin"])


@click.group(
    "accounts",
    short_help="Keep who may sign in to the workbench.",
    epilog="""\b
Examples:
  dragoman accounts add ada --role admin
  dragoman accounts add berta --role reviewer --password-file berta.txt
  dragoman accounts token ada --scope read --expires 90
  dragoman accounts revoke 3""",
)
def accounts_command() -> None:
    """Keep accounts, for a workbench that is served to others ('dragoman serve --host').

    A viewer reads, a reviewer decides, an admin keeps accounts besides. The accounts lie in the study's folder, in
    accounts.sqlite, or where [workbench] accounts in study.toml says; passwords and tokens are kept as hashes.
    """


def password_option(command: click.decorators.FC) -> click.decorators.FC:
    """--password-file FILE: instead of asking twice."""
    return click.option(
        "--password-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Take the password from the first line of a file (asked for twice otherwise).",
    )(command)


@accounts_command.command("add", short_help="Add an account.")
@click.argument("name")
@click.option("--role", type=_ROLES, default="viewer", show_default=True)
@password_option
@study_option
def add_command(name: str, role: str, password_file: Path | None, study_folder: Path) -> None:
    """Add an account. The password has 12 characters or more."""
    from dragoman.publish.access.accounts import Accounts, read_role

    accounts = Accounts(_open_file(study_folder, make=True))
    added = accounts.add(name, read_role(role), _read_password(password_file))
    click.echo(f"{added.name} may sign in as {added.role}.")


@accounts_command.command("list", short_help="List accounts.")
@study_option
def list_command(study_folder: Path) -> None:
    """List accounts with their roles."""
    from dragoman.cli.screen import show_table
    from dragoman.publish.access.accounts import Accounts

    rows = [[each.name, each.role, _word_moment(each.made)] for each in Accounts(_open_file(study_folder)).list()]
    show_table(("name", "role", "since"), rows)


@accounts_command.command("role", short_help="Change an account's role.")
@click.argument("name")
@click.argument("role", type=_ROLES)
@study_option
def role_command(name: str, role: str, study_folder: Path) -> None:
    """Give an account another role; it holds from the next request on."""
    from dragoman.publish.access.accounts import Accounts, read_role

    Accounts(_open_file(study_folder)).set_role(name, read_role(role))
    click.echo(f"{name} is a {role}.")


@accounts_command.command("remove", short_help="Remove an account.")
@click.argument("name")
@study_option
def remove_command(name: str, study_folder: Path) -> None:
    """Remove an account with its sessions and tokens. What it decided stays in the record, under its name."""
    from dragoman.publish.access.accounts import Accounts

    Accounts(_open_file(study_folder)).remove(name)
    click.echo(f"{name} can no longer sign in.")


@accounts_command.command("password", short_help="Change an account's password.")
@click.argument("name")
@password_option
@study_option
def password_command(name: str, password_file: Path | None, study_folder: Path) -> None:
    """Give an account another password, and sign it out everywhere. Its tokens stay; 'revoke' takes them back."""
    from dragoman.publish.access.accounts import Accounts

    accounts = Accounts(_open_file(study_folder))
    accounts.set_password(accounts.find(name).name, _read_password(password_file))
    click.echo(f"{name} has a new password and is signed out everywhere.")


@accounts_command.command("token", short_help="Make a token for a program.")
@click.argument("name")
@click.option("--scope", type=_SCOPES, default="read", show_default=True, help="No more than the account's role.")
@click.option("--expires", "days", type=click.IntRange(1, 3660), metavar="DAYS", help="(default: never)")
@study_option
def token_command(name: str, scope: str, days: int | None, study_folder: Path) -> None:
    """Make a token, by which a program calls the API in the account's name. It is printed this once."""
    from dragoman.publish.access.tokens import Tokens

    token, words = Tokens(_open_file(study_folder)).make(name, scope, days)
    until = f"until {_word_moment(token.expires)}" if token.expires else "until it is revoked"
    click.echo(f"Token {token.number} of {token.name}, to {token.scope}, holds {until}; not shown again:", err=True)
    click.echo(words)


@accounts_command.command("tokens", short_help="List tokens.")
@click.argument("name", required=False)
@study_option
def tokens_command(name: str | None, study_folder: Path) -> None:
    """List the tokens of an account, or all."""
    from dragoman.cli.screen import show_table
    from dragoman.publish.access.tokens import Tokens

    found = Tokens(_open_file(study_folder)).list(name)
    rows = [
        [str(each.number), each.name, each.scope, *map(_word_moment, (each.made, each.expires, each.seen))]
        for each in found
    ]
    show_table(("number", "name", "scope", "since", "expires", "last used"), rows, frozenset({0}))


@accounts_command.command("revoke", short_help="Take a token back.")
@click.argument("number", type=click.IntRange(1, 2**53))
@study_option
def revoke_command(number: int, study_folder: Path) -> None:
    """Take a token back, by its number."""
    from dragoman.publish.access.tokens import Tokens

    Tokens(_open_file(study_folder)).revoke(number)
    click.echo(f"Token {number} no longer holds.")


def _open_file(study_folder: Path, make: bool = False) -> AccountsFile:
    from dragoman.publish.access.accounts_file import AccountsFile
    from dragoman.study.read_study import open_study

    file = open_study(study_folder).accounts_file
    return AccountsFile.make(file) if make else AccountsFile(file)


def _read_password(file: Path | None) -> str:
    """Ask twice without showing it, or take a file's first line."""
    from dragoman.errors import BadSetting

    if file is None:
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSetting(f"--password-file: expected a text in UTF-8; found: {fault}.") from fault
    return lines[0] if lines else ""


def _word_moment(seconds: int | None) -> str:
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
