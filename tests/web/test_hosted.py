"""A site for many users as docs/deploy.md tells: its processes, health, figures, a silent log."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
from contextlib import ExitStack
from pathlib import Path

import httpx
import psycopg
import pytest
from pyrage import x25519

from tests.web.deployment import NAME, TOKEN, blocks, running, told_command, told_environment, until
from tests.web.mailbox import mailbox
from tests.web.processes import free_port
from tests.web.served import PATIENCE, RXLADDER

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings its own database")
PROXIED = {"Host": NAME, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}
PASSWORD, EMAIL = "six blue mortars wait", "rosa@example.org"


def visitor(address: str) -> httpx.Client:
    """A browser behind the proxy."""
    return httpx.Client(base_url=address, headers=PROXIED | {"Accept": "text/html"}, timeout=PATIENCE)


def send(browser: httpx.Client, path: str, jar: dict[str, str], **values: str) -> httpx.Response:
    """Get a page and send its form back with these values; `jar` has the cookies."""
    page = browser.get(path, headers=cookies(jar))
    keep(page, jar)
    values["csrfmiddlewaretoken"] = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)[1]
    answer = browser.post(path, data=values, headers=cookies(jar) | {"Referer": f"https://{NAME}{path}"})
    keep(answer, jar)
    return answer


def cookies(jar: dict[str, str]) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())}


def keep(answer: httpx.Response, jar: dict[str, str]) -> None:
    for told in answer.headers.get_list("set-cookie"):
        name, _, rest = told.partition("=")
        jar[name] = rest.partition(";")[0]
        if "Max-Age=0" not in told:  # taken back
            assert all(word in told for word in ("Secure", "SameSite", "HttpOnly")), told


@pytest.mark.long
def test_the_document_leads_to_a_site_that_is_well(tmp_path, server):
    port, second = free_port(), free_port()
    address = f"http://127.0.0.1:{port}"
    logs = {name: tmp_path / f"{name}.log" for name in ("web", "web-too", "jobs", "jobs-too")}
    with mailbox() as (box, mail_port), ExitStack() as programs:
        env = told_environment(tmp_path / "data", server.get_uri(), mail_port)
        # Two of each at the same moment, on an empty database.
        _site, too = [
            programs.enter_context(running(told_command("serve", at), env, logs[name]))
            for name, at in (("web", port), ("web-too", second))
        ]
        until(lambda: httpx.get(address + "/health").text == "alive\n", "the site")
        not_yet = httpx.get(address + "/ready")
        assert not_yet.status_code == 503
        assert not_yet.json() == {"database": True, "migrations": True, "worker": False}
        for name in ("jobs", "jobs-too"):
            programs.enter_context(running(told_command("worker"), env, logs[name]))
        for at in (port, second):
            until(lambda at=at: httpx.get(f"http://127.0.0.1:{at}/ready").status_code == 200, "readiness")
        secrets = sign_up_and_fail(address, env, box)
        assert len(box.taken) == 1  # one mail, though two workers look for it
        check_figures(address)
        check_one_killed(too, f"http://127.0.0.1:{second}")
        check_backup(env, server, tmp_path)
    check_log(logs["web"].read_text(), secrets)
    for log in logs.values():
        assert not [one for one in secrets if one in log.read_text()], log


def check_backup(env: dict[str, str], server, folder: Path) -> None:
    """The document's own lines: made every night for a key, and put back into another database and folder."""
    key = x25519.Identity.generate()
    (folder / "key.txt").write_text(str(key))
    where, data = folder / "backups", folder / "again"
    where.mkdir()
    nightly, back = (block for block in blocks("sh") if re.search("rxladder (backup|restore) ", block))
    run_told(folder, env, nightly.replace("age1...", str(key.to_public())))
    server.psql("CREATE DATABASE again")
    again = env | {"DATABASE_URL": server.get_uri("again"), "RXLADDER_DATA": str(data)}
    (made,) = where.iterdir()
    run_told(folder, again, back.replace("rxladder-....zip.age", made.name))
    assert not (folder / "rxladder-key").exists()
    # A database that lets nobody in is told in one line.
    closed = again | {"DATABASE_URL": f"postgres://nobody:none@127.0.0.1:{free_port()}/none"}
    command = [RXLADDER, "restore", str(made), "--identity", str(folder / "key.txt"), "--replace"]
    said = subprocess.run(command, env=closed, capture_output=True, text=True)
    assert said.returncode == 2
    (line,) = said.stderr.splitlines()
    assert line.startswith("rxladder: the database cannot be used: connection")
    count = "SELECT count(*) FROM accounts_person WHERE email = 'rosa@example.org'"
    with psycopg.connect(server.get_uri("again")) as database:
        assert database.execute(count).fetchone() == (1,)
    assert (data / "secret-key").read_text() == (Path(env["RXLADDER_DATA"]) / "secret-key").read_text()


