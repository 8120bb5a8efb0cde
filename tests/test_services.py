"""PostgreSQL under the course's own launcher: started quickly, private, and never left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from course.errors import CourseError
from course.services import migrations, postgres
from course.solutions import write_tree

OWNER = """
import sys, time
from course.services import postgres
with postgres.{what} as url:
    print(url, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def home():
    """A folder into which the user that servers run as may go; pytest's own are closed to it."""
    with tempfile.TemporaryDirectory(prefix="course-test-") as folder:
        path = Path(folder)
        path.chmod(0o711)
        yield path


@pytest.fixture(autouse=True)
def cache(home, monkeypatch):
    """A cache of its own for each test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("COURSE_POSTGRES", raising=False)
    return home / "course" / f"postgres-{postgres.VERSION}"


@contextlib.contextmanager
def owner(what):
    """Another process that has a server; yields the process and its URL."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER.format(what=what)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def servers(cache):
    """The processes whose data lies in a cache."""
    found = []
    for process in psutil.process_iter(["name"]):
        with contextlib.suppress(psutil.Error):
            if process.name().startswith("postgres") and process.cwd().startswith(str(cache)):
                found.append(process)
    return found


def waited(condition, seconds=10.0):
    """Whether something comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def test_a_scratch_server_answers_and_ends_with_its_owner(cache):
    with postgres.scratch() as url, postgres.connect(url) as connection:
        found = connection.execute("SHOW server_version_num").fetchone()
        assert found
        assert int(found[0]) // 10_000 == postgres.VERSION
        assert servers(cache)
    assert not servers(cache)


def test_it_listens_on_this_machine_only_and_asks_for_the_password():
    with postgres.scratch() as url, postgres.connect(url) as connection:
        told = connection.execute("SHOW listen_addresses").fetchone()
        assert told == ("127.0.0.1",)
        wrong = url.replace(":", ":0", 2).replace(":0//", "://")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)


def test_applications_are_no_superusers():
    with postgres.scratch() as url, postgres.connect(url) as connection:
        told = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert told.fetchone() == (False,)


def test_the_password_is_for_its_owner_only(cache):
    with postgres.scratch():
        secret = next(cache.glob("*/password"))
        assert secret.stat().st_mode & 0o077 == 0


def test_two_at_once_have_servers_of_their_own():
    with owner("scratch()") as (_, theirs), postgres.scratch() as mine:
        assert theirs != mine
        for url in (theirs, mine):
            with postgres.connect(url) as connection:
                connection.execute("CREATE DATABASE same_name")


def test_what_a_run_left_in_a_scratch_server_is_gone_at_the_next_start():
    for _ in range(2):
        with postgres.scratch() as url, postgres.connect(url) as connection:
            connection.execute("CREATE DATABASE left_over")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends the children of the killed")
def test_a_killed_owner_leaves_no_server(cache):
    with owner("scratch()") as (process, _):
        assert servers(cache)
        process.send_signal(signal.SIGKILL)
        assert waited(lambda: not servers(cache))


def test_where_the_system_does_not_end_it_the_next_start_does(cache, monkeypatch):
    monkeypatch.setattr(postgres, "end_with_parent", lambda _: None)
    cluster = postgres._Cluster(cache / "scratch-1")
    with cluster.held():
        cluster.start(postgres.QUICK)
    orphans = servers(cache)
    assert orphans
    assert postgres.leftovers() == ["scratch-1"]
    assert not servers(cache)
    assert cluster.process
    cluster.process.wait()


def test_a_pid_file_of_a_switched_off_machine_harms_nobody(cache):
    with postgres.scratch():
        pass
    innocent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        file = cache / "scratch-1" / "data" / "postmaster.pid"
        file.write_text(f"{innocent.pid}\n{file.parent}\n1\n5432\n\n\n\nready\n")
        with postgres.scratch() as url, postgres.connect(url):
            assert innocent.poll() is None
    finally:
        innocent.kill()
        innocent.wait()


def test_a_broken_scratch_server_is_made_anew(cache):
    with postgres.scratch():
        pass
    shutil.rmtree(cache / "scratch-1" / "data" / "global")
    with postgres.scratch() as url, postgres.connect(url):
        pass


def test_kept_rows_are_there_the_next_time_and_gone_when_begun_afresh():
    with postgres.kept("06-x") as url, postgres.connect(url) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    with postgres.kept("06-x") as url, postgres.connect(url) as connection:
        connection.execute("SELECT * FROM kept")
    with postgres.kept("06-x", fresh=True) as url, postgres.connect(url) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)


def test_a_kept_database_is_had_by_one_command_at_a_time():
    with (
        owner("kept('06-x')"),
        pytest.raises(CourseError, match="Another command"),
        postgres.kept("06-x"),
    ):
        pass


def test_a_shell_joins_the_command_that_runs_the_phase():
    with owner("kept('06-x')") as (_, url), postgres.shared("06-x") as joined:
        assert joined == url


def test_a_foreign_database_is_not_emptied():
    with postgres.scratch() as url, postgres.connect(url) as connection:
        connection.execute("CREATE DATABASE theirs")
        theirs = url.replace("/postgres", "/theirs")
        with pytest.raises(CourseError, match="the course did not make") as caught:
            postgres.refuse_foreign(theirs)
        assert "unset" in caught.value.remedy.lower()
        assert url.split(":")[2].split("@")[0] not in str(caught.value)
        connection.execute(f"COMMENT ON DATABASE theirs IS '{postgres.MAY_BE_EMPTIED}'")
        postgres.refuse_foreign(theirs.replace("postgresql:", "postgresql+psycopg:"))


def test_a_cache_that_cannot_be_written_is_named(home, monkeypatch):
    file = home / "file"
    file.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(file))
    with pytest.raises(CourseError, match="PostgreSQL"), postgres.scratch():
        pass


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("mount"),
    reason="only root can make a small disk",
)
def test_a_full_disk_is_named(home, monkeypatch):
    disk = home / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk], check=False
    ).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        monkeypatch.setenv("XDG_CACHE_HOME", str(disk))
        with pytest.raises(CourseError, match="the disk is full") as caught, postgres.scratch():
            pass
        assert "Make room" in caught.value.remedy
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("setpriv"),
    reason="only root can become another user",
)
def test_it_runs_for_a_user_who_is_not_root(home):
    shutil.chown(home, "games", "games")
    done = subprocess.run(
        ["setpriv", "--reuid=games", "--regid=games", "--clear-groups", sys.executable, "-c",
         "from course.services import postgres\nwith postgres.scratch() as url: print(url)"],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "XDG_CACHE_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    if "Permission denied" in done.stderr and str(home) not in done.stderr:
        pytest.skip("another user cannot read this installation")
    assert done.stdout.startswith("postgresql://"), done.stderr


def test_migrations_of_another_folder_import_what_lies_there(tmp_path, monkeypatch):
    for name in ("one", "two"):
        project = tmp_path / name
        tree = {
            "alembic.ini": b"[alembic]\nscript_location = %(here)s/migrations\n"
            b"prepend_sys_path = .\npath_separator = os\n",
            "migrations/env.py": f"import app.{name}\n".encode(),
            f"app/{name}.py": f"open({name!r}, 'w')\n".encode(),
        }
        write_tree(tree, project)
        monkeypatch.chdir(project)
        monkeypatch.delitem(sys.modules, "app", raising=False)
        migrations.upgrade(project)
        assert (project / name).exists()
