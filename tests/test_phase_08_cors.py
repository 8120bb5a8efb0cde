"""A real browser lets the scripts of one origin use the API of phase 08, and those of others not.

PATCH with an Authorization header is sent only after a preflight that was answered well.
"""

import http.server
import shutil
import threading
from collections.abc import Iterator

import pytest

from test_schemathesis import SOLUTIONS, served
from test_site import BROWSERS, FLAGS

PHASE = SOLUTIONS.phase("08")
BROWSER = next((path for name in BROWSERS if (path := shutil.which(name))), None)
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="not verified here: CORS is a matter of browsers, and there is none"
)
ASK = """
async address => {
  try {
    const answer = await fetch(address, {
      method: "PATCH",
      headers: {"Authorization": "Bearer nonsense", "Content-Type": "application/json"},
      body: JSON.stringify({stock: 1}),
    });
    return [answer.status, answer.headers.get("x-request-id") !== null];
  } catch (error) {
    return error.name;
  }
}
"""


class EmptyPage(http.server.BaseHTTPRequestHandler):
    """A page of a site, for scripts to run in."""

    def do_GET(self) -> None:
        body = b"<!doctype html><title>A site</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[int]:
    """The port of a site, which is two origins: 127.0.0.1 and localhost."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), EmptyPage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_a_browser_lets_the_origin_in_and_no_other(
    site: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from playwright.sync_api import sync_playwright

    monkeypatch.setenv("CORS_ORIGINS", f'["http://127.0.0.1:{site}"]')
    with served(PHASE) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=FLAGS.split())
        seen = {}
        for host in ("127.0.0.1", "localhost"):
            page = browser.new_page()
            page.goto(f"http://{host}:{site}/")
            seen[host] = page.evaluate(ASK, f"{url}/api/v1/products/1")
        browser.close()
    assert seen == {"127.0.0.1": [401, True], "localhost": "TypeError"}
