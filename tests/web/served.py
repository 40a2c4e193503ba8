"""`rxladder serve` as people start it: a process of its own, its address, and what is waited for there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.web.processes import environment, free_port

RXLADDER = str(Path(sys.executable).with_name("rxladder"))
# A machine that does other things at the same time.
PATIENCE = 120


@contextmanager
def serving(data: Path, *more: str, language: str = "en"):
    """The site on a free port: its process, which tells who started it in a language, and its address."""
    port = free_port()
    told = ["--language", language]
    command = [RXLADDER, *told, "serve", "--port", str(port), "--data", str(data), *more]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process)
            yield process, address
        finally:
            process.send_signal(signal.SIGINT)
            process.said, _ = process.communicate(timeout=PATIENCE)


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(PATIENCE * 20):
        assert process.poll() is None, "it stopped by itself"
        try:
            get(address + "/more/")
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    raise AssertionError("it did not answer")


def get(address: str, host: str | None = None):
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    return urllib.request.urlopen(request, timeout=PATIENCE)


def until(true, what: str) -> None:
    """Wait for something to be true."""
    for _ in range(PATIENCE * 10):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen")
