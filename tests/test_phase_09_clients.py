"""The clients of phase 09's lesson are generated, checked by their compilers, and used.

Node.js, npm and a registry are needed for TypeScript; without them it is not verified here.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.solutions import write_tree
from test_schemathesis import SOLUTIONS, served

PHASE = SOLUTIONS.phase("09")
WORTH = {"EUR": 42200}
"""What the sample products in stock are worth."""
WRONG = """\
import createClient from "openapi-fetch";
import type { paths } from "./storefront.js";

const client = createClient<paths>({ baseUrl: "" });
const { data, error } = await client.GET("/products");
if (!error) console.log(data.items[0]?.price_cents);
await client.GET("/product");
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The solution, with the document of version 2 as its own command writes it."""
    folder = tmp_path_factory.mktemp("phase-09")
    write_tree(SOLUTIONS.solution(PHASE), folder)
    nowhere = {"DATABASE_URL": "postgresql://nobody:nothing@127.0.0.1:1/none"}
    environment = os.environ | SOLUTIONS.environment(PHASE) | nowhere
    with (folder / "clients/typescript/storefront-2.json").open("wb") as document:
        command = [sys.executable, "-m", "app.openapi", "2"]
        subprocess.run(command, cwd=folder, env=environment, stdout=document, check=True)
    return folder


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    """The address of version 2 of a shop with the sample products."""
    with served(PHASE) as (url, _):
        yield f"{url}/api/v2"


def run(*command: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


def test_the_python_client_is_typed_and_works(project: Path, shop: str) -> None:
    """mypy accepts the program together with the code that was generated, and it runs."""
    here = project / "clients/python"
    generated = run(
        *(sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"),
        *("--path", "../typescript/storefront-2.json", "--config", "config.yaml"),
        *("--output-path", "storefront_client"),
        cwd=here,
    )
    assert generated.returncode == 0, generated.stdout + generated.stderr
    assert "WARNING" not in generated.stdout + generated.stderr
    checked = run(
        *(sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "__main__.py"),
        cwd=here,
    )
    assert checked.returncode == 0, checked.stdout
    done = run(sys.executable, ".", shop, cwd=here)
    assert done.stdout.strip() == str(WORTH), done.stderr


def test_the_typescript_client_compiles_and_works(project: Path, shop: str) -> None:
    """tsc accepts the program, refuses what the API does not have, and node runs the program."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("not verified here: there is no Node.js")
    here = project / "clients/typescript"
    lock = (here / "package-lock.json").read_bytes()
    installed = run("npm", "ci", "--no-audit", "--no-fund", cwd=here)
    if installed.returncode and "network" in installed.stderr.lower():
        pytest.skip("not verified here: npm reaches no registry")
    assert installed.returncode == 0, installed.stderr
    assert (here / "package-lock.json").read_bytes() == lock, "npm has rewritten its lock"
    for step in ("generate", "build"):
        done = run("npm", "run", step, cwd=here)
        assert done.returncode == 0, done.stdout + done.stderr
    done = run("npm", "start", "--silent", "--", shop, cwd=here)
    assert json.loads(done.stdout) == WORTH, done.stderr
    (here / "src/wrong.ts").write_text(WRONG, encoding="utf-8")
    refused = run("npm", "run", "build", cwd=here)
    assert refused.returncode != 0
    assert "price_cents" in refused.stdout
    assert "wrong.ts(7," in refused.stdout, "an address that the API does not have"


def test_the_lock_names_no_registry() -> None:
    """Whoever installs it uses their own registry; the hashes say whether it is the same."""
    text = SOLUTIONS.solution(PHASE)["clients/typescript/package-lock.json"].decode()
    packages = json.loads(text)["packages"]
    assert [name for name, each in packages.items() if "resolved" in each] == []
    assert [name for name, each in packages.items() if name and "integrity" not in each] == []
