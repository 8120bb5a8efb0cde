import json
import os
import subprocess
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql


def dump(url: str, file: Path) -> None:
    """Copy a database into a file, and write down beside it what it holds (`contents_file`).

    Both are of one moment, also while others write. The file is there when it is complete, and not
    before; only its owner can read it. An older file of the name stays until then.

    Raises: BackupError.
    """
    with connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        file.touch(mode=0o600)
        run_tool(
            url, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={file}"
        )
        contents = read_contents(connection)
    contents_file(file).write_text(json.dumps(contents, indent=2), encoding="utf-8")
