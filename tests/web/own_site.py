"""The site as a process of its own, started as people start it and killed as a power cut would."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.web.processes import environment, free_port

RXLADDER = str(Path(sys.executable).with_name("rxladder"))
# Seconds; a busy machine may take a minute to start the site.
PATIENCE = 240


class OwnSite:
    """`rxladder serve` on a data folder; `database` is another database than the one in that folder."""

    def __init__(self, data: Path, database: str | None = None) -> None:
        port = free_port()
        command = [RXLADDER, "serve", "--port", str(port), "--data", str(data)]
        told = environment()
        told.pop("DATABASE_URL", None)
        # A session of its own: the kill takes the site with all its processes.
        self.process = subprocess.Popen(
            command,
            env=told | ({"DATABASE_URL": database} if database else {}),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.address = f"http://127.0.0.1:{port}"
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                httpx.get(f"{self.address}/health").raise_for_status()
                return
            except httpx.HTTPError:
                assert self.process.poll() is None
                assert time.monotonic() < until
                time.sleep(0.02)

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def __enter__(self) -> OwnSite:
        return self

    def __exit__(self, *_error: object) -> None:
        self.kill()
