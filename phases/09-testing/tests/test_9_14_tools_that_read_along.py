"""9.14 Tools that read along."""

import ast
import io
import os
import re
import shutil
import subprocess
import sys
import tokenize
from pathlib import Path
from tempfile import gettempdir

import pytest

BIN = str(Path(sys.executable).parent)
CONFIGURATION = ("ruff.toml", "mypy.ini", ".pre-commit-config.yaml")
GIT = (
    "git",
    "-c",
    "user.name=Ada",
    "-c",
    "user.email=ada@example.com",
    "-c",
    "commit.gpgsign=false",
)

PACKAGE = {"shop/__init__.py": '"""A shop."""\n'}
GOOD = PACKAGE | {
    "tests/__init__.py": '"""Tests of a shop."""\n',
    "shop/prices.py": '''\
"""What things cost."""

from collections.abc import Iterable
from datetime import UTC, datetime


def total_cents(prices: Iterable[int], discount: int = 0, *, at: datetime | None = None) -> int:
    """Return the sum of prices in cents, less a discount that is given from 2027 on."""
    moment = at or datetime.now(UTC)
    return sum(prices) - (discount if moment.year >= 2027 else 0)
''',
    "tests/test_prices.py": '''\
"""Tests of prices."""

from shop.prices import total_cents


def test_a_sum_is_a_sum() -> None:
    """Two prices are added."""
    assert total_cents([1250, 250]) == 1500
''',
}
BAD = {
    "an import that nobody uses": "import json\n",
    "a name that does not exist": "print_me = undefined_name\n",
    "a list as a default value": (
        "def add(x: int, to: list[int] = []) -> None:\n"
        '    """Add a number to a list."""\n'
        "    to.append(x)\n"
    ),
    "an exception that is swallowed whole": "try:\n    x = 1\nexcept:\n    pass\n",
    "a moment without a zone": "from datetime import datetime\n\nnow = datetime.now()\n",
    "a pause that stops the event loop": (
        "import time\n\n\n"
        "async def wait() -> None:\n"
        '    """Wait for a second."""\n'
        "    time.sleep(1)\n"
    ),
    "SQL that is glued together": (
        "def find(name: str) -> str:\n"
        '    """Write a question to the database."""\n'
        "    return f\"SELECT * FROM items WHERE name = '{name}'\"\n"
    ),
    "a forgotten print": 'print("here")\n',
    "imports in no order": "import sys\nimport os\n\nplace = os.sep, sys.path\n",
}
BAD = {why: f'"""One mistake."""\n\n{text}' for why, text in BAD.items()}
UNTYPED = {
    "a function without types": "def double(x):\n    return x * 2\n",
    "None where a number is needed": (
        "def rate(rates: dict[str, int], country: str) -> int:\n    return rates.get(country)\n"
    ),
    "text in place of a number": 'price: int = "1250"\n',
}


