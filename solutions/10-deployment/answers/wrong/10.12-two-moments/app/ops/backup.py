import json
import os
import subprocess
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql


def dump(url: str, file: Path) -> None:
    """Copy a database into a file, and write down beside it what it holds (`contents_file`)."""
    unfinished = file.with_name(f"{file.name}.part")
    try:
        unfinished.touch(mode=0o600)
        run_tool(url, "pg_dump", "--format=custom", f"--file={unfinished}")
        with connect(url) as connection:
            contents = read_contents(connection)
        contents_file(file).write_text(json.dumps(contents, indent=2), encoding="utf-8")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
