"""What docs/deploy.md tells, carried out: its environment, its commands, and programs that run."""

from __future__ import annotations

import re
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.web.processes import environment
from tests.web.served import PATIENCE, RXLADDER

NAME = "site.example"
TOKEN = "figures-for-the-monitor"


def blocks(kind: str) -> list[str]:
    """The code blocks of the document, of one kind."""
    text = (Path(__file__).parent.parent.parent / "docs" / "deploy.md").read_text()
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def told_environment(data: Path, database: str, mail_port: int) -> dict[str, str]:
    """The document's environment, with this test's places in it."""
    lines = next(block for block in blocks("ini") if "RXLADDER_HOSTS" in block).splitlines()
    told = dict(line.split("=", 1) for line in lines)
    told |= {"RXLADDER_DATA": str(data), "DATABASE_URL": database, "RXLADDER_METRICS_TOKEN": TOKEN}
    told["RXLADDER_EVIDENCE_KEYS"] = str(data / "keys")
    return environment() | told | {"RXLADDER_MAIL": f"smtp+plain://127.0.0.1:{mail_port}"}


def told_command(name: str, port: int = 0) -> list[str]:
    """The command of one of the document's services."""
    starts = [start for block in blocks("ini") for start in re.findall(r"ExecStart=(.*)", block)]
    words = next(start for start in starts if name in start.split()).split()
    return [RXLADDER, *(str(port) if word == "8000" else word for word in words[1:])]


@contextmanager
def running(command: list[str], env: dict[str, str], log: Path):
    """A program that runs while the block does, with what it says in a file."""
    with log.open("w") as said, subprocess.Popen(command, env=env, stdout=said, stderr=said) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(PATIENCE)


def until(true, what: str) -> None:
    for _ in range(PATIENCE * 60):
        try:
            if true():
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"{what} did not happen")
