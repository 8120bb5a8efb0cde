"""`python -m app.http` serves the shop; with `--tls`, over HTTPS."""

import argparse
import asyncio
import logging
import ssl
from contextlib import suppress
from pathlib import Path

from app.http.server import start


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return what the server needs for TLS 1.2 and later: its certificate and its private key.

    Raises: OSError when a file is missing or (as ssl.SSLError) is not what it should be.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    context.load_cert_chain(certificate, key)
    return context


async def serve(host: str, port: int, tls: ssl.SSLContext | None) -> None:
    """Serve until the program is interrupted."""
    server = await start(host, port, tls=tls)
    bound = server.sockets[0].getsockname()[1]
    print(f"The shop is open: {'https' if tls else 'http'}://{host}:{bound}/", flush=True)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m app.http", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="0 takes any (%(default)s)")
    parser.add_argument("--tls", action="store_true", help="serve HTTPS")
    parser.add_argument("--cert", type=Path, default=Path("cert.pem"), help="%(default)s")
    parser.add_argument("--key", type=Path, default=Path("key.pem"), help="%(default)s")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO)
    try:
        tls = tls_context(options.cert, options.key) if options.tls else None
    except OSError as error:
        parser.error(f"{options.cert} and {options.key} are no certificate with its key: {error}")
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(options.host, options.port, tls))


if __name__ == "__main__":
    main()
