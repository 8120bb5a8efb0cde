"""A course as a learner has it, in a folder whose path has spaces and other letters."""

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Any

from course.build import build
from course.workspace import Course

FILES = {
    "solutions/00-plain/phase.toml": """
        title = "Plain code"
        summary = "Numbers."
        minutes = 5
        kind = "library"

        [[exercise]]
        id = "0.1"
        title = "Double"
        solves = ["app/calc.py::double"]
        lesson = "double-a-number"
        hints = ["A nudge.", "Where to look.", "Nearly there."]
        seconds = 1

        [[exercise]]
        id = "0.2"
        title = "Halve"
        solves = ["app/calc.py::halve"]
        lesson = "halve"
        hints = ["Divide."]
        """,
    "solutions/00-plain/app/__main__.py": 'print("plain code runs")\n',
    "solutions/00-plain/app/calc.py": '''
        """Arithmetic."""


        def double(x: int) -> int:
            """Twice a number."""
            return 2 * x


        def halve(x: int) -> int:
            """Half of an even number."""
            return x // 2
        ''',
    "solutions/00-plain/tests/test_0_1_double.py": '''
        """0.1 Double."""


        def test_it_doubles():
            """2 becomes 4."""
            from app.calc import double

            assert double(2) == 4


        def test_zero_stays():
            """Twice 0 is 0."""
            from app.calc import double

            is_nothing = double(0) == 0
            assert is_nothing, "Twice nothing is nothing."
        ''',
    "solutions/00-plain/tests/test_0_2_halve.py": '''
        """0.2 Halve."""

        from app.calc import halve


        def test_it_halves():
            """4 becomes 2."""
            assert halve(4) == 2
        ''',
    "solutions/01-shop/phase.toml": """
        title = "Shop"
        summary = "A shop."
        minutes = 5
        kind = "asgi"
        app = "app.main:app"
        dependencies = ["fastapi"]

        [[exercise]]
        id = "1.1"
        title = "Create an item"
        solves = ["app/main.py::create_item"]
        lesson = "create-an-item"
        hints = ["POST."]

        [[exercise]]
        id = "1.2"
        title = "Read an item"
        solves = ["app/main.py::read_item"]
        lesson = "read-an-item"
        hints = ["GET."]
        """,
    "solutions/01-shop/app/main.py": '''
        """A shop."""

        from fastapi import FastAPI, Response

        app = FastAPI()


        @app.post("/items", status_code=201)
        def create_item(item: dict[str, str], response: Response) -> dict[str, str]:
            """Store nothing, and say where it would be."""
            response.headers["Location"] = "/items/1"
            return item


        @app.get("/items/{item_id}")
        def read_item(item_id: int) -> dict[str, int]:
            """Answer the id."""
            return {"id": item_id}
        ''',
    "solutions/01-shop/tests/test_1_1_create_an_item.py": '''
        """1.1 Create an item."""


        def test_it_is_created(client):
            """POST /items answers 201."""
            assert client.post("/items", json={"name": "mug"}).status_code == 201


        def test_the_location_leads_on(client):
            """The Location header names the address of the new item."""
            answer = client.post("/items", json={"name": "mug"})
            assert client.get(answer.headers.get("location", "/")).status_code in {200, 404, 405}
            assert answer.headers.get("location") == "/items/1"
        ''',
    "solutions/01-shop/tests/test_1_2_read_an_item.py": '''
        """1.2 Read an item."""


        def test_it_is_read(client):
            """GET /items/3 answers the item."""
            assert client.get("/items/3").json() == {"id": 3}
        ''',
    "solutions/01-shop/answers/right/1.2-text/answer.toml": """
        says = "The id stays a text until it is answered."
        """,
    "solutions/01-shop/answers/right/1.2-text/app/main.py": '''
        @app.get("/items/{item_id}")
        async def read_item(item_id: str) -> dict[str, int]:
            """Answer the id."""
            return {"id": int(item_id)}
        ''',
    "docs/phases/00-plain.md": "# Plain code\n\n## Double a number\n\n## Halve\n",
}
BLANK = 'raise NotImplementedError("exercise 0.1")'
CALC = "00-plain/app/calc.py"
MAIN = "01-shop/app/main.py"


class Learner:
    """Somebody who works in a course, and types commands."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.course = Course(root)
        self.state = root / ".course"

    def path(self, name: str) -> Path:
        """A file below phases/."""
        return self.root / "phases" / name

    def read(self, name: str) -> str:
        return self.path(name).read_text(encoding="utf-8")

    def write(self, name: str, text: str) -> None:
        self.path(name).write_text(dedent(text), encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = self.read(name)
        assert old in text
        self.path(name).write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """All that is there, but what git, Python and the course itself remember."""
        passed_over = {".git", "__pycache__", ".course"}
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and not passed_over & {*path.relative_to(self.root).parts}
        }

    def solve(self, *slugs: str) -> None:
        """Write what solutions/ has over whole phases."""
        for slug in slugs:
            for file in (self.root / "solutions" / slug / "app").glob("*.py"):
                self.path(f"{slug}/app/{file.name}").write_bytes(file.read_bytes())

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "course", *words]

    def environment(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "NO_COLOR", "TERM"}}
        return kept | {"PYTHONIOENCODING": "utf-8", "TERM": "xterm"} | more

    def types(self, *words: str, prefix: tuple[str, ...] = (), **more: str) -> Any:
        """Type a command; answers what came of it, with both streams as `.said`."""
        done: Any = subprocess.run(
            [*prefix, *self.command(*words)],
            cwd=self.root,
            env=self.environment(**more),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        done.said = done.stdout + done.stderr
        assert "Traceback" not in done.said, done.said
        return done

    def asks(self, *words: str) -> Any:
        """Type a command with --json; answers its data."""
        return json.loads(self.types(*words, "--json").stdout)


def make(root: Path) -> Learner:
    """Build the course in a folder."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    build(Course(root))
    return Learner(root)
