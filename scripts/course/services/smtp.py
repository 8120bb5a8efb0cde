"""A mail sink: takes every mail that the app sends, and delivers none.

It speaks real SMTP (aiosmtpd, https://aiosmtpd.aio-libs.org/), so the app needs no pretence: only
its settings say that the mail server is this one.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default

from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
START_SECONDS = 10.0


class Mailbox:
    """What has arrived. The sink runs in a thread of its own; a mailbox can be read from any."""

    def __init__(self, say: Callable[[str], None] | None = None) -> None:
        self.environment: dict[str, str] = {}
        self._say = say
        self._messages: list[EmailMessage] = []
        self._arrival = threading.Condition()

    @property
    def messages(self) -> list[EmailMessage]:
        """The mails since the last `clear`, the oldest first."""
        with self._arrival:
            return list(self._messages)

    def wait(self, number: int = 1, timeout: float = 2.0) -> list[EmailMessage]:
        """The mails, as soon as there are so many; those that there are when time is up."""
        with self._arrival:
            self._arrival.wait_for(lambda: len(self._messages) >= number, timeout)
            return list(self._messages)

    def clear(self) -> None:
        """Forget all mails."""
        with self._arrival:
            self._messages.clear()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail; the answer goes to the client."""
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        message: EmailMessage = BytesParser(_class=EmailMessage, policy=default).parsebytes(raw)
        with self._arrival:
            self._messages.append(message)
            self._arrival.notify_all()
        if self._say is not None:
            self._say(as_text(message))
        return "250 Taken"


def as_text(message: EmailMessage) -> str:
    """A mail as a person reads it."""
    body = message.get_body(("plain", "html"))
    text = body.get_content() if body is not None else ""
    return f"Mail to {message['to']}: {message['subject']}\n\n{text.rstrip()}\n"


@contextmanager
def started(say: Callable[[str], None] | None = None) -> Iterator[Mailbox]:
    """Start a sink on a free port and stop it at the end; `say` is given each mail as text."""
    mailbox = Mailbox(say)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="mail sink", daemon=True)
    thread.start()

    async def start() -> asyncio.Server:
        return await loop.create_server(lambda: SMTP(mailbox, hostname="sink", loop=loop), HOST, 0)

    async def stop(server: asyncio.Server) -> None:
        server.close()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    try:
        server = asyncio.run_coroutine_threadsafe(start(), loop).result(START_SECONDS)
        port = server.sockets[0].getsockname()[1]
        mailbox.environment |= {"SMTP_HOST": HOST, "SMTP_PORT": str(port)}
        try:
            yield mailbox
        finally:
            asyncio.run_coroutine_threadsafe(stop(server), loop).result(START_SECONDS)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(START_SECONDS)
        loop.close()
