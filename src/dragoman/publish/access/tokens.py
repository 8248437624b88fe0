"""Tokens: what a program shows instead of a password, with a scope that may be less than its owner's role."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Literal, cast

from dragoman.errors import BadSetting, NotFound, suggest_name
from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.persons import ROLES, Person, Role
from dragoman.publish.access.sessions import digest_word

Scope = Literal["read", "review", "admin"]
SCOPES: dict[Scope, Role] = {"read": "viewer", "review": "reviewer", "admin": "admin"}
"""What a token of each scope lets its holder do, if its owner still may."""

PREFIX = "dragoman_"
"""Every token begins so, for programs that look for tokens which have got out."""

_LONGEST_DAYS = 3660
_NOTED_EVERY = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A token as a list shows it; the token itself is shown once. Times are Unix seconds; `expires`: None for never."""

    number: int
    name: str
    scope: Scope
    made: int
    expires: int | None
    seen: int | None


class Tokens:
    """The tokens of a file."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def make(self, name: str, scope: str, days: int | None = None) -> tuple[Token, str]:
        """Make a token and return it with the words to show once.

        BadSetting where the scope is unknown or beyond the account's role; NotFound for no account.
        """
        scope = read_scope(scope)
        if days is not None and not 1 <= days <= _LONGEST_DAYS:
            raise BadSetting(f"expires: expected 1 to {_LONGEST_DAYS} days, found {days}.")
        words, now = PREFIX + secrets.token_urlsafe(32), self._file.now
        expires = None if days is None else now + days * 86400
        with self._file.writing() as connection:
            owner = connection.execute("SELECT name, role FROM account WHERE name = ?", (name,)).fetchone()
            if owner is None:
                raise NotFound(f"no account '{name}'. 'dragoman accounts list' shows those that there are.")
            if not Person(*owner).may(SCOPES[scope]):
                raise BadSetting(f"scope: '{scope}' is more than {owner[0]} may do, who is a {owner[1]}.")
            number = connection.execute(
                "INSERT INTO token (digest, name, scope, made, expires) VALUES (?, ?, ?, ?, ?)",
                (digest_word(words), owner[0], scope, now, expires),
            ).lastrowid
        return Token(int(number or 0), owner[0], scope, now, expires, None), words

    def find(self, words: str) -> tuple[Person, str] | None:
        """Return who holds the token, with the role that it gives, and a key for it; None for one that is not valid."""
        now = self._file.now
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT number, account.name, role, scope, expires, seen FROM token JOIN account USING (name) "
                "WHERE digest = ?",
                (digest_word(words),),
            ).fetchone()
        if row is None or (row[4] is not None and row[4] <= now):
            return None
        number, name, role, scope, _, seen = row
        if seen is None or now - seen >= _NOTED_EVERY:
            with self._file.writing() as connection:
                connection.execute("UPDATE token SET seen = ? WHERE number = ?", (now, number))
        given = min(ROLES.index(role), ROLES.index(SCOPES[cast("Scope", scope)]))
        return Person(name, ROLES[given]), f"token {number}"

    def list(self, name: str | None = None) -> list[Token]:
        """Return the tokens of an account, or all, by number."""
        sql = "SELECT number, name, scope, made, expires, seen FROM token WHERE ?1 IS NULL OR name = ?1 ORDER BY number"
        with self._file.reading() as connection:
            return [Token(*row) for row in connection.execute(sql, (name,)).fetchall()]

    def revoke(self, number: int, name: str | None = None) -> None:
        """Take a token back; NotFound where there is none of this number (and, if given, of this account)."""
        sql = "DELETE FROM token WHERE number = ?1 AND (?2 IS NULL OR name = ?2)"
        with self._file.writing() as connection:
            if not connection.execute(sql, (number, name)).rowcount:
                raise NotFound(f"no token {number}. 'dragoman accounts tokens' lists those that there are.")


def read_scope(value: str) -> Scope:
    """Return the scope of this name; BadSetting where there is none."""
    if value not in SCOPES:
        raise BadSetting(f"scope: expected one of {', '.join(SCOPES)}; found '{value}'.{suggest_name(value, SCOPES)}")
    return value
