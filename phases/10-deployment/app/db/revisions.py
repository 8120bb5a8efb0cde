"""Which migrations this version of the application knows, and whether the database has them."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

ALEMBIC_INI = Path(__file__).parents[2] / "alembic.ini"


@dataclass(frozen=True, slots=True)
class Revisions:
    """The migrations in the folder: all of them, and the last one."""

    known: frozenset[str]
    heads: frozenset[str]

    def is_behind(self, applied: Collection[str]) -> bool:
        """Tell whether a database still lacks a migration of this version.

        A revision that is not known comes from a newer version, whose migrations run before it is
        started: the database is ahead, and this version goes on serving until it is replaced.
        """
        raise NotImplementedError("exercise 10.3")


def read_revisions() -> Revisions:
    """Read the folder of the migrations."""
    scripts = ScriptDirectory.from_config(Config(ALEMBIC_INI))
    known = frozenset(script.revision for script in scripts.walk_revisions())
    return Revisions(known, frozenset(scripts.get_heads()))
