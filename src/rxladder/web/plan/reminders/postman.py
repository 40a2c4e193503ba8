"""Hands messages to a mail server, and says in plain words why one was not taken."""

from __future__ import annotations

import smtplib
import socket
import ssl

from django.utils.translation import gettext as _

from rxladder.papers.calendar import plain
from rxladder.web.plan.reminders.server import MailServer

SECONDS = 20
_MOST_SAID = 200


class NotSent(Exception):  # noqa: N818 - what happened, in words
    """Why a message was not sent. `unsure`: the server may have taken it, but its yes was not heard."""

    def __init__(self, words: str, unsure: bool = False) -> None:
        super().__init__(words)
        self.words, self.unsure = words, unsure


class Postman:
    """Keeps one connection for a run. A server that cannot be reached is not tried again in the same run."""

    def __init__(self, server: MailServer, seconds: float | None = None) -> None:
        self.server, self.seconds = server, seconds or SECONDS
        self._link: smtplib.SMTP | None = None
        self._down: NotSent | None = None

    def __enter__(self) -> Postman:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._link is not None:
            try:
                self._link.quit()
            except (OSError, smtplib.SMTPException):
                self._link.close()
            self._link = None

    def send(self, message: bytes, to: str) -> None:
        """Hand one message in; once this returns, the server has said yes."""
        link = self._linked()
        try:
            link.sendmail(self.server.sender, [to], message)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise NotSent(words_for(error, self.server)) from None
        except (OSError, smtplib.SMTPException) as error:
            link.close()
            self._link = None
            raise NotSent(words_for(error, self.server), unsure=True) from None

    def _linked(self) -> smtplib.SMTP:
        if self._down:
            raise self._down
        if self._link is None:
            try:
                self._link = _connect(self.server, self.seconds)
            except (OSError, smtplib.SMTPException) as error:
                self._down = NotSent(words_for(error, self.server))
                raise self._down from None
        return self._link


def _connect(server: MailServer, seconds: float) -> smtplib.SMTP:
    safe = ssl.create_default_context()
    if server.security == "tls":
        link: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=seconds, context=safe)
    else:
        link = smtplib.SMTP(server.host, server.port, timeout=seconds)
    try:
        if server.security == "starttls":
            link.starttls(context=safe)
        if server.user:
            link.login(server.user, server.password)
        link.ehlo_or_helo_if_needed()
    except BaseException:
        link.close()
        raise
    return link


def words_for(error: Exception, server: MailServer) -> str:
    """An error as a person can act on it; nothing of the password is in it."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return _("The email server did not accept the username and password.")
        case smtplib.SMTPRecipientsRefused():
            answer = next(iter(error.recipients.values()), (0, b""))
            said = _server_words(*answer)
            return _("The email server does not accept email for this address. It said: %(said)s") % said
        case smtplib.SMTPSenderRefused() | smtplib.SMTPDataError():
            said = _server_words(error.smtp_code, error.smtp_error)
            return _("The email server refused the email. It said: %(said)s") % said
        case smtplib.SMTPConnectError() | smtplib.SMTPHeloError():
            return _(
                "The email server is there but is not accepting email now. It said: %(said)s"
            ) % _server_words(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError():
            return _("The email server does not offer what was requested: check its port and its encryption.")
        case smtplib.SMTPServerDisconnected() if "timed out" not in str(error):
            return _("The email server hung up partway through.")
        case ssl.SSLCertVerificationError():
            return _("The email server’s certificate does not belong to %(host)s.") % {"host": server.host}
        case ssl.SSLError():
            return _("A secure connection could not be made: check the port and the encryption.")
        case socket.gaierror():
            return _("There is no email server named %(host)s.") % {"host": server.host}
        case TimeoutError() | smtplib.SMTPServerDisconnected():
            return _("The email server at %(host)s did not answer in time.") % {"host": server.host}
        case ConnectionRefusedError():
            where = {"host": server.host, "port": server.port}
            return _("Nothing answers at %(host)s, port %(port)s.") % where
        case _:
            return _("The email server could not be reached.")


def _server_words(code: int, text: bytes | str) -> dict[str, str]:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return {"said": " ".join(f"{code} {plain(words)}".split())[:_MOST_SAID]}
