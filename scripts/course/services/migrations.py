"""A phase's own migrations, run on the database of the command that needs them."""

import hashlib
import json
import sys
from pathlib import Path

from psycopg import sql

from course.errors import CourseError
from course.explain import describe, own_frame
from course.services import postgres

HERE = "."
"""What Alembic puts on the path; Python remembers which folder it was at first."""
NOTE = sql.SQL("COMMENT ON TABLE alembic_version IS {}")
"""Where it is noted what was applied: not a table, for a learner's Alembic would compare that."""


def upgrade(project: Path) -> None:
    """Bring the database of DATABASE_URL to the newest migration of a project, if it has any.

    The project must be the current folder.
    Raises: CourseError for a migration that does not run; NotImplementedError for an exercise that
    is not written yet.
    """
    if not (project / "alembic.ini").is_file():
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    sys.path_importer_cache.pop(HERE, None)
    try:
        command.upgrade(Config("alembic.ini"), "head")
    except CommandError as error:
        raise CourseError(f"`alembic upgrade head` says: {error}") from error
    except NotImplementedError:
        raise
    except Exception as error:  # whatever a learner's migration raises
        frame = own_frame(error, project)
        place = f" at {frame.file}, line {frame.line}" if frame else ""
        reason = describe(error).partition("\n[SQL")[0]
        raise CourseError(f"`alembic upgrade head` fails{place}: {reason}") from error


def changed_since_applied(project: Path, url: str) -> list[str]:
    """Files of migrations whose text is another one than when they were applied to a database.

    To be asked after each upgrade: what is applied is noted in the database itself.
    """
    files = {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        for path in sorted((project / "migrations" / "versions").glob("*.py"))
    }
    with postgres.connect(postgres.libpq(url)) as connection:
        found = connection.execute(
            "SELECT obj_description(to_regclass('alembic_version'), 'pg_class')"
            " WHERE to_regclass('alembic_version') IS NOT NULL"
        ).fetchone()
        if found is None:
            return []
        known: dict[str, str] = json.loads(found[0] or "{}")
        noted = {file: known.get(file, text) for file, text in files.items()}
        connection.execute(NOTE.format(sql.Literal(json.dumps(noted))))
    return [file for file, text in files.items() if noted[file] != text]