def run(*command, cwd, **variables):
    """Run a tool of this environment in a folder."""
    cache = str(Path(gettempdir()) / f"storefront-mypy-{Path.home().name}")
    mine = {
        "PATH": os.pathsep.join([BIN, os.environ.get("PATH", "")]),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "MYPY_CACHE_DIR": cache,
        "RUFF_NO_CACHE": "true",
    }
    return subprocess.run(
        command,
        cwd=cwd,
        env=os.environ | mine | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def refused(what, done):
    """A tool's output under a sentence; what follows it in a verdict are the exit codes."""
    return f"{what}:\n{done.stdout}{done.stderr}\nThe exit code:"


@pytest.fixture
def folder(project, tmp_path):
    """A folder with the learner's configuration, and a way to write files into it."""
    for name in CONFIGURATION:
        shutil.copy(project / name, tmp_path / name)

    def write(files):
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def named(files):
    """The bad files by their sentence: `shop/bad_0.py` and so on."""
    return {f"shop/bad_{number}.py": (why, files[why]) for number, why in enumerate(files)}


def test_good_code_passes(folder):
    """With your `ruff.toml`, `ruff check` accepts good code: lines of up to 100 characters, and
    tests in `tests/` and in your `suite/`, which are made of `assert`."""
    good = GOOD | {"suite/test_prices.py": GOOD["tests/test_prices.py"]}
    checked = run("ruff", "check", ".", cwd=folder(good))
    assert checked.returncode == 0, refused("ruff check refuses good code", checked)


def test_the_linter_finds_what_is_wrong(folder):
    """`ruff check` refuses each of these: an import that nobody uses, a name that does not exist, a
    list as a default value, a bare `except`, a moment without a zone, `time.sleep` in an `async
    def`, SQL that is glued together, a forgotten `print`, imports in no order."""
    bad = named(BAD)
    place = folder(PACKAGE | {name: text for name, (_, text) in bad.items()})
    found = run("ruff", "check", "--output-format", "concise", ".", cwd=place).stdout
    missed = [why for name, (why, _) in bad.items() if Path(name).name not in found]
    assert missed == [], f"your rules let this pass:\n{found}"


def test_the_formatter_is_the_only_style(folder):
    """`ruff format --check`, which writes what the formatter Black writes, accepts lines of up to
    100 characters, and refuses another layout: single quotes, a longer line that can be broken,
    blanks inside parentheses."""
    good = run("ruff", "format", "--check", ".", cwd=folder(GOOD))
    assert good.returncode == 0, refused("ruff format would change good code", good)
    arguments = ", ".join(f"price_{number}: int" for number in range(6))
    layouts = {
        "shop/bad_0.py": "name = 'mug'\n",
        "shop/bad_1.py": f"def total_of_it({arguments}) -> int:\n    return 0\n",
        "shop/bad_2.py": "name = str( 1 )\n",
    }
    assert len(layouts["shop/bad_1.py"].partition("\n")[0]) > 100
    found = run("ruff", "format", "--check", ".", cwd=folder(layouts)).stdout
    assert [name for name in layouts if Path(name).name not in found] == []


def silencers(text):
    """What keeps the tools quiet in a module: comments that ask for it, and the name Any."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    names = {
        getattr(node, field, "")
        for node in ast.walk(ast.parse(text))
        for field in ("id", "attr", "name")  # Any, typing.Any, from typing import Any
    }
    asking = [each for each in comments if re.search(r"\bnoqa\b|\btype:\s*ignore", each)]
    return asking + sorted({"Any"} & names)


def test_the_module_is_mended(project):
    """`app/parcels.py` passes both tools with your configuration, `ruff check` and `mypy`, without
    a `noqa`, a `type: ignore` or `Any` to silence them."""
    text = (project / "app/parcels.py").read_text("utf-8")
    assert silencers(text) == [], "a finding that is silenced is still there"
    linted = run("ruff", "check", "app/parcels.py", cwd=project)
    assert linted.returncode == 0, refused("ruff check finds", linted)
    typed = run("mypy", "app/parcels.py", cwd=project)
    assert typed.returncode == 0, refused("mypy finds", typed)


def test_what_the_linter_found_was_a_bug():
    """A second order is packed into parcels of its own: `pack` keeps nothing from one call to the
    next. Parcels that were begun are filled up, and those that were handed in stay as they were."""
    from app.parcels import Piece, pack

    mug, anvil = Piece("MUG-0042", 400), Piece("ANV-0001", 31_400)
    assert pack([mug]) == [[mug]]
    assert pack([anvil]) == [[anvil]], "the parcels of the call before are in it"
    begun = [[anvil], [mug]]
    assert pack([mug, anvil], begun) == [[anvil], [mug, mug], [anvil]]
    assert begun == [[anvil], [mug]], "what was handed in has changed"


def test_what_the_type_checker_found_were_bugs():
    """`shipping_cents` returns whole cents: each started kilogram of a parcel costs the rate of the
    country. A country to which nothing is sent is a LookupError."""
    from app.parcels import Piece, shipping_cents

    cost = shipping_cents([[Piece("MUG-0042", 1000)], [Piece("ANV-0001", 1001)]], "DE")
    assert cost == 490 + 980
    assert isinstance(cost, int), "a price is a whole number of cents"
    assert shipping_cents([], "GB") == 0
    with pytest.raises(LookupError):
        shipping_cents([[Piece("MUG-0042", 400)]], "FR")


def test_the_types_are_checked_strictly(folder):
    """With your `mypy.ini`, `mypy` accepts good code, and refuses a function without types, None
    where a number is needed, and text in place of a number."""
    bad = named(UNTYPED)
    place = folder(GOOD | {name: text for name, (_, text) in bad.items()})
    found = run("mypy", "shop", cwd=place).stdout
    missed = [why for name, (why, _) in bad.items() if Path(name).name not in found]
    assert missed == [], f"mypy lets this pass:\n{found}"
    assert "prices.py" not in found, f"mypy refuses good code:\n{found}"


@pytest.fixture
def committed(folder):
    """Put files into a repository of their own and run the hooks on all of them."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed: the hooks are not verified here")

    def check(files):
        place = folder(files)
        run(*GIT, "init", "--quiet", cwd=place)
        run(*GIT, "add", "--all", cwd=place)
        return run(
            *(sys.executable, "-m", "pre_commit", "run", "--all-files"),
            cwd=place,
            PRE_COMMIT_HOME=str(place / ".git/pre-commit"),
            GIT_CONFIG_GLOBAL=os.devnull,
        )

    return check


def test_the_hooks_let_good_code_pass(committed):
    """`pre-commit run --all-files` with your `.pre-commit-config.yaml` passes on good code. It
    needs no network: its hooks are local and run the tools of this environment."""
    done = committed(GOOD)
    assert done.returncode == 0, refused("the hooks refuse good code", done)


def test_the_hooks_refuse_each_kind_of_mistake(committed, tmp_path):
    """The hooks refuse a commit with a layout that the formatter would change, with a finding of
    the linter, and with one of the type checker."""
    files = {
        "shop/layout.py": '"""A name."""\n\nname = \'mug\'\n',
        "shop/linted.py": '"""When."""\n\nimport datetime\n\nat = datetime.datetime.now()\n',
        "shop/typed.py": '"""A price."""\n\nprice: int = "1250"\n',
    }
    done = committed(PACKAGE | files)
    assert done.returncode != 0, "the hooks let all of it pass, with the exit code"
    changed = {name for name, text in files.items() if (tmp_path / name).read_text() != text}
    missed = [name for name in files if Path(name).name not in done.stdout and name not in changed]
    assert missed == [], f"no hook has said a word of these:\n{done.stdout}"
