"""Who gets in, and how far: real accounts, real Argon2, real cookies."""

import re
import sqlite3
import time

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount
from starlette.testclient import TestClient

from dragoman.errors import BadSetting, RecordFault
from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.attempts import LIMITS, WINDOW_SECONDS
from dragoman.publish.access.sessions import IDLE_SECONDS, LONGEST_SECONDS
from dragoman.publish.access.sign_in import SignInGate
from dragoman.publish.app import make_app
from dragoman.publish.desk import Desk
from dragoman.publish.workbench.pages.sign_in import read_next
from dragoman.study.read_study import open_study

from .conftest import LOCAL, open_client, post_form

PASSWORDS = {"ada": "correct horse battery", "rev": "staple of the staples", "vera": "only here to read it"}
ROLES = {"ada": "admin", "rev": "reviewer", "vera": "viewer"}
OPEN_TO_ALL = {"/sign-in"}
OWN = ("/account", "/sign-out")
"""What everybody who has signed in may change: their own account."""


class Clock:
    """Time that a test moves."""

    def __init__(self):
        self.ahead = 0

    def __call__(self):
        return time.time() + self.ahead


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def gate(tmp_path, clock):
    """A gate with an account for each role."""
    gate = SignInGate(AccountsFile.make(tmp_path / "accounts.sqlite", clock), calls_per_minute=600)
    for name, role in ROLES.items():
        gate.accounts.add(name, role, PASSWORDS[name])
    return gate


@pytest.fixture(scope="session")
def desk(sample_study):
    desk = Desk(open_study(sample_study))
    yield desk
    desk.close()


@pytest.fixture
def app(desk, gate):
    return make_app(desk, gate)


def visit(app, base_url=LOCAL):
    """Return a browser that has not signed in. (Not a context manager: the desk serves several tests.)"""
    return TestClient(app, base_url=base_url, follow_redirects=False)


def sign_in(app, name, base_url=LOCAL):
    """Return a browser that has signed in."""
    browser = visit(app, base_url)
    answer = post_form(browser, "/sign-in", "/sign-in", name=name, password=PASSWORDS[name])
    assert answer.status_code == 303, answer.text
    return browser


def list_routes(app):
    """Yield (method, address) of every route, with something in place of each part of the address that varies."""
    for route in iter_route_contexts(app.routes):
        if isinstance(route.original_route, Mount):
            assert route.path == "/assets"
            continue
        for method in sorted(route.methods - {"HEAD"}):
            yield method, re.sub(r"{[^}]*}", "ev-000000000000", route.path)


def test_the_walk_finds_the_routes(app):
    found = set(list_routes(app))
    assert {("GET", "/events"), ("POST", "/sign-in"), ("POST", "/accounts/role")} <= found


def test_who_has_not_signed_in_gets_nothing_but_the_form(app):
    stranger = visit(app)
    for method, address in list_routes(app):
        if address in OPEN_TO_ALL:
            continue
        answer = stranger.request(method, address)
        if address.startswith("/api/"):
            assert answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer", (method, address)
            assert set(answer.json()) == {"error"}
        else:
            assert answer.status_code == 303, (method, address)
            assert answer.headers["location"].startswith("/sign-in"), (method, address)
    assert "us-pakistan" not in stranger.get("/sign-in").text


