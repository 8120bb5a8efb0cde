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
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Storefront, for development")])
    now = datetime.now(UTC)
    known = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([general_name(n) for n in names]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(known, critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    folder.mkdir(parents=True, exist_ok=True)
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    paths = folder / "shop.crt", folder / "shop.key"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    write_secret(paths[1], secret)
    return paths


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
