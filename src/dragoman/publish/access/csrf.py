"""Against requests that another site makes a reader's browser send: where they come from, and a token in each form.

Two walls. The browser's own word on where a request comes from (Sec-Fetch-Site, Origin) must be this site, where it
gives one. And a page's forms carry a token that is made from the session's secret, which another site cannot read.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from dragoman.publish.access.gate import find_admission

FIELD = "csrf"
HEADER = "X-CSRF-Token"
VISIT = "dragoman_visit"
"""Cookie of a visitor who has not signed in; the token of the sign-in form is made from it."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_BYTES = 32


def write_token(secret: str) -> str:
    """Return a token for a form. It is masked anew each time, so that compressed pages give nothing away (BREACH)."""
    mask = secrets.token_bytes(_BYTES)
    return base64.urlsafe_b64encode(mask + _mix(mask, _derive(secret))).decode().rstrip("=")


def check_token(secret: str, given: str) -> bool:
    """Tell whether a token was made from the secret."""
    try:
        raw = base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
    except (binascii.Error, UnicodeEncodeError):
        return False
    return len(raw) == 2 * _BYTES and hmac.compare_digest(_mix(raw[:_BYTES], raw[_BYTES:]), _derive(secret))


async def refuse_forged(request: Request) -> None:
    """Refuse with 403 a request that changes something and does not come from a page of ours.

    A dependency of every page. Who is not signed in is refused by the page's role; a token in the Authorization header
    needs no more, since no browser adds it by itself.
    """
    admission = find_admission(request)
    if request.method in SAFE or admission is None or admission.by == "token":
        return
    await refuse_forged_form(request)


async def refuse_forged_form(request: Request) -> None:
    """Refuse with 403 a form that is not from a page of ours, also where nobody is signed in yet."""
    _refuse_elsewhere(request)
    given = request.headers.get(HEADER)
    if given is None and request.headers.get("content-type", "").split(";")[0].strip().lower() in _FORMS:
        value = (await request.form()).get(FIELD)
        given = value if isinstance(value, str) else None
    secret = secret_of(request)
    if secret is None or given is None or not check_token(secret, given):
        raise HTTPException(403, "This form is from a page that is no longer valid. Load the page again and repeat.")


async def refuse_forged_call(request: Request) -> None:
    """The same for the API: programs of this machine's user need no token, but must send JSON.

    A page elsewhere cannot send JSON without asking first (CORS), and is always told no.
    """
    admission = find_admission(request)
    if request.method in SAFE or admission is None or admission.by == "token":
        return
    if admission.by == "session":
        await refuse_forged(request)
        return
    _refuse_elsewhere(request)
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "expected a body of Content-Type application/json.")


def secret_of(request: Request) -> str | None:
    """Return what this reader's tokens are made from: the session's secret, or the visitor's cookie; None for none."""
    admission = find_admission(request)
    if admission is not None:
        return admission.secret or None
    visit: str | None = getattr(request.state, "visit", None)
    return visit or request.cookies.get(VISIT)


@pass_context
def csrf_token(context: Context) -> str:
    """Template global: the token itself, for the head of a page; "" where there is nobody to make it for."""
    secret = secret_of(context["request"])
    return write_token(secret) if secret else ""


@pass_context
def csrf_field(context: Context) -> Markup:
    """Template global: the hidden field that every form with method=post holds.

    A macro that calls it is imported `with context`.
    """
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token(context))


def _refuse_elsewhere(request: Request) -> None:
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    same = site == "same-origin" if site else origin is None or urlsplit(origin).netloc == request.headers.get("host")
    if not same:
        raise HTTPException(403, "This request comes from another site. Nothing was changed.")


def _derive(secret: str) -> bytes:
    return hmac.new(secret.encode(), b"dragoman csrf", hashlib.sha256).digest()


def _mix(left: bytes, right: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(left, right, strict=True))
