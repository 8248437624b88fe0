"""How soon the workbench answers on a large study, beside a plain SELECT of the same rows through the same server.

    python benchmarks/serving.py [--study DIR] [--events 100000] [--seconds 60]

Without --study a study of made-up reports is made first. The study is copied; nothing is written to it. Pages and bare
questions are asked in turns, each with other filters, events and pairs every time. Then 50 readers look at pages at
once while 2 reviewers correct values: every answer must be right, and every correction in the log and in force.
Beside the time on the clock stands the processor time of the server, which other work on the machine does not change.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from dragoman.publish.access.accounts import Accounts
from dragoman.publish.access.accounts_file import AccountsFile
from dragoman.publish.access.tokens import Tokens
from measuring.many_events import make_study
from measuring.results import add_json_option, save_results

READERS, REVIEWERS = 50, 2
PAUSE_SECONDS = 2.0
"""A reader looks at a page for so long on average before the next one."""
_TURNS = 24
_TIMEOUT = 120
_TARGET_MS = 300
_TYPES = ("ASSAULT", "CONSULT", "ACCUSE", "AID", "AGREE", "PROTEST", "THREATEN", "REQUEST")
_SERVER = Path(__file__).parent / "measuring" / "serving_app.py"

Addresses = Callable[[int], tuple[str, str]]
"""A turn's number to the address of a page and that of the bare question beside it."""


@dataclass
class Load:
    """What readers and reviewers met. `corrected`: coding -> the status that a reviewer was told it has now."""

    waits: list[float] = field(default_factory=list)
    decisions: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)


def list_pages(client: httpx.Client) -> dict[str, Addresses]:
    """Return the pages that are measured, with addresses that differ from turn to turn."""
    page = client.get("/api/events", params={"order": "deadliest", "limit": 500}).json()["events"]
    ids = [event["id"] for event in page[::7]]
    actors = [actor["key"] for actor in client.get("/api/actors?limit=60").json()["actors"] if actor["kind"] == "state"]
    pairs = [("USA", "PAK"), *((left, right) for left in actors[:8] for right in actors[:8] if left < right)]

    def ask_events(turn: int) -> tuple[str, str]:
        year = 2000 + turn % 24
        filters = f"type={_TYPES[turn % len(_TYPES)]}&actor={actors[turn % 6]}&from={year - 3}"
        return f"/events?{filters}", f"/bare/events?{filters}"

    def ask_event(turn: int) -> tuple[str, str]:
        event = ids[turn % len(ids)]
        return f"/event/{event}", f"/bare/event?id={event}"

    def ask_pair(turn: int) -> tuple[str, str]:
        left, right = pairs[turn % len(pairs)]
        return f"/between/{left}/{right}", f"/bare/between?left={left}&right={right}"

    return {
        "overview": lambda _: ("/", "/bare/overview"),
        "events, three filters": ask_events,
        "event": ask_event,
        "two actors": ask_pair,
    }


def measure_page(client: httpx.Client, addresses: Addresses) -> dict[str, float]:
    """Ask a page and its bare question in turns; milliseconds on the clock and of the processor, and their ratio."""
    times: dict[str, list[tuple[float, float]]] = {"page": [], "bare": []}
    for turn in range(-2, _TURNS):
        for kind, address in zip(times, addresses(turn), strict=True):
            began = time.perf_counter()
            answer = client.get(address)
            waited = (time.perf_counter() - began) * 1000
            answer.raise_for_status()
            if turn >= 0:
                times[kind].append((waited, float(answer.headers["server-timing"].removeprefix("cpu;dur="))))
    clock, spent = ([pair[n] for pair in times["page"]] for n in (0, 1))
    ratios = [page[0] / bare[0] for page, bare in zip(times["page"], times["bare"], strict=True)]
    return {
        "p50_ms": statistics.median(clock),
        "p95_ms": _p95(clock),
        "processor_p50_ms": statistics.median(spent),
        "processor_p95_ms": _p95(spent),
        "bare_p50_ms": statistics.median(pair[0] for pair in times["bare"]),
        "ratio": statistics.median(ratios),
    }


def _p95(values: list[float]) -> float:
    return sorted(values)[max(0, round(0.95 * len(values)) - 1)]


def read_pages(address: str, token: str, pages: list[Addresses], until: float, load: Load, seed: int) -> None:
    """One reader: a page, a pause, the next page."""
    chance = random.Random(seed)
    with _open_client(address, token) as client:
        while time.monotonic() < until:
            time.sleep(chance.uniform(0, 2 * PAUSE_SECONDS))
            began = time.perf_counter()
            asked = chance.choice(pages)(chance.randrange(1000))[0]
            try:
                answer = client.get(asked)
            except httpx.HTTPError as fault:
                load.faults.append(f"{asked}: {fault!r}")
                continue
            load.waits.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                load.faults.append(f"{asked}: {answer.status_code}")


