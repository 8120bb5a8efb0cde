"""The servers that a phase's project needs: started by the command that needs them, ended with it.

What they are, phase by phase, is the key `services` of the manifests. `DATABASE_URL` in the
environment wins over a PostgreSQL of our own.
"""

import contextlib
import hashlib
import os
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from course.errors import CourseError
from course.model import Phase
from course.workspace import Course

DATABASE_URL = "DATABASE_URL"
PUBLIC_URL = "PUBLIC_URL"
"""Where browsers find the application: in mails, and after a login at another provider."""
KEPT = "COURSE_KEPT"
"""How the database is begun anew; set where it is one that the course keeps until then."""
SERVER_URL = "COURSE_POSTGRES"
"""Where a suite makes its database: the scratch server of the command that runs the suite."""


@contextlib.contextmanager
def for_suites(phases: Iterable[Phase], inside: Path | None = None) -> Iterator[None]:
    """What the suites of phases share while they run: one scratch PostgreSQL, if any needs it.

    Its data is in the folder `inside`, or in the user's cache.
    Raises: CourseError for a DATABASE_URL whose rows must not be deleted, or a server that does
    not start.
    """
    needed = {name for phase in phases for name in phase.services}
    with contextlib.ExitStack() as stack:
        if "postgres" in needed:
            from course.services import postgres

            if url := os.environ.get(DATABASE_URL):
                postgres.refuse_foreign(url)
            elif SERVER_URL not in os.environ:
                os.environ[SERVER_URL] = stack.enter_context(postgres.scratch(inside))
                stack.callback(os.environ.pop, SERVER_URL, None)
        yield


def name_of(course: Course, phase: Phase, *, solution: bool = False) -> str:
    """What a phase's rows are kept under: each copy of the course has its own."""
    return f"{phase.slug}-{'solution-' if solution else ''}{copy_of(course.root)}"


def copy_of(root: Path) -> str:
    """A short name of a copy of the course, by where it is."""
    return hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:8]


def database_url(phase: Phase, name: str) -> str:
    """DATABASE_URL for programs that a learner starts by hand, while another command serves.

    Raises: CourseError when none does.
    """
    from course.services import postgres

    url = os.environ.get(DATABASE_URL) or postgres.address(name)
    if url is None:
        raise CourseError(
            f"The database of {phase.slug} is not running.",
            f"Let it run in another terminal: course run {phase.number}",
        )
    return url


def psql(phase: Phase, name: str, say: Callable[[str], None], command: str = "") -> int:
    """PostgreSQL's shell on the database kept under a name, or of DATABASE_URL; the exit code.

    Raises: CourseError when the server does not start.
    """
    from course.services import postgres

    given = os.environ.get(DATABASE_URL)
    with contextlib.ExitStack() as stack:
        url = postgres.libpq(given) if given else stack.enter_context(postgres.shared(name))
        if not postgres.has_tables(url):
            say(f"There are no tables yet: course run {phase.number} makes them, and fills them.")
        if not (command or given):
            say(f"For other programs, while this shell is open: {url}")
        options = ["--command", command] if command else []
        # A pager would hide a short answer; and what ~/.psqlrc says is for interactive use.
        quiet = ["--no-psqlrc", "--pset", "pager=off"] if command else []
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for psql
        try:
            program = str(postgres.binaries() / "psql")
            return subprocess.run([program, *quiet, *options, url], check=False).returncode
        finally:
            signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def for_run(
    phase: Phase, name: str, say: Callable[[str], None], *, port: int, fresh: bool = False
) -> Iterator[dict[str, str]]:
    """What a phase served on a port needs: the environment variables that tell where it is.

    The database is kept under `name`, and is begun anew if `fresh`.
    Raises: CourseError for a server that does not start.
    """
    public = os.environ.get(PUBLIC_URL, f"http://localhost:{port}")
    environment = {PUBLIC_URL: public}
    with contextlib.ExitStack() as stack:
        if "postgres" in phase.services:
            from course.services import postgres

            if url := os.environ.get(DATABASE_URL):
                say(f"The database is the one of DATABASE_URL: {postgres.without_password(url)}")
            else:
                database = postgres.kept(name, fresh=fresh)
                environment |= {DATABASE_URL: stack.enter_context(database), KEPT: "yes"}
        if "smtp" in phase.services and "SMTP_HOST" not in os.environ:
            from course.services import smtp

            environment |= stack.enter_context(smtp.started(say)).environment
        if "oidc" in phase.services and "OIDC_ISSUER" not in os.environ:
            from course.services import oidc

            back = f"{public.rstrip('/')}{oidc.CALLBACK}"
            environment |= stack.enter_context(oidc.started([back])).environment
        yield environment
