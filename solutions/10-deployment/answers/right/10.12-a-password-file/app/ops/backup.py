import os
import subprocess
import tempfile
from pathlib import Path


def run_tool(url: str, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools on a database, the password in a file that only its owner reads."""
    parts = libpq_parameters(url)
    with tempfile.TemporaryDirectory() as folder:
        secret = Path(folder, "pgpass")
        secret.touch(mode=0o600)
        secret.write_text(f"*:*:*:*:{parts['password']}\n", encoding="utf-8")
        place = {
            "PGHOST": parts["host"],
            "PGPORT": str(parts["port"]),
            "PGUSER": parts["user"],
            "PGDATABASE": parts["dbname"],
            "PGPASSFILE": str(secret),
        }
        try:
            done = subprocess.run(
                [program, *arguments], env=os.environ | place, capture_output=True, text=True, check=False
            )
        except OSError as error:
            raise BackupError(f"{program} cannot be started: {error.strerror}") from error
    if done.returncode:
        raise BackupError(done.stderr)