# What only a whole server has, in the words of the document.
STAND_IN = {
    "sudo": 'test "$1 $2 $3" = "--preserve-env -u rxladder" || exit 9; shift 3; exec "$@"',
    "install": 'test "$1 $2 $3 $4" = "-m 600 -o rxladder" || exit 9; cp "$5" "$6"',
    "systemctl": "true",
}


def run_told(folder: Path, env: dict[str, str], lines: str) -> None:
    """Carry out lines of the document in a folder that stands for the server; each has to succeed."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    for name, line in STAND_IN.items():
        (tools / name).write_text(f"#!/bin/sh\n{line}\n")
        (tools / name).chmod(0o755)
    told = {name: text for name, text in env.items() if name.startswith(("RXLADDER_", "DATABASE_"))}
    (folder / "told.env").write_text("".join(f"{name}='{text}'\n" for name, text in told.items()))
    for there, here in (
        ("/etc/rxladder.env", folder / "told.env"),
        ("/run/", f"{folder}/"),
        ("/var/backups/rxladder", folder / "backups"),
        ("/opt/rxladder/.venv/bin/rxladder", RXLADDER),
    ):
        lines = lines.replace(there, str(here))
    bare = {name: text for name, text in env.items() if name not in told}
    path = f"{tools}:{Path(RXLADDER).parent}:{env['PATH']}"
    subprocess.run(["sh", "-euc", lines], env=bare | {"PATH": path}, cwd=folder, check=True)


def sign_up_and_fail(address: str, env: dict[str, str], box) -> list[str]:
    """Somebody joins by a link, resets a password, and mistypes; all that must not be told."""
    invite = subprocess.run([RXLADDER, "invite"], env=env, capture_output=True, text=True, check=True)
    link = invite.stdout.strip()
    assert link.startswith(f"https://{NAME}/account/invitation/")
    jar: dict[str, str] = {}
    with visitor(address) as browser:
        plain = httpx.get(address + "/", headers={"Host": NAME})
        assert plain.status_code == 301
        assert plain.headers["Location"] == f"https://{NAME}/"
        home = browser.get("/?next=s3cr3t-of-the-query")
        assert home.headers["Location"].startswith("/account/login/")
        assert "max-age=31536000" in home.headers["Strict-Transport-Security"]
        keep(browser.get(link.removeprefix(f"https://{NAME}")), jar)
        send(browser, "/account/signup/", jar, email=EMAIL, password1=PASSWORD)
        until(lambda: box.taken, "the mail")
        text = box.taken[0][1].get_content()
        confirm = re.search(rf"https://{NAME}(/account/confirm-email/\S+)", text)[1]
        assert send(browser, confirm, jar).headers["Location"] == "/"
        assert "state" in browser.get("/welcome/", headers=cookies(jar)).text
        send(browser, "/account/reauthenticate/", jar, password="not-my-password-at-all")
        browser.get("/account/invitation/8b6f2f0e-0000-4000-8000-000000000000/guessed-token/")
    keys = [part for part in (link + "/" + confirm).split("/") if len(part) > 36]
    return [PASSWORD, "not-my-password-at-all", "s3cr3t-of-the-query", "guessed-token", *keys, *jar.values()]


def check_figures(address: str) -> None:
    """The figures are for who has the token, and are of both processes together."""
    assert httpx.get(address + "/metrics").status_code == 403
    told = httpx.get(address + "/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    signed_up = 'rxladder_requests_total{method="POST",route="account_signup",status="302"} 1.0'
    assert signed_up in told
    assert "rxladder_mails_waiting 0.0" in told


def check_one_killed(site: subprocess.Popen, address: str) -> None:
    """A process that is killed takes neither the site nor its like with it, and another takes its place."""
    about = Path(f"/proc/{site.pid}/task/{site.pid}/children")
    if not about.exists():  # Linux tells who is whose child
        return
    before = set(about.read_text().split())
    assert len(before) == 2
    gone = before.pop()
    os.kill(int(gone), signal.SIGKILL)
    until(lambda: len(there := set(about.read_text().split())) == 2 and gone not in there, "another process")
    assert before < set(about.read_text().split())
    until(lambda: httpx.get(address + "/health").text == "alive\n", "the site")


def check_log(text: str, secrets: list[str]) -> None:
    """Each line but the greeting is JSON; one request's lines are found by its number; no secret is there."""
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    asked = [line for line in lines if line["from"] == "rxladder.request"]
    # One line each: what was refused or not there has no second one with where in the program that was.
    assert len({line["request"] for line in asked}) == len(asked)
    assert not [line for line in lines if line["from"] == "django.request" and "request" in line]
    assert {"at", "level", "said", "request", "method", "path", "route", "status", "ms"} <= asked[0].keys()
    assert any(line["path"].startswith("/account/invitation/") and "…" in line["path"] for line in asked)
    assert not [one for one in secrets if one in text]
    assert not [line for line in text.splitlines() if not line.startswith(("{", "RxLadder", "Stop"))]
