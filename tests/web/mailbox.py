"""A mail server for tests: it keeps what it took, and can refuse, hang up, be slow, or call at each phase."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from tests.web.processes import free_port

PHASES = ("connect", "mail", "rcpt", "data", "yes")


class Mailbox:
    """What came in. `answers` has an answer other than yes for a phase; `reached` is called at each."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Message]] = []
        self.answers: dict[str, str] = {}
        self.reached: Callable[[str], None] = lambda _phase: None
        self.seconds = 0.0

    @property
    def subjects(self) -> list[str]:
        return [message["Subject"] for _to, message in self.taken]

    @property
    def ids(self) -> list[str]:
        return [message["Message-ID"] for _to, message in self.taken]

    async def _answer(self, phase: str, server: SMTP) -> str:
        self.reached(phase)
        await asyncio.sleep(self.seconds)
        answer = self.answers.get(phase, "250 OK")
        if answer == "hang up":
            server.transport.abort()
        return answer

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        answer = await self._answer("connect", server)
        return responses if answer.startswith("250") else [answer]

    async def handle_HELO(self, server, session, envelope, hostname):  # noqa: N802
        session.host_name = hostname
        return self.answers.get("connect", "250 OK")

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return await self._answer("mail", server)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = await self._answer("rcpt", server)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = await self._answer("data", server)
        if answer.startswith("250"):
            message = message_from_bytes(envelope.content, policy=default)
            self.taken.append((envelope.rcpt_tos[0], message))
            return "250 Taken"
        return answer


class _Server(SMTP):
    """Tells when the yes to a message has left the server."""

    async def push(self, status):
        await super().push(status)
        if status in (b"250 Taken", "250 Taken"):
            self.event_handler.reached("yes")


class _Controller(Controller):
    def factory(self):
        return _Server(self.handler)


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A running server and its port."""
    box = Mailbox()
    port = free_port()
    # As long as a busy machine may take to begin.
    controller = _Controller(box, hostname="127.0.0.1", port=port, ready_timeout=120)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()