def test_a_viewer_changes_nothing_but_their_own_account(app):
    viewer = sign_in(app, "vera")
    token = re.search(r'name="csrf-token" content="([^"]+)"', viewer.get("/").text)[1]
    asked = [(m, a) for m, a in list_routes(app) if m != "GET" and a not in OPEN_TO_ALL and not a.startswith(OWN[:1])]
    asked = [(m, a) for m, a in asked if a != "/sign-out"] + [("POST", "/accounts"), ("POST", "/accounts/role")]
    for method, address in asked:
        answer = viewer.request(method, address, headers={"X-CSRF-Token": token, "Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 403, (method, address, answer.text)
        assert "needs the role" in answer.text
    assert viewer.get("/accounts").status_code == 403


def test_nothing_is_changed_without_the_token_of_a_page(app, gate):
    browser = sign_in(app, "ada")
    unsafe = [(m, a) for m, a in list_routes(app) if m != "GET" and a not in OPEN_TO_ALL]
    for method, address in unsafe:
        for headers in ({}, {"X-CSRF-Token": "A" * 86}, {"X-CSRF-Token": b"\xe9"}):
            answer = browser.request(method, address, headers=headers)
            assert answer.status_code == 403, (method, address)
    forged = {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"}
    token = re.search(r'name="csrf-token" content="([^"]+)"', browser.get("/").text)[1]
    for headers in forged:
        fields = {"name": "vera", "csrf": token}
        assert browser.post("/accounts/remove", data=fields, headers=headers).status_code == 403
    assert gate.accounts.find("vera")
    assert post_form(browser, "/accounts", "/accounts/remove", name="vera").status_code == 303
    assert "vera" not in [account.name for account in gate.accounts.list()]


def test_a_token_of_one_session_is_none_of_another(app):
    one, other = sign_in(app, "ada"), sign_in(app, "ada")
    token = re.search(r'name="csrf-token" content="([^"]+)"', one.get("/").text)[1]
    answer = other.post("/sign-out", data={"csrf": token})
    assert answer.status_code == 403
    tokens = {re.search(r'name="csrf-token" content="([^"]+)"', one.get("/").text)[1] for _ in range(3)}
    assert len(tokens) == 3, "each page masks it anew"


def test_a_wrong_name_and_a_wrong_password_get_one_answer(app):
    answers = []
    for name in ("ada", "nobody"):
        answer = post_form(visit(app), "/sign-in", "/sign-in", name=name, password="not the password")
        assert answer.status_code == 403
        assert "dragoman_session" not in answer.headers.get("set-cookie", "")
        answers.append(re.sub(r'(content|value|Token": ")="?[\w-]{80,}', "", answer.text))
    assert re.sub(r"[\w-]{80,}", "", answers[0]) == re.sub(r"[\w-]{80,}", "", answers[1])


def test_the_sessions_cookie_is_out_of_reach_of_scripts_and_renewed_at_each_sign_in(app):
    browser = visit(app)
    planted = "a" * 43
    browser.cookies.set("dragoman_session", planted, domain="127.0.0.1")
    answer = post_form(browser, "/sign-in", "/sign-in", name="ada", password=PASSWORDS["ada"])
    cookie = next(value for value in answer.headers.get_list("set-cookie") if "dragoman_session=" in value and planted)
    cookies = [value for value in answer.headers.get_list("set-cookie") if value.startswith("dragoman_session=")]
    assert all("HttpOnly" in value and "SameSite=lax" in value and "Path=/" in value for value in cookies)
    assert planted not in cookie


def test_under_tls_cookies_are_secure_and_the_browser_must_come_back_under_it(app):
    browser = sign_in(app, "ada", "https://desk.example.org")
    answer = browser.get("/")
    assert answer.status_code == 200
    assert answer.headers["strict-transport-security"].startswith("max-age=")
    assert "__Host-dragoman_session" in browser.cookies
    assert "strict-transport-security" not in sign_in(app, "ada").get("/").headers


def test_a_session_ends_when_idle_after_a_fortnight_and_when_its_owner_says_so(app, clock):
    idle, used, elsewhere = (sign_in(app, "rev") for _ in range(3))
    clock.ahead += IDLE_SECONDS - 60
    assert used.get("/").status_code == elsewhere.get("/").status_code == 200
    clock.ahead += 120
    assert idle.get("/").status_code == 303
    assert post_form(used, "/account", "/account/sessions/end").status_code == 303
    assert elsewhere.get("/").status_code == used.get("/").status_code == 303
    kept = sign_in(app, "rev")
    begun = clock.ahead
    while clock.ahead - begun < LONGEST_SECONDS:
        assert kept.get("/").status_code == 200
        clock.ahead += IDLE_SECONDS - 3600
    assert kept.get("/").status_code == 303


def test_signing_out_ends_the_session_itself_and_not_only_the_cookie(app):
    browser = sign_in(app, "ada")
    word = browser.cookies["dragoman_session"]
    assert post_form(browser, "/", "/sign-out").status_code == 303
    again = visit(app)
    again.cookies.set("dragoman_session", word, domain="127.0.0.1")
    assert again.get("/").status_code == 303


def test_a_new_password_signs_out_everywhere(app, gate):
    browser, other = sign_in(app, "vera"), sign_in(app, "vera")
    fields = {"current": PASSWORDS["vera"], "new": "another one, longer", "again": "another one, longer"}
    assert post_form(browser, "/account", "/account/password", **fields | {"current": "wrong"}).status_code == 403
    assert post_form(browser, "/account", "/account/password", **fields).headers["location"] == "/sign-in"
    assert other.get("/").status_code == 303
    assert gate.accounts.check("vera", PASSWORDS["vera"]) is None
    assert gate.accounts.check("VERA", "another one, longer").name == "vera"


def test_an_account_that_is_removed_or_changed_is_so_at_once(app, gate):
    viewer, admin = sign_in(app, "vera"), sign_in(app, "ada")
    _, words = gate.tokens.make("vera", "read")
    post_form(admin, "/accounts", "/accounts/role", name="vera", role="reviewer")
    assert "reviewer" in viewer.get("/account").text
    post_form(admin, "/accounts", "/accounts/remove", name="vera")
    assert viewer.get("/").status_code == 303
    assert visit(app).get("/events", headers={"Authorization": f"Bearer {words}"}).status_code == 303
    assert post_form(admin, "/accounts", "/accounts/remove", name="ADA").status_code == 422


def test_too_many_attempts_have_to_wait_and_a_restart_forgives_none(app, desk, gate, tmp_path, clock):
    for _ in range(LIMITS["both"]):
        assert post_form(visit(app), "/sign-in", "/sign-in", name="ada", password="wrong wrong").status_code == 403
    again = make_app(desk, SignInGate(AccountsFile(tmp_path / "accounts.sqlite", clock), 600))
    for name in ("ada", "ADA"):
        answer = post_form(visit(again), "/sign-in", "/sign-in", name=name, password=PASSWORDS["ada"])
        assert answer.status_code == 429
        assert 0 < int(answer.headers["retry-after"]) <= WINDOW_SECONDS
    assert sign_in(again, "rev")
    clock.ahead += WINDOW_SECONDS + 1
    assert sign_in(again, "ada")


def test_one_address_cannot_try_many_names(app):
    codes = [
        post_form(visit(app), "/sign-in", "/sign-in", name=f"name-{n}", password="x").status_code
        for n in range(LIMITS["address"] + 1)
    ]
    assert codes[:-1] == [403] * LIMITS["address"] and codes[-1] == 429


def test_a_token_does_what_its_scope_says_as_long_as_its_owner_may(app, gate, clock, tmp_path):
    _, words = gate.tokens.make("ada", "read", days=2)
    program = visit(app)
    headers = {"Authorization": f"Bearer {words}"}
    assert program.get("/api/me", headers=headers).json() == {"name": "ada", "role": "viewer"}
    for address, fields in (("/accounts/remove", {"name": "rev"}), ("/account/tokens", {"scope": "admin"})):
        assert program.post(address, data=fields, headers=headers).status_code == 403
    for wrong in ("Bearer x", "Bearer", f"Basic {words}", words, "Bearer " + "x" * 5000):
        assert program.get("/api/me", headers={"Authorization": wrong}).status_code == 401
    _, admins = gate.tokens.make("ada", "admin")
    gate.accounts.set_role("ada", "viewer")
    told = program.get("/api/me", headers={"Authorization": f"Bearer {admins}"}).json()
    assert told["role"] == "viewer"
    clock.ahead += 2 * 86400 + 1
    assert program.get("/api/me", headers=headers).status_code == 401
    with pytest.raises(BadSetting, match="more than vera may do"):
        gate.tokens.make("vera", "review")
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("accounts.sqlite*"))
    assert words.encode() not in kept and PASSWORDS["ada"].encode() not in kept and b"$argon2id$" in kept


def test_a_token_is_shown_once_and_can_be_taken_back(app, gate):
    browser = sign_in(app, "rev")
    shown = post_form(browser, "/account", "/account/tokens", scope="review", days="30").text
    words = re.search(r'id="token">([^<]+)<', shown)[1]
    headers = {"Authorization": f"Bearer {words}"}
    assert visit(app).get("/api/me", headers=headers).json()["role"] == "reviewer"
    assert words not in browser.get("/account").text
    [token] = gate.tokens.list("rev")
    assert post_form(sign_in(app, "vera"), "/account", "/account/tokens/revoke", number=str(token.number)).is_error
    post_form(browser, "/account", "/account/tokens/revoke", number=str(token.number))
    assert visit(app).get("/api/me", headers=headers).status_code == 401


def test_who_calls_too_often_has_to_wait(desk, gate, tmp_path):
    slow = SignInGate(AccountsFile(tmp_path / "accounts.sqlite"), calls_per_minute=20)
    app = make_app(desk, slow)
    _, words = slow.tokens.make("ada", "read")
    headers = {"Authorization": f"Bearer {words}"}
    codes = [visit(app).get("/api/me", headers=headers).status_code for _ in range(25)]
    assert codes[:20] == [200] * 20 and 429 in codes[20:]
    answer = visit(app).get("/api/me", headers=headers)
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) >= 1 and "error" in answer.json()
    guesses = [visit(app).get("/api/me", headers={"Authorization": f"Bearer {n}"}).status_code for n in range(4)]
    assert guesses == [401, 401, 429, 429], "who tries tokens waits sooner"


@pytest.mark.parametrize(
    "given",
    ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "\\\\x", "javascript:alert(1)", "",
     "/\t/elsewhere.example", "/a\r\nSet-Cookie: x=1", "events", None, "/" + "a" * 5000],
)  # fmt: skip
def test_signing_in_never_leads_elsewhere(given):
    assert read_next(given) == "/"


