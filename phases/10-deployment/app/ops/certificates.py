"""Certificates for development: made here, trusted by nobody who was not told to."""

import ipaddress
import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CLOCKS_DIFFER = timedelta(minutes=5)


def make_certificate(names: Sequence[str], folder: Path, *, days: int = 90) -> tuple[Path, Path]:
    """Make a key and a certificate for names and addresses; return the paths (certificate, key).

    `names`: host names and IP addresses, all of which it holds for. `folder` gets the files
    `shop.crt` and `shop.key`, both PEM; the key can be read by its owner only. It is valid from now
    on, for so many days. It is signed by its own key, so a client trusts it only if told to.
    The names stand in the extension subjectAltName; clients look nowhere else (RFC 9110, 4.3.4).
    """
    raise NotImplementedError("exercise 10.8")


def general_name(name: str) -> x509.GeneralName:
    """Say of a name whether it is an address or a host's."""
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def write_secret(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)  # the mode of an old one would stay
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(content)
