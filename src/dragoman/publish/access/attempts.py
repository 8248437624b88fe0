"""How often somebody may try to sign in. Attempts are kept in the file, so that a restart forgives none."""

from __future__ import annotations

import ipaddress

from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.sessions import digest_word

WINDOW_SECONDS = 15 * 60
LIMITS = {"both": 5, "address": 30, "account": 60}
"""Attempts in a window: for one account from one address, from one address, for one account from everywhere.

The last is generous, so that a stranger cannot easily lock out an account's owner.
"""


class Attempts:
    """The attempts of the last quarter of an hour. A name counts the same whether it has an account or not."""

    def __init__(self, file: AccountsFile) -> None:
        self._file = file

    def count(self, name: str, address: str) -> int:
        """Count an attempt before the password is looked at; return how many seconds to wait, 0 for none.

        An attempt that has to wait is not counted.
        """
        now = self._file.now
        with self._file.writing() as connection:
            connection.execute("DELETE FROM attempt WHERE at <= ?", (now - WINDOW_SECONDS,))
            wait = 0
            for kind, key in _keys(name, address).items():
                sql = "SELECT at FROM attempt WHERE key = ? ORDER BY at DESC LIMIT 1 OFFSET ?"
                row = connection.execute(sql, (key, LIMITS[kind] - 1)).fetchone()
                wait = max(wait, row[0] + WINDOW_SECONDS - now if row else 0)
            if wait == 0:
                rows = [(key, now) for key in _keys(name, address).values()]
                connection.executemany("INSERT INTO attempt VALUES (?, ?)", rows)
        return wait

    def forgive(self, name: str, address: str) -> None:
        """Forget the attempt that has now succeeded, and all others for this account from this address."""
        keys = _keys(name, address)
        with self._file.writing() as connection:
            connection.execute("DELETE FROM attempt WHERE key = ?", (keys.pop("both"),))
            for key in keys.values():
                last = "SELECT max(rowid) FROM attempt WHERE key = ?"
                connection.execute(f"DELETE FROM attempt WHERE rowid = ({last})", (key,))


def _keys(name: str, address: str) -> dict[str, str]:
    """Digests, so that the file does not fill with what strangers type; an IPv6 address counts with its neighbours."""
    account, network = name.strip().casefold(), _widen(address)
    parts = {"both": f"{account}\n{network}", "address": network, "account": account}
    return {kind: digest_word(f"{kind} {part}") for kind, part in parts.items()}


def _widen(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)
