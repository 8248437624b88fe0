"""`dragoman serve`: open the workbench."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.options import study_option

if TYPE_CHECKING:
    from dragoman.publish.access.gate import Gate
    from dragoman.study.read_study import Study


@click.command(
    "serve",
    short_help="Open the workbench in a browser.",
    epilog="""\b
Examples:
  dragoman serve
  dragoman serve --study canal-study --port 8080
  dragoman serve --behind-proxy                   accounts; a proxy on this machine has the certificate
  dragoman serve --host 192.0.2.7 --behind-proxy 192.0.2.1""",
)
@study_option
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8421, show_default=True, metavar="N", help="0: any free."
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="Address to listen on. Another than this machine's own demands accounts.",
)
@click.option("--accounts", "demand_accounts", is_flag=True, help="Demand a sign-in on this machine too.")
@click.option(
    "--behind-proxy",
    "proxy",
    is_flag=False,
    flag_value="127.0.0.1",
    metavar="[ADDRESS]",
    help="A proxy at this address (default: 127.0.0.1) passes requests on; believe what it forwards. Demands accounts.",
)
def serve_command(*, study_folder: Path, port: int, host: str, demand_accounts: bool, proxy: str | None) -> None:
    """Serve maps, time lines, event cards and the review queue of a study to this machine.

    Nothing is fetched from the internet. Stop it with Ctrl-C; a decision that was answered is on disk.

    To others it is served only with accounts ('dragoman accounts add') and, in front of it, a proxy that holds a
    certificate: docs/how-to/share-the-workbench.md.
    """
    from dragoman.publish.access.hosts import is_loopback
    from dragoman.publish.desk import Desk
    from dragoman.publish.serving import serve
    from dragoman.study.read_study import open_study

    study = open_study(study_folder)
    gate = _open_gate(study, demand_accounts or proxy is not None or not is_loopback(host))
    if not gate.local and proxy is None:
        _tell("Passwords and tokens travel in the clear: put a proxy with TLS in front, and name it by --behind-proxy.")
    with Desk(study) as desk:
        serve(desk, gate, host, port, tell=_tell, proxy=proxy)


def _open_gate(study: Study, demand_accounts: bool) -> Gate:
    """Return the gate; BadSetting where accounts are demanded and there are none."""
    import getpass

    from dragoman.errors import BadSetting
    from dragoman.publish.access.accounts_file import AccountsFile
    from dragoman.publish.access.gate import OpenGate
    from dragoman.publish.access.sign_in import SignInGate

    if not demand_accounts:
        return OpenGate(getpass.getuser())
    there = study.accounts_file.is_file()
    gate = SignInGate(AccountsFile(study.accounts_file), study.settings.workbench.calls_per_minute) if there else None
    if gate is None or not gate.accounts.list():
        raise BadSetting(
            f"expected accounts, since others can reach this server; found none in {study.accounts_file}. "
            f"Make the first one: dragoman accounts add NAME --role admin --study {study.folder}"
        )
    return gate


def _tell(text: str) -> None:
    click.echo(text, err=True)
