import json
import os
import subprocess
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql


def check(file: Path, spare_url: str) -> None:
    """Prove a copy: restore it into an empty database, and compare that with what it should hold.

    Raises: BackupError when it cannot be restored, or when a table differs, which is named.
    """
    expected: Contents = json.loads(contents_file(file).read_text(encoding="utf-8"))
    restore(file, spare_url)
    with connect(spare_url) as connection:
        restored = read_contents(connection)
    differ = sorted(
        table
        for table in expected.keys() | restored.keys()
        if expected.get(table, [0])[0] != restored.get(table, [0])[0]
    )
    if differ:
        raise BackupError(f"What was restored differs in: {', '.join(differ)}.")