def correct_values(address: str, token: str, codings: list[str], until: float, load: Load) -> None:
    """One reviewer: corrections of codings of their own, one after the other."""
    with _open_client(address, token) as client:
        for turn in range(10_000):
            if time.monotonic() >= until:
                return
            coding, status = codings[turn % len(codings)], ("hypothetical", "future", "actual")[turn % 3]
            body = {"action": "review", "coding": coding, "field": "status", "verdict": "correct", "value": status}
            began = time.perf_counter()
            answer = client.post("/api/decisions", json=body)
            load.decisions.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 201:
                load.faults.append(f"decision: {answer.status_code} {answer.text[:100]}")
                continue
            load.corrected[coding] = status
            load.numbers.append(answer.json()["decision"]["number"])


def bear_load(address: str, tokens: list[str], pages: list[Addresses], seconds: float) -> dict[str, object]:
    """Let readers and reviewers at it, and then look whether anything that was answered is missing."""
    load = Load()
    with _open_client(address, tokens[0]) as client:
        events = client.get("/api/events?order=surest&limit=400").json()["events"]
        codings = [client.get(f"/api/events/{e['id']}/reports").json()[0]["coding_id"] for e in events[:16]]
        until = time.monotonic() + seconds
        readers = [
            threading.Thread(target=read_pages, args=(address, tokens[0], pages, until, load, n))
            for n in range(READERS)
        ]
        reviewers = [
            threading.Thread(target=correct_values, args=(address, tokens[n], codings[n::REVIEWERS], until, load))
            for n in range(REVIEWERS)
        ]
        for thread in (*readers, *reviewers):
            thread.start()
        for thread in (*readers, *reviewers):
            thread.join()
        numbers, asked = set(), "/api/decisions?limit=1000"
        while asked:
            told = client.get(asked).json()
            numbers |= {decision["number"] for decision in told["decisions"]}
            asked = told["next"]
        now = {coding: client.get(f"/api/codings/{coding}").json()["coding"]["status"] for coding in load.corrected}
    lost = len(set(load.numbers) - numbers) + len(load.numbers) - len(set(load.numbers))
    lost += sum(now[coding] != status for coding, status in load.corrected.items())
    return {
        "readers": READERS,
        "reviewers": REVIEWERS,
        "seconds": seconds,
        "pages": len(load.waits),
        "pages_p95_ms": _p95(load.waits),
        "corrections": len(load.numbers),
        "corrections_p95_ms": _p95(load.decisions) if load.decisions else None,
        "errors": len(load.faults),
        "first_errors": load.faults[:3],
        "lost_corrections": lost,
    }


def _open_client(address: str, token: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT)


def warm_up(client: httpx.Client) -> None:
    """Decide once, and take it back: where Dragoman is newer than the record, the first decision links all anew."""
    event = client.get("/api/events?limit=1").json()["events"][0]["id"]
    coding = client.get(f"/api/events/{event}/reports").json()[0]["coding_id"]
    body = {"action": "review", "coding": coding, "field": "status", "verdict": "accept"}
    client.post("/api/decisions", json=body, timeout=3600).raise_for_status()
    client.post("/api/decisions", json={"action": "undo"}, timeout=600).raise_for_status()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--study", type=Path, default=None)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=60)
    add_json_option(parser, "serving")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        if options.study:
            study = Path(shutil.copytree(options.study, home / "study"))
        else:
            study = make_study(home, options.events)
        file = AccountsFile.make(home / "accounts.sqlite")
        tokens = []
        for name in ("ada", "berta"):
            Accounts(file).add(name, "reviewer", "a password for the benchmark")
            tokens.append(Tokens(file).make(name, "review")[1])
        server = subprocess.Popen([sys.executable, _SERVER, study, file.file], stdout=subprocess.PIPE, text=True)
        try:
            figures = measure(server, tokens, options.seconds)
        finally:
            server.terminate()
            server.wait(60)
    save_results(options.json, figures)


def measure(server: subprocess.Popen[str], tokens: list[str], seconds: float) -> dict[str, object]:
    """Measure everything that stands in the results."""
    assert server.stdout is not None
    address = server.stdout.readline().strip()
    with _open_client(address, tokens[0]) as client:
        warm_up(client)
        status, pages = client.get("/api/status").json(), list_pages(client)
        busy = os.getloadavg()[0]
        measured = {name: measure_page(client, addresses) for name, addresses in pages.items()}
    for name, found in measured.items():
        print(f"{name:24}" + "  ".join(f"{key} {value:.1f}" for key, value in found.items()), flush=True)
    load = bear_load(address, tokens, list(pages.values()), seconds)
    print(load)
    with Path(f"/proc/{server.pid}/status").open() as told:
        peak = next(int(line.split()[1]) // 1024 for line in told if line.startswith("VmHWM"))
    return {
        "events": status["events"],
        "target_ms": _TARGET_MS,
        "load_average": busy,
        "pages": measured,
        "load": load,
        "server_peak_mb": peak,
    }


if __name__ == "__main__":
    main()
