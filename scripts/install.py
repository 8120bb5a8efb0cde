"""Makes .venv and installs the course in it, from the locked requirements.

    python3 scripts/install.py             what learners need
    python3 scripts/install.py --author    and what authors and all tests need besides

Nothing is installed again when nothing changed. Only the standard library is used here, and no
syntax that is newer than Python 3.7: an old Python must still be able to say that it is too old.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NEWEST_MINOR = 14
ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CORE, AUTHOR = "requirements.txt", "requirements-author.txt"


def main(arguments: list[str]) -> int:
    """Install what is missing; the exit code."""
    if arguments not in ([], ["--author"]):
        return fail("Unknown arguments.", "Write: python3 scripts/install.py [--author]")
    if sys.version_info < OLDEST:
        return with_newer_python(arguments)
    author = bool(arguments)
    wanted = AUTHOR if author else CORE
    try:
        if not PYTHON.exists() and not make_venv():
            return fail(
                "Python could not make a virtual environment (see above).",
                "On Debian or Ubuntu: apt install python3-venv",
            )
        if not is_done(wanted):
            install(wanted)
    except subprocess.CalledProcessError as error:
        command = " ".join(str(part) for part in error.cmd)
        return fail(f"This command failed, see above: {command}", "Mend that, then repeat yours.")
    return 0


def fail(sentence: str, remedy: str) -> int:
    """Two lines for a person; the exit code for wrong use."""
    sys.stderr.write(f"{sentence}\n{remedy}\n")
    return 2


def with_newer_python(arguments: list[str]) -> int:
    """Start again under a newer Python, if this machine has one."""
    for minor in range(NEWEST_MINOR, OLDEST[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        test = "import sys; sys.exit(sys.version_info < (3, 11))"
        # A shim of a version manager can be there without its Python.
        if found and subprocess.run([found, "-c", test], capture_output=True).returncode == 0:  # noqa: PLW1510
            return subprocess.run([found, __file__, *arguments]).returncode  # noqa: PLW1510
    have = ".".join(str(part) for part in sys.version_info[:3])
    return fail(
        f"The course needs Python 3.11 or newer; this is {have}.",
        "Install one from python.org or your system's packages, then: make PYTHON=python3.13 learn",
    )


def make_venv() -> bool:
    """Whether there is a virtual environment now; one that lost its Python is made afresh."""
    say(f"Making .venv with Python {sys.version.split()[0]} …")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    return subprocess.run(command, cwd=ROOT).returncode == 0  # noqa: PLW1510


def install(requirements: str) -> None:
    """Install locked packages, then the course itself, which is built without the network."""
    pip = installer()
    say(f"Installing {requirements} with {'pip' if pip[0] == str(PYTHON) else 'uv'} …")
    run(*pip, "--require-hashes", "-r", requirements)
    run(*pip, "--no-deps", "--no-build-isolation", "-e", ".")
    stamp(CORE).write_text(state_of(CORE), encoding="utf-8")  # which the authors' file holds too
    if requirements == AUTHOR:
        stamp(AUTHOR).write_text(state_of(AUTHOR), encoding="utf-8")


def installer() -> list[str]:
    """`pip install`, or uv's where it is present, which takes a fraction of the time."""
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]


def stamp(name: str) -> Path:
    """The file that says from which lock this environment was made."""
    return VENV / f"installed-{name}"


def state_of(name: str) -> str:
    """What an installation depends on, as one hash."""
    contents = [(ROOT / file).read_bytes() for file in (name, "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*contents, str(ROOT).encode()])).hexdigest()


def is_done(name: str) -> bool:
    """Whether this lock is what is installed."""
    return stamp(name).is_file() and stamp(name).read_text(encoding="utf-8") == state_of(name)


def run(*command: str) -> None:
    """Run a command in the course's folder; CalledProcessError when it fails."""
    subprocess.run(command, cwd=ROOT, check=True)


def say(text: str) -> None:
    """A line of progress, apart from what commands print."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
