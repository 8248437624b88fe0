"""Passwords: kept as Argon2id hashes, and checked in the same time whether the account exists or not."""

from __future__ import annotations

import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dragoman.errors import BadSetting

SHORTEST, LONGEST = 12, 1024
"""Characters. The longest bounds the work that a stranger can ask for."""

_HASHER = PasswordHasher()
# Each check takes 64 MiB for some hundredths of a second: two at once, so that strangers cannot use up the memory.
_AT_ONCE = threading.BoundedSemaphore(2)


def hash_password(name: str, password: str) -> str:
    """Return the hash to keep; BadSetting for a password that is too short, too long, or the name itself."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise BadSetting(f"password: expected {SHORTEST} to {LONGEST} characters, found {len(password)}.")
    if name.lower() in password.lower() and len(password) < len(name) + SHORTEST:
        raise BadSetting("password: expected one that is not made from the account's name.")
    with _AT_ONCE:
        return _HASHER.hash(password)


def check_password(kept: str | None, password: str) -> bool:
    """Tell whether the password is the one kept. Without a hash the work is done all the same, and the answer is no."""
    if len(password) > LONGEST:
        return False
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _hash_of_nobody(), password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether the hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _hash_of_nobody() -> str:
    return _HASHER.hash("nobody has this password")
