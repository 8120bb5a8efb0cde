"""nginx before small processes that tell what they were asked."""

import contextlib
import json
import secrets
import shutil
import socket
import threading
from dataclasses import fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
from course.exchanges import Exchange, from_response

HOST = "127.0.0.1"
MAX_BODY = 16_384
PATIENCE = 20.0
"""Seconds that are never over while all is well, however busy the machine is."""
IMPATIENT = {"ANSWER_TIMEOUT": "150ms", "CLIENT_TIMEOUT": "150ms"}
"""For tests in which somebody waits for nothing."""


class Process(ThreadingHTTPServer):
    """A process of an API: its answer repeats the request. `asked` holds all requests.

    `/slow` is answered when nobody waits any more, at `/crash` the connection is cut without an
    answer.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, name):
        self.name, self.asked, self.closing = name, [], threading.Event()
        super().__init__((HOST, 0), _Handler)
        self.address = f"{HOST}:{self.server_port}"
        self._thread = threading.Thread(target=self.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()

    def handle_error(self, request, client_address):
        """Say nothing when somebody hangs up."""

    def close(self):
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def answer(self):
        length = int(self.headers.get("content-length") or 0)
        headers = [(name.lower(), value) for name, value in self.headers.items()]
        asked = {
            "process": self.server.name,
            "method": self.command,
            "path": self.path,
            "headers": headers,
            "body": len(self.rfile.read(length)),
        }
        self.server.asked.append(asked)
        if self.path == "/crash":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if self.path == "/slow":
            self.server.closing.wait(PATIENCE / 2)
        content = json.dumps(asked).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Strict-Transport-Security", "max-age=1")
        request_id = self.headers.get("x-request-id")
        if request_id:
            self.send_header("X-Request-ID", request_id)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer  # noqa: N815

    def log_message(self, *arguments):
        """Write nothing."""


def free_port():
    """A port on which nobody listens, below those that the system gives to outgoing connections."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with contextlib.suppress(OSError), socket.create_server((HOST, port)):
            return port


def values(*processes, **more):
    """What the names in the templates stand for."""
    return {
        "API_SERVERS": " ".join(f"server {process} max_fails=0;" for process in processes),
        "HTTP_PORT": f"{HOST}:{free_port()}",
        "HTTPS_PORT": f"{HOST}:{free_port()}",
        "REDIRECT_PORT": f"{HOST}:{free_port()}",
        "MAX_BODY": str(MAX_BODY),
        "ANSWER_TIMEOUT": f"{PATIENCE:.0f}s",
        "CLIENT_TIMEOUT": f"{PATIENCE:.0f}s",
        "STATIC_ROOT": "/nowhere",
        "CERTIFICATE": "/nowhere",
        "CERTIFICATE_KEY": "/nowhere",
        "PUBLIC_URL": "https://shop.example",
        "SERVER_NAME": "localhost",
    } | more


@contextlib.contextmanager
def nginx(project: Path, folder: Path, settings, *, without=()):
    """Start nginx with the project's templates, but for some of them."""
    from app.ops.nginx import Nginx

    templates = folder / "templates"
    shutil.copytree(project / "deploy" / "nginx" / "templates", templates)
    for name in without:
        (templates / name).unlink(missing_ok=True)
    with Nginx(templates, folder / "nginx", settings) as started:
        yield started


class Told(Exchange):
    """An exchange with nginx as a verdict shows it. There is none to try it with."""

    curl = ""


def telling(record):
    """What a client calls with each answer, for a verdict to show."""

    def tell(response):
        response.read()
        seen = from_response(response)
        record.append(Told(**{each.name: getattr(seen, each.name) for each in fields(seen)}))

    return {"response": [tell]}


def headers_of(asked, name):
    """All values of a header that a process got."""
    return [value for header, value in asked["headers"] if header == name]


def client(url, **options):
    return httpx2.Client(base_url=url, timeout=PATIENCE, trust_env=False, **options)
