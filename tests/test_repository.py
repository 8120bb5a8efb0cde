"""The repository itself: what is committed, locked, promised and listed."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from course.solutions import Solutions

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.txt", "requirements-author.txt")
TEXTS = ("README.md", "CONTRIBUTING.md", "docs/contributing.md")


def committed() -> list[Path]:
    """The files that git has."""
    git = shutil.which("git")
    if not git or not (ROOT / ".git").exists():
        pytest.skip("not verified here: there is no git")
    listed = subprocess.run(
        [git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def texts() -> dict[str, str]:
    """The committed files that are text, by name."""
    found = {}
    for path in committed():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode()
    return found


def locked(name: str) -> dict[str, str]:
    """The entries of a lock file: package -> all of its lines."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    entries = re.split(r"(?m)^(?=\S)", text.replace("\\\n", ""))
    return {re.split(r"[=<>~ \[]", e, maxsplit=1)[0].lower(): e for e in entries if e.strip()}


def names(dependencies: list[str]) -> set[str]:
    """Package names of requirements like `uvicorn[standard]>=0.5`, as the lock writes them."""
    found = (re.split(r"[\[<>=~!; ]", d, maxsplit=1)[0] for d in dependencies)
    return {name.lower().replace("_", "-") for name in found}


def make_targets() -> dict[str, str]:
    """Every target of the Makefile with its commands."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.findall(r"^([a-z-]+):(?!=)[^\n]*\n((?:\t[^\n]*\n)*)", text, re.MULTILINE)
    return dict(found)


# Written in parts, so that this file passes its own test.
REGISTRY = re.compile(
    r"py" r"pi\.org|python" r"hosted\.org|--(extra-)?index" r"-url|registry\.npm" r"js|/simp" r"le/"
)
MACHINE = re.compile(  # `/home/you` may stand in a lesson, `/root/.cache` in an image
    r"(?<![\w./-])/(home/(?!you\b)|Users/(?!you\b)|root/(?!\.cache\b)|work/)[\w.-]+|[A-Z]:\\Users\b"
    r"|\.\./sha"
    r"red"
)


def test_no_file_names_a_package_registry():
    assert [name for name, text in texts().items() if REGISTRY.search(text)] == []


def test_no_file_names_a_path_of_a_machine():
    found = {name: hit[0] for name, text in texts().items() if (hit := MACHINE.search(text))}
    assert found == {}


def test_every_text_ends_with_a_newline_and_has_no_carriage_return():
    assert [name for name, text in texts().items() if text and not text.endswith("\n")] == []
    assert [name for name, text in texts().items() if "\r\n" in text] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_hashes(name: str):
    for package, lines in locked(name).items():
        assert "==" in lines, package
        assert "--hash=sha256:" in lines, package
    header = (ROOT / name).read_text(encoding="utf-8").splitlines()[:2]
    assert header[1].strip() == "#    make lock"


def test_the_locks_hold_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    core = names(project["project"]["dependencies"]) | names(groups["build"])
    assert core <= locked("requirements.txt").keys()
    assert core | names(groups["author"]) <= locked("requirements-author.txt").keys()


def test_authors_have_the_very_versions_of_learners():
    core, author = locked("requirements.txt"), locked("requirements-author.txt")
    versions = {p: lines.split()[0] for p, lines in core.items()}
    assert {p: author[p].split()[0] for p in core} == versions


def test_the_course_is_built_from_locked_packages_only():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert names(project["build-system"]["requires"]) <= locked("requirements.txt").keys()


def test_make_alone_lists_every_target():
    if not shutil.which("make") or sys.platform == "win32":
        pytest.skip("not verified here: there is no make")
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, check=True, text=True)
    listed = re.findall(r"^make ([a-z]+) +\S", done.stdout, re.MULTILINE)
    assert sorted(listed) == sorted(make_targets().keys() - {"install", "author"})


@pytest.mark.parametrize("name", TEXTS)
def test_every_make_command_in_a_text_is_a_target(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    commands = re.findall(r"(?:^|`|\$ )make ([a-z]+)", text, re.MULTILINE)
    assert set(commands) <= make_targets().keys()


@pytest.mark.parametrize("name", TEXTS)
def test_every_course_command_in_a_text_is_one(name: str):
    from course.commands import app, author, learn  # noqa: F401 - they add themselves

    known = {c.name or c.callback.__name__ for c in app.registered_commands if c.callback}
    text = (ROOT / name).read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|\$ |/|\\)course ([a-z]+)", text)) <= known


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_in_a_text_leads_to_a_file(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


def test_the_readme_lists_the_phases_that_there_are():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (\d\d) \|", readme, re.MULTILINE)
    assert listed == sorted(Solutions(ROOT / "solutions").phases)


def test_an_old_python_is_refused_in_two_lines(tmp_path: Path):
    source = (ROOT / "scripts/install.py").read_text(encoding="utf-8")
    trial = "import sys, shutil\nsys.version_info = (3, 9, 2)\nshutil.which = lambda name: None\n"
    script = tmp_path / "scripts" / "install.py"
    script.parent.mkdir()
    script.write_text(source.replace("from __future__ import annotations\n", trial, 1))
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.splitlines()[0] == "The course needs Python 3.11 or newer; this is 3.9.2."
    assert len(done.stderr.splitlines()) == 2


def test_the_installer_speaks_old_python():
    import ast

    source = (ROOT / "scripts/install.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 7))


def test_what_a_phase_needs_is_in_the_core_install():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    core = names(project["project"]["dependencies"])
    for path in (ROOT / "solutions").glob("*/phase.toml"):
        phase = tomllib.loads(path.read_text(encoding="utf-8"))
        assert names(phase.get("dependencies", [])) <= core, path.parent.name
