"""Accounts: who may sign in, with which role."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from dataclasses import dataclass

from dragoman.errors import BadSetting, NotFound, suggest_name
from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.passwords import check_password, hash_password, is_outdated
from dragoman.publish.access.persons import ROLES, Role

_NAME = re.compile(r"\w[\w.@+-]{0,63}")


@dataclass(frozen=True, slots=True)
class Account:
    """An account as a list shows it. `made`: Unix seconds."""

    name: str
    role: Role
    made: int


class Accounts:
    """The accounts of a file. Names are told apart without regard to case."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def add(self, name: str, role: Role, password: str) -> Account:
        """Add an account; BadSetting for a name that is taken or cannot be one, and for a weak password."""
        name = _read_name(name)
        account = Account(name, read_role(role), self._file.now)
        kept = hash_password(name, password)
        try:
            with self._file.writing() as connection:
                row = (account.name, account.role, kept, account.made)
                connection.execute("INSERT INTO account VALUES (?, ?, ?, ?)", row)
        except sqlite3.IntegrityError:
            raise BadSetting(f"account: expected a new name, found '{name}', which has one already.") from None
        return account

    def list(self) -> list[Account]:
        """Return all accounts by name."""
        with self._file.reading() as connection:
            rows = connection.execute("SELECT name, role, made FROM account ORDER BY name").fetchall()
        return [Account(*row) for row in rows]

    def find(self, name: str) -> Account:
        """Return an account; NotFound where there is none of this name."""
        with self._file.reading() as connection:
            row = connection.execute("SELECT name, role, made FROM account WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise NotFound(f"no account '{name}'.{suggest_name(name, [account.name for account in self.list()])}")
        return Account(*row)

    def remove(self, name: str) -> None:
        """Remove an account with its sessions and tokens; NotFound where there is none."""
        self._change(name, "DELETE FROM account WHERE name = ?", ())

    def set_role(self, name: str, role: Role) -> None:
        """Give an account another role, from its next request on; NotFound where there is none."""
        self._change(name, "UPDATE account SET role = ? WHERE name = ?", (read_role(role),))

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password and sign it out everywhere; NotFound where there is none."""
        kept = hash_password(name, password)
        with self._file.writing() as connection:
            if not connection.execute("UPDATE account SET password = ? WHERE name = ?", (kept, name)).rowcount:
                raise NotFound(f"no account '{name}'.")
            connection.execute("DELETE FROM session WHERE name = ?", (name,))

    def check(self, name: str, password: str) -> Account | None:
        """Return the account if the password is its own. Takes as long for a name that has none."""
        with self._file.reading() as connection:
            sql = "SELECT name, role, made, password FROM account WHERE name = ?"
            row = connection.execute(sql, (name,)).fetchone()
        if not check_password(row[3] if row else None, password):
            return None
        if is_outdated(row[3]):
            with self._file.writing() as connection:
                renewed = (hash_password(name, password), row[0], row[3])
                connection.execute("UPDATE account SET password = ? WHERE name = ? AND password = ?", renewed)
        return Account(*row[:3])

    def _change(self, name: str, sql: str, values: tuple[str, ...]) -> None:
        with self._file.writing() as connection:
            if not connection.execute(sql, (*values, name)).rowcount:
                raise NotFound(f"no account '{name}'.")


def read_role(value: str) -> Role:
    """Return the role of this name; BadSetting where there is none."""
    if value not in ROLES:
        raise BadSetting(f"role: expected one of {', '.join(ROLES)}; found '{value}'.{suggest_name(value, ROLES)}")
    return value


def _read_name(value: str) -> str:
    name = unicodedata.normalize("NFC", value.strip())
    if not _NAME.fullmatch(name):
        raise BadSetting(f"account: expected a name of 1 to 64 letters, digits and . _ @ + -; found '{value[:80]}'.")
    return name
