"""Mail: handed to a server over SMTP (RFC 5321), which delivers it."""

import logging
import smtplib
from email.message import EmailMessage

logger = logging.getLogger(__name__)

TIMEOUT_SECONDS = 5.0


class Mailer:
    """Sends plain texts to one person each."""

    def __init__(self, host: str, port: int, sender: str) -> None:
        self._host = host
        self._port = port
        self._sender = sender

    def send(self, recipient: str, subject: str, text: str) -> None:
        """Send a mail.

        Raises: OSError when the server cannot be reached or refuses it (smtplib's errors too).
        """
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = recipient
        message["Subject"] = subject
        message.set_content(text)
        with smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS) as server:
            server.send_message(message)

    def try_to_send(self, recipient: str, subject: str, text: str) -> None:
        """Send a mail in the background: nobody waits for it any more, so a failure is logged."""
        try:
            self.send(recipient, subject, text)
        except OSError:
            logger.exception("A mail could not be sent: %s", subject)