def test_signing_in_leads_to_the_page_that_was_asked_for(app):
    wanted = "/events?type=ASSAULT&from=2011-05"
    browser = visit(app)
    form = browser.get(wanted).headers["location"]
    onward = re.search(r'name="next" value="([^"]+)"', browser.get(form).text)[1].replace("&amp;", "&")
    assert onward == wanted
    answer = post_form(browser, form, "/sign-in", name="vera", password=PASSWORDS["vera"], next=onward)
    assert answer.headers["location"] == wanted
    part = visit(app).get("/events", headers={"HX-Request": "true"})
    assert part.status_code == 401 and part.headers["HX-Redirect"] == "/sign-in"


@pytest.mark.parametrize("host", ["elsewhere.example", "127.0.0.1.elsewhere.example", "", "192.168.0.7", "[::2]", "["])
def test_an_open_server_answers_to_no_other_name(reader, host):
    for address in ("/", "/assets/workbench.css", "/api/events"):
        assert reader.get(address, headers={"Host": host}).status_code in (400, 421)


@pytest.mark.parametrize("host", ["localhost:8421", "127.0.0.1", "[::1]:8421", "study.localhost"])
def test_an_open_server_answers_to_the_names_of_this_machine(reader, host):
    assert reader.get("/", headers={"Host": host}).status_code == 200


