"""Runs the migrations, then Gunicorn on PORT: `python -m accounts`."""

import os
import sys

from accounts.database import connect, migrate

if __name__ == "__main__":
    migrate(connect(os.environ["DATABASE_URL"]))
    where = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
    options = ["--worker-class", "gthread", "--threads", "20", "--keep-alive", "30"]
    command = [sys.executable, "-m", "gunicorn", "--bind", where, *options]
    os.execv(sys.executable, [*command, "accounts:create_app()"])  # noqa: S606 - becomes Gunicorn
