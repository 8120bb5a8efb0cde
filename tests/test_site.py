"""The site as it is built: its links, its headings, and what a real browser asks for and shows."""

import functools
import http.server
import itertools
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from course.lesson import headings
from course.solutions import Solutions
from course.workspace import find_root

ROOT = find_root()
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
FLAGS += " --disable-component-update --disable-sync"
LESSON, ROADMAP = "phases/04-fastapi/", "roadmap/first-service/"


class Page(HTMLParser):
    """What the checks need of a page: ids, headings, images, addresses."""

    VOID = ("img", "link", "meta", "input", "br", "hr")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.headings: list[tuple[int, str]] = []
        self.images: list[dict[str, str | None]] = []
        self.links: list[str] = []
        self.resources: list[str] = []
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids[found["id"] or ""] += 1
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append((int(tag[1]), found.get("id") or ""))
        if tag == "html":
            self.lang = found.get("lang") or ""
        if tag == "img":
            self.images.append(found)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        elif tag == "link" and found.get("rel") not in {"canonical", "next", "prev"}:
            self.resources.append(found.get("href") or "")
        elif found.get("src"):
            self.resources.append(found["src"] or "")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The folder of the built site."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"mkdocs build --strict fails:\n{done.stderr[-6000:]}"
    return folder


@pytest.fixture(scope="module")
def pages(site):
    """Every page by its address below the site's."""
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): Page(path.read_text("utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def address(site):
    """Where the site is served."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser():
    """A real browser."""
    from playwright.sync_api import sync_playwright

    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("The site is checked in a browser: install chromium (apt install chromium).")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=FLAGS.split())
        yield running
        running.close()


def show(window, url):
    """Open a page, and all its folds. Nothing slides: what does is too wide for a moment."""
    window.goto(url, wait_until="networkidle")
    window.add_style_tag(content="* { transition: none !important; }")
    window.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.fixture
def visit(browser, address):
    """Open a page of the site, all folds open; other hosts and script errors fail the test."""
    asked: list[str] = []
    errors: list[str] = []
    context = None

    def open_page(path: str, width: int = 1280, **options: str):
        nonlocal context
        if context:
            context.close()
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        window = context.new_page()
        window.on("request", lambda request: asked.append(request.url))
        window.on("pageerror", lambda error: errors.append(f"{window.url}: {error}"))
        show(window, address + path)
        return window

    yield open_page
    if context:
        context.close()
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert errors == []


def test_every_phase_has_its_lesson_and_its_solution_page(pages):
    for phase in Solutions(ROOT / "solutions").phases.values():
        assert f"phases/{phase.slug}/" in pages
        assert f"solutions/{phase.slug}/" in pages, (
            f"write docs/solutions/{phase.slug}.md like the others"
        )


def test_all_links_and_anchors_lead_somewhere(pages, site):
    wrong = []
    for name, page in pages.items():
        for link in page.links:
            target = urlsplit(urljoin(f"http://site/{name}", link))
            path = unquote(target.path).removeprefix("/")
            if target.netloc != "site":
                assert target.scheme in {"https", "http", "mailto"}, link
            elif path in pages:
                anchor = unquote(target.fragment)
                if anchor and anchor not in pages[path].ids and anchor != "__skip":
                    wrong.append(f"{name}: {link} has no such anchor")
            elif not (site / path).is_file():
                wrong.append(f"{name}: {link} leads nowhere")
    assert wrong == []


def test_no_page_names_a_resource_of_another_host(pages, site):
    for name, page in pages.items():
        assert [r for r in page.resources if urlsplit(r).netloc] == [], name
    for path in site.rglob("*.css"):
        assert re.findall(r"url\(['\"]?(?:https?:)?//", path.read_text("utf-8")) == [], path.name


def test_pages_have_one_title_a_language_headings_in_order_and_described_images(pages):
    wrong = []
    for name, page in pages.items():
        levels = [level for level, _ in page.headings]
        if name != "404.html" and (levels[:1] != [1] or levels.count(1) != 1):
            wrong.append(f"{name}: it must begin with its only h1")
        if any(after > before + 1 for before, after in itertools.pairwise(levels)):
            wrong.append(f"{name}: a heading level is skipped")
        if page.lang != "en":
            wrong.append(f"{name}: no language")
        wrong += [f"{name}: image {i.get('src')} has no alt" for i in page.images if "alt" not in i]
        wrong += [f"{name}: the id {i} stands twice" for i, n in page.ids.items() if n > 1]
    assert wrong == []


def test_anchors_of_lessons_are_those_that_coverage_computes(pages):
    for phase in Solutions(ROOT / "solutions").phases.values():
        source = (ROOT / "docs" / "phases" / f"{phase.slug}.md").read_text("utf-8")
        expected = [heading.id for heading in headings(source)]
        assert [i for _, i in pages[f"phases/{phase.slug}/"].headings] == expected


def test_no_page_asks_another_host_or_scrolls_sideways(visit, pages, address):
    window = visit("")
    for name in pages:
        show(window, address + name)  # one window for all: it keeps scripts and fonts
        for width in (360, 1280):
            window.set_viewport_size({"width": width, "height": 900})
            assert window.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_search_finds_a_lesson(visit):
    window = visit("")
    window.locator(".md-search__input").click()
    window.keyboard.type("FastAPI basics")
    window.locator(".md-search-result__link").first.wait_for(timeout=10_000)
    found = window.locator(".md-search-result__link").evaluate_all("all => all.map(a => a.href)")
    assert any(LESSON in link for link in found)


def test_the_keyboard_reaches_the_content_and_folds_a_hint(visit):
    window = visit(LESSON)
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.classList[0]") == "md-skip"
    hint = window.locator(".exercise details").first
    hint.locator("summary").focus()
    assert hint.evaluate("d => d.open")
    window.keyboard.press("Enter")
    assert not hint.evaluate("d => d.open")


def test_the_copy_button_of_a_shell_block_takes_the_commands_only(visit):
    window = visit(LESSON)
    window.context.grant_permissions(["clipboard-read", "clipboard-write"])
    block = window.locator(".highlight:has(.go)").first
    block.hover()
    block.locator("[data-clipboard-target], .md-code__button").first.click()
    copied = window.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("curl ")
    assert "HTTP/1.1" not in copied


CONTRAST = """() => {
  const parse = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const over = (top, below) => {
    const share = top[3] ?? 1;
    return [0, 1, 2].map(i => top[i] * share + below[i] * (1 - share));
  };
  const back = e => {
    const c = parse(getComputedStyle(e).backgroundColor);
    const below = (c[3] ?? 1) < 1 ? (e.parentElement ? back(e.parentElement) : [255, 255, 255]) : c;
    return over(c, below);
  };
  const found = {};
  for (const e of document.querySelectorAll('.md-content *')) {
    const text = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!text || !e.getClientRects().length || e.closest('.headerlink, button')) continue;
    const behind = back(e), front = over(parse(getComputedStyle(e).color), behind);
    const [a, b] = [light(front), light(behind)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const words = e.textContent.slice(0, 30);
    if (ratio < 4.5) found[e.tagName + '.' + e.className] = ratio.toFixed(2) + ' ' + words;
  }
  return found;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [LESSON, ROADMAP])
def test_text_stands_out_from_its_ground(visit, path, scheme):
    window = visit(path, color_scheme=scheme)
    assert window.evaluate(CONTRAST) == {}
