"""Opening the DuckLake: a DuckDB that holds nothing itself, the three extensions, and the catalog attached."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import duckdb

from dragoman.errors import RecordFault
from dragoman.record.spilling import name_spill_folder

LAKE = "study"
"""Name under which the lake is attached; tables are `study.main.article` and so on."""
METADATA = f"__ducklake_metadata_{LAKE}"

_EXTENSIONS = ("ducklake", "sqlite_scanner", "postgres_scanner")
_POSTGRES = ("postgresql://", "postgres://")

# These keep the resident size of a run flat, whatever the size of the study (8,000 articles: 279 MB at most, against
# 546 MB with two threads, 1 GB and the file cache). Larger queries spill to disk.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "512MB",
    "threads": 1,
    "enable_external_file_cache": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a record lies: its folder, and the catalog's address (None: an SQLite file in the folder)."""

    folder: Path
    catalog: str | None = None

    def __post_init__(self) -> None:
        if self.catalog is not None and not self.catalog.startswith(_POSTGRES):
            found = self.catalog.split("@")[-1]
            raise RecordFault(
                "study.toml: catalog: expected an address like 'postgresql://user:password@host/database', or no "
                f"catalog at all for the embedded one; found '{found}'."
            )

    @property
    def sqlite_file(self) -> Path:
        """The embedded catalog."""
        return self.folder / "catalog.sqlite"

    @property
    def data_folder(self) -> Path:
        """Where the Parquet files lie."""
        return self.folder / "data"

    @property
    def is_postgres(self) -> bool:
        """Tell whether a PostgreSQL server holds the catalog."""
        return self.catalog is not None

    @property
    def shown(self) -> str:
        """The catalog's address as a person may see it: without user and password."""
        return str(self.sqlite_file) if self.catalog is None else "postgresql://" + self.catalog.split("@")[-1]


def quote_text(text: str) -> str:
    """Return `text` as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def attach_lake(where: Whereabouts, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB in memory with the record attached as `study` and in use.

    RecordFault where an extension is missing or the catalog cannot be reached.
    """
    connection = duckdb.connect(config=_CONFIG)
    try:
        for extension in _EXTENSIONS if where.is_postgres else _EXTENSIONS[:2]:
            connection.execute(f"LOAD {quote_text(str(_find_extension(extension)))}")
        if where.catalog is not None:
            _keep_password(connection, where.catalog)
        connection.execute("SET TimeZone = 'UTC'")
        # DuckDB would draw it on standard output, amid the JSON of a command that takes over two seconds.
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET temp_directory = {quote_text(str(name_spill_folder(where.folder)))}")
        connection.execute(_attach_statement(where, read_only))
        connection.execute(f"USE {LAKE}")
    except duckdb.InterruptException as stop:
        connection.close()
        raise KeyboardInterrupt from stop
    except duckdb.Error as fault:
        connection.close()
        raise RecordFault(f"{where.shown}: the record cannot be opened: {_first_line(fault)}") from fault
    return connection


def _attach_statement(where: Whereabouts, read_only: bool) -> str:
    if where.catalog is not None:
        address = f"ducklake:postgres:{_connection_words(where.catalog)}"
        options = []
    else:
        address = f"ducklake:sqlite:{where.sqlite_file}"
        # A reader never waits for a writer in WAL mode; a writer waits up to five seconds for another.
        options = ["META_JOURNAL_MODE 'WAL'", "META_BUSY_TIMEOUT 5000"]
    options += [
        f"DATA_PATH {quote_text(str(where.data_folder) + '/')}",
        # Paths in the catalog are relative: a study may be moved or mounted elsewhere.
        "OVERRIDE_DATA_PATH true",
        # Never inline rows in the catalog: DuckDB 1.5.5 stores inlined structs as text and loses the quotation marks
        # inside them ("it's" comes back as "its"); tests/record/test_record.py holds this.
        "DATA_INLINING_ROW_LIMIT 0",
    ]
    if read_only:
        options.append("READ_ONLY")
    return f"ATTACH {quote_text(address)} AS {LAKE} ({', '.join(options)})"


def _keep_password(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Give DuckDB the password as a secret, so that no query and no message can show it."""
    password = urlsplit(catalog).password
    if password:
        connection.execute(f"CREATE SECRET (TYPE postgres, PASSWORD {quote_text(unquote(password))})")


def _connection_words(catalog: str) -> str:
    """Return the address as libpq's "key=value" words, without the password."""
    parts = urlsplit(catalog)
    words = {
        "host": parts.hostname,
        "port": str(parts.port) if parts.port else None,
        "user": parts.username,
        "dbname": parts.path.lstrip("/"),
        **dict(parse_qsl(parts.query)),
    }
    given = {key: unquote(value) for key, value in words.items() if value}
    return " ".join(f"{key}={_quote_word(value)}" for key, value in given.items())


def _quote_word(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _find_extension(name: str) -> Path:
    """Return the extension's file in its wheel, so that nothing is downloaded nor copied to the home folder."""
    module = importlib.util.find_spec(f"duckdb_extension_{name}")
    places = list(module.submodule_search_locations or ()) if module else []
    for place in places:
        file = Path(place) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if file.is_file():
            return file
    wheel = f"duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}"
    raise RecordFault(f"the DuckDB extension '{name}' is not installed; expected the wheel {wheel}. Run 'make setup'.")


def _first_line(fault: duckdb.Error) -> str:
    return str(fault).strip().splitlines()[0]
