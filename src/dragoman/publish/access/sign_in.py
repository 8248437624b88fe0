"""The gate of a server that others reach: a cookie of who has signed in, or a program's token."""

from __future__ import annotations

from math import ceil

from fastapi import HTTPException, Request, Response

from dragoman.publish.access.accounts import Account, Accounts
from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.attempts import Attempts
from dragoman.publish.access.persons import Admission
from dragoman.publish.access.rates import Rates
from dragoman.publish.access.sessions import LONGEST_SECONDS, Sessions
from dragoman.publish.access.tokens import Tokens

_COOKIE = "dragoman_session"
_LONGEST_WORD = 200


class SignInGate:
    """Admits by the accounts of a file. `rates`: how often each may call the API."""

    local = False

    def __init__(self, file: AccountsFile, calls_per_minute: int) -> None:
        self.accounts, self.sessions, self.tokens = Accounts(file), Sessions(file), Tokens(file)
        self.rates = Rates(calls_per_minute)
        self._attempts = Attempts(file)

    def admit(self, request: Request) -> Admission | None:
        """Return who it is. A request with a token stands or falls with it, whatever cookie it has besides."""
        given = request.headers.get("authorization", "")
        if given:
            kind, _, words = given.partition(" ")
            found = self.tokens.find(words.strip()[:_LONGEST_WORD]) if kind.lower() == "bearer" else None
            return Admission(found[0], "token", found[1]) if found else None
        word = request.cookies.get(name_cookie(request), "")[:_LONGEST_WORD]
        session = self.sessions.find(word) if word else None
        return Admission(session[0], "session", session[1], secret=word) if session else None

    def sign_in(self, request: Request, response: Response, name: str, password: str) -> bool:
        """Sign somebody in: put a new session's cookie on the response. False where name and password do not fit."""
        account = self.check(request, name, password)
        if account is None:
            return False
        self.sign_out(request, response)
        word = self.sessions.begin(account.name, request.headers.get("user-agent", ""), tell_address(request))
        # Lax and not Strict: a link in a message leads to its page. What changes anything asks for a token besides.
        response.set_cookie(
            name_cookie(request), word, max_age=LONGEST_SECONDS, httponly=True, samesite="lax", secure=is_safe(request)
        )
        return True

    def check(self, request: Request, name: str, password: str) -> Account | None:
        """Return the account whose password it is, None where it is none's; 429 after too many attempts."""
        address = tell_address(request)
        if wait := self._attempts.count(name, address):
            message = f"Too many attempts. Try again in {ceil(wait / 60)} min."
            raise HTTPException(429, message, headers={"Retry-After": str(wait)})
        account = self.accounts.check(name, password)
        if account is not None:
            self._attempts.forgive(name, address)
        return account

    def sign_out(self, request: Request, response: Response) -> None:
        """End the session that the request has a cookie of, if any."""
        session = self.sessions.find(request.cookies.get(name_cookie(request), ""))
        if session:
            self.sessions.end(session[0].name, session[1])
        response.delete_cookie(name_cookie(request), httponly=True, samesite="lax", secure=is_safe(request))


def name_cookie(request: Request) -> str:
    """Return the name of the session's cookie; under TLS one that no other host and no plain answer can set."""
    return f"__Host-{_COOKIE}" if is_safe(request) else _COOKIE


def tell_address(request: Request) -> str:
    """Return where a request comes from, as the server or the proxy that it trusts says."""
    return request.client.host if request.client else "unknown"


def is_safe(request: Request) -> bool:
    """Tell whether the browser's side of the connection is under TLS."""
    return request.url.scheme == "https"
