"""Sessions: a browser that has signed in holds a random word in its cookie, and the file its digest."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import cast

from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.persons import Person, Role

IDLE_SECONDS = 12 * 3600
"""A session that nobody has used for so long is over."""
LONGEST_SECONDS = 14 * 86400
"""No session lasts longer."""

_NOTED_EVERY = 60
_LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Session:
    """A session as its owner sees it. `key`: its digest, which lets nobody in. Times are Unix seconds."""

    key: str
    browser: str
    address: str
    made: int
    seen: int


class Sessions:
    """The sessions of a file."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def begin(self, name: str, browser: str, address: str) -> str:
        """Begin a session and return the word for the cookie: 256 random bits."""
        word, now = secrets.token_urlsafe(32), self._file.now
        with self._file.writing() as connection:
            over = (now - IDLE_SECONDS, now - LONGEST_SECONDS)
            connection.execute("DELETE FROM session WHERE seen < ? OR made < ?", over)
            row = (digest_word(word), name, browser[:_LONGEST_TEXT], address[:_LONGEST_TEXT], now, now)
            connection.execute("INSERT INTO session VALUES (?, ?, ?, ?, ?, ?)", row)
        return word

    def find(self, word: str) -> tuple[Person, str] | None:
        """Return whose session the word is of, and the session's key; None where it is over or was none."""
        key, now = digest_word(word), self._file.now
        with self._file.reading() as connection:
            row = connection.execute(
                "SELECT account.name, role, session.made, seen FROM session JOIN account USING (name) WHERE digest = ?",
                (key,),
            ).fetchone()
        if row is None or now - row[2] > LONGEST_SECONDS or now - row[3] > IDLE_SECONDS:
            return None
        if now - row[3] >= _NOTED_EVERY:
            with self._file.writing() as connection:
                connection.execute("UPDATE session SET seen = ? WHERE digest = ?", (now, key))
        return Person(row[0], cast("Role", row[1])), key

    def end(self, name: str, key: str) -> None:
        """End one session of a person; nothing where it is not theirs."""
        with self._file.writing() as connection:
            connection.execute("DELETE FROM session WHERE name = ? AND digest = ?", (name, key))

    def end_all(self, name: str) -> None:
        """End every session of a person."""
        with self._file.writing() as connection:
            connection.execute("DELETE FROM session WHERE name = ?", (name,))

    def list(self, name: str) -> list[Session]:
        """Return a person's sessions, the last used first."""
        sql = "SELECT digest, browser, address, made, seen FROM session WHERE name = ? ORDER BY seen DESC, digest"
        with self._file.reading() as connection:
            return [Session(*row) for row in connection.execute(sql, (name,)).fetchall()]


def digest_word(word: str) -> str:
    """Return what is kept of a random word. No slow hash is needed: nobody guesses 256 bits."""
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()