def test_an_open_server_is_not_passed_on_by_a_proxy(reader):
    for name in ("X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"):
        assert reader.get("/", headers={name: "203.0.113.9"}).status_code == 403


def test_an_open_server_takes_no_form_from_elsewhere(writer):
    assert writer.post("/api/decisions", content="{}", headers={"Content-Type": "text/plain"}).status_code == 415
    foreign = {"Origin": "https://elsewhere.example", "Content-Type": "application/json"}
    assert writer.post("/api/decisions", content="{}", headers=foreign).status_code == 403
    assert writer.get("/account").status_code == 404


def test_scripts_are_kept_by_the_browser_and_pages_are_not(reader):
    script = reader.get("/assets/workbench.js")
    assert script.headers["cache-control"] == "no-cache"
    assert reader.get("/assets/workbench.js", headers={"If-None-Match": script.headers["etag"]}).status_code == 304
    assert reader.get("/events").headers["cache-control"] == "no-store"


def test_long_bodies_are_refused(app):
    browser = sign_in(app, "ada")
    assert browser.post("/sign-in", data={"name": "x" * (1 << 21)}).status_code == 413


def test_the_file_is_its_owners_alone_and_a_wide_one_is_refused(gate, tmp_path):
    file = tmp_path / "accounts.sqlite"
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o640)
    with pytest.raises(RecordFault, match="chmod 600"):
        AccountsFile(file)


def test_a_file_that_is_none_is_refused_in_words(tmp_path):
    file = tmp_path / "accounts.sqlite"
    file.write_text("not a database, by any stretch of the imagination")
    file.chmod(0o600)
    with pytest.raises(RecordFault, match="cannot be read"):
        AccountsFile(file)
    sqlite3.connect(tmp_path / "other.sqlite").execute("PRAGMA user_version = 9").close()
    (tmp_path / "other.sqlite").chmod(0o600)


@pytest.mark.parametrize(
    ("name", "password"), [("ben", "short"), ("ben", "ben" * 4), ("", "x" * 20), ("a b", "x" * 20)]
)
def test_weak_passwords_and_odd_names_are_refused(gate, name, password):
    with pytest.raises(BadSetting):
        gate.accounts.add(name, "viewer", password)


def test_a_reader_of_the_loopback_needs_no_account(sample_study):
    with open_client(sample_study) as client:
        assert client.get("/events").status_code == 200
        assert client.get("/sign-in").headers["location"] == "/"
