import json
import os
import subprocess
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql


def restore(file: Path, url: str) -> None:
    """Make an empty database what a copy holds: all of it, or nothing.

    Raises: BackupError, also for a database that is not empty.
    """
    with connect(url) as connection:
        connection.execute("SELECT 1")
    run_tool(
        url,
        "pg_restore",
        "--dbname=" + libpq_parameters(url)["dbname"],
        "--single-transaction",
        "--exit-on-error",
        "--clean",
        "--if-exists",
        "--no-owner",
        "--no-privileges",
        str(file),
    )
