"""What `pytest suite` needs in a phase's folder: a pytest plugin for tests that learners write.

It gives them what a phase's services are (a database that is empty and migrated, in DATABASE_URL)
and otherwise leaves them alone: fixtures, clients and a clean table between two tests are theirs to
make. The course runs them with the same plugin, see `course.catching`.
"""

import contextlib
import os
import sys
from pathlib import Path

import pytest

from course.apis import SUITE
from course.services import DATABASE_URL, SERVER_URL
from course.workspace import settings_of

GIVEN = "COURSE_OWN_TESTS"
"""Set where the course has prepared everything already."""
BRIEFLY = "briefly"
"""Its value where it is asked only whether a test fails, and nobody reads for which example."""


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Put the environment of the phase's project in place, before a conftest imports from it."""
    project = _project(early_config.rootpath)
    if sys.path[0] != str(project):
        sys.path.insert(0, str(project))
    _repeat_examples(project)
    settings = settings_of(project)
    for name, value in settings.get("environment", {}).items():
        os.environ.setdefault(name, value)
    if "postgres" in settings.get("services", []) and GIVEN not in os.environ:
        early_config.add_cleanup(_start_database(project).close)
    if not early_config.pluginmanager.has_plugin("anyio"):
        early_config.pluginmanager.import_plugin("anyio.pytest_plugin")


def _project(rootpath: Path) -> Path:
    """The phase's folder: pytest takes the folder of suite/pytest.ini for the root."""
    here = (rootpath, *rootpath.parents)
    return next((folder for folder in here if (folder / "pyproject.toml").is_file()), rootpath)


def _repeat_examples(project: Path) -> None:
    """Let Hypothesis, where it is used, try the same examples each time."""
    sources = (project / SUITE).rglob("*.py")
    if not any("hypothesis" in path.read_text(encoding="utf-8") for path in sources):
        return  # to import it takes a third of a second
    with contextlib.suppress(ImportError):
        from hypothesis import Phase, settings

        # To find the smallest example takes many attempts.
        left_out = {Phase.shrink, Phase.explain} if os.environ.get(GIVEN) == BRIEFLY else set()
        settings.register_profile(
            "course",
            derandomize=True,
            database=None,
            deadline=None,
            max_examples=50,
            phases=[phase for phase in Phase if phase not in left_out],
        )
        settings.load_profile("course")


def _start_database(project: Path) -> contextlib.ExitStack:
    """Make a migrated database and name it in DATABASE_URL; it is gone when the stack is closed.

    Raises: CourseError for a DATABASE_URL whose rows must not be deleted.
    """
    from course.services import fixtures, postgres

    stack = contextlib.ExitStack()
    if url := os.environ.get(DATABASE_URL):
        postgres.refuse_foreign(url)
        return stack
    server = fixtures.Server(os.environ.get(SERVER_URL) or stack.enter_context(postgres.scratch()))
    stack.callback(server.drop)
    os.environ[DATABASE_URL] = server.migrated(project).url
    stack.callback(os.environ.pop, DATABASE_URL)
    return stack
