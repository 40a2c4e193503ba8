"""What tests that start the product as a program share: a port, an environment, processes to be killed."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

# Other test processes draw, too, and not the same.
_CHANCE = random.SystemRandom()
_FIRST_START = """
from rxladder.web import serve
serve._prepare()
from rxladder.web.site.rules import packs
packs()
"""
_LOOP = """
import django, json, os, sys, tempfile
django.setup()
exec(sys.argv[1])
for line in sys.stdin:
    with tempfile.TemporaryFile() as said:
        process = os.fork()
        if not process:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            exec(json.loads(line), {"__name__": "__main__"})
            sys.stdout.flush()
            os._exit(0)
        print(process, flush=True)
        _, status = os.waitpid(process, 0)
        said.seek(0)
        print(json.dumps([os.waitstatus_to_exitcode(status), said.read().decode()]), flush=True)
"""


def free_port() -> int:
    """A port of this machine on which nobody listens now.

    Below those that the system gives to whoever asks for any: until a program that starts listens on it,
    every connection of another test might be given it else.
    """
    while True:
        port = _CHANCE.randrange(10_240, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def environment(data: Path | None = None) -> dict[str, str]:
    """The environment without what tests set for themselves; with the data folder of a site, if given."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RXLADDER_")}
    if data is None:
        return kept
    return kept | {"RXLADDER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "rxladder.web.site.settings"}


def first_start(folder: Path) -> None:
    """Make what the first start of a site makes: key, database, static files, the rules as they are kept."""
    subprocess.run([sys.executable, "-c", _FIRST_START], env=environment(folder), check=True)


class Programs:
    """Django, started once on a data folder; each piece of work runs in a process of its own, forked from it.

    `before` is imported once for all. A piece may be killed by its number, or kill itself.
    """

    def __init__(self, data: Path, before: str = "") -> None:
        command = [sys.executable, "-c", _LOOP, before]
        told = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen(command, env=environment(data), text=True, **told)

    def begin(self, program: str) -> int:
        """Start a piece of work: the number of its process."""
        print(json.dumps(program), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    def end(self) -> tuple[int, str]:
        """Wait for it: its exit code, and what it said."""
        code, said = json.loads(self._process.stdout.readline())
        return code, said

    def run(self, program: str) -> tuple[int, str]:
        """Do a piece of work to its end."""
        self.begin(program)
        return self.end()

    def __enter__(self) -> Programs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=300)
