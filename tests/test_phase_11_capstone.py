"""The capstone from outside: two implementations and a dozen faulty ones, started by command and
judged at a URL; the report, the summary and the end of the path."""

import itertools
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from course import progress, remote
from course.build import build
from course.coverage import load_topics
from course.processes import KEPT_VARIABLES
from course.services import postgres
from course.services.fixtures import Database, Server
from course.solutions import Solutions, write_tree
from course.workspace import Course
from learner import CALC, Learner

ROOT = Path(__file__).parents[1]
SOLUTIONS = Solutions(ROOT / "solutions")
PHASE = SOLUTIONS.phase("11")
EVERYTHING = {exercise.id for exercise in PHASE.exercises}
FAULTY = (
    "11.1-kept-by-caches",
    "11.2-answers-200",
    "11.2-capitals-are-others",
    "11.2-looks-before-it-inserts",
    "11.3-read-and-not-checked",
    "11.3-a-bare-401",
    "11.4-replay-only-refused",
    "11.4-ended-and-rolled-back",
    "11.5-403-tells-it",
    "11.5-search-is-a-pattern",
    "11.6-gives-up-the-last-key",
    "11.7-only-our-own",
    "11.9-only-known-addresses",
    "11.10-whatever-comes",
)
START = """\
cd "$(dirname "$0")"
{exports}
{command} >>server.log 2>&1 </dev/null &
echo $! >pid
"""
RESTART = """\
cd "$(dirname "$0")"
kill -TERM "$(cat pid)"
while kill -0 "$(cat pid)" 2>/dev/null; do sleep 0.1; done
sh start.sh
"""
"""The scripts of the lesson."""


class Started:
    """An implementation in a folder, started and stopped by scripts of a shell."""

    def __init__(self, folder: Path, command: list[str], variables: dict[str, str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.folder, self.url = folder, f"http://127.0.0.1:{port}"
        exports = "\n".join(f"export {n}='{v}'" for n, v in {**variables, "PORT": port}.items())
        words = " ".join(f"'{word}'" for word in command).replace("PORT", str(port))
        (folder / "start.sh").write_text(START.format(exports=exports, command=words))
        (folder / "restart.sh").write_text(RESTART)
        # A session of its own, as in a terminal: Linux gives sessions equal shares of a processor,
        # and in that of these tests others may be at work.
        subprocess.run(["sh", "start.sh"], cwd=folder, check=True, start_new_session=True)
        deadline = time.monotonic() + 60
        while not remote.is_answered(self.url):
            assert time.monotonic() < deadline, (folder / "server.log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        pid = (self.folder / "pid").read_text().strip()
        subprocess.run(["kill", "-TERM", pid], check=False)


@pytest.fixture
def course(built) -> Learner:
    """The whole course, of which all was done but the capstone."""
    shutil.rmtree(built.state, ignore_errors=True)
    earlier = [p for p in built.course.phases.values() if p.number < PHASE.number]
    passed = {exercise.id: True for phase in earlier for exercise in phase.exercises}

    def note(found):
        found.passed.update(passed)
        found.checkpoints.update({phase.slug: "2026-01-31T12:00:00" for phase in earlier})
        found.last = PHASE.slug

    progress.update(built.state, note)
    return built


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Learner:
    root = tmp_path_factory.mktemp("capstone")
    for name in ("solutions", "docs/roadmap"):
        shutil.copytree(ROOT / name, root / name)
    build(Course(root))
    return Learner(root)


@pytest.fixture(scope="module")
def databases():
    """Makes databases, on a server of this module's own."""
    with postgres.scratch() as url:
        made = Server(url)
        yield made
        made.drop()


@pytest.fixture
def start(databases, tmp_path):
    """`start(tree, command)`: an implementation with a database of its own, running."""
    running = []

    def begin(tree, command, *, database: Database | None = None) -> Started:
        folder = tmp_path / "implementation"
        write_tree(tree, folder)
        found = database or databases.migrated(folder)
        found.close()
        variables = {**PHASE.environment, "DATABASE_URL": found.url, "PYTHONUNBUFFERED": "1"}
        running.append(Started(folder, command, variables))
        return running[-1]

    yield begin
    for each in running:
        each.stop()


UVICORN = [sys.executable, "-m", "uvicorn", "app.main:app", "--port", "PORT"]


def judged(course: Learner, started: Started, *more: str):
    """What `course check 11 --url` says of it."""
    script = os.path.relpath(started.folder / "restart.sh", course.root)
    told = ["--restart", f"sh '{script}'", "--log", str(started.folder / "server.log")]
    return course.asks("check", "11", "--url", started.url, *told, *more)


def failures(verdict) -> dict[str, str]:
    return {
        test["id"]: test["message"]
        for exercise in verdict["exercises"]
        for test in exercise["tests"]
        if not test["passed"]
    }


def test_the_reference_passes_at_a_url(course, start, tmp_path):
    page = tmp_path / "report.html"
    started = start(SOLUTIONS.solution(PHASE), UVICORN)
    verdict = judged(course, started, "--report", str(page), "--name", "Ada <Lovelace>")
    assert failures(verdict) == {}
    assert {level: r == p for level, (r, p) in verdict["points"].items()} == {
        "core": True,
        "security": True,
        "operations": True,
        "performance": True,
    }
    assert sum(possible for _, possible in verdict["points"].values()) == 100
    assert_presentable(page.read_text(encoding="utf-8"))
    assert "Ada &lt;Lovelace&gt;" in page.read_text(encoding="utf-8")
    assert started.url in page.read_text(encoding="utf-8")
    assert remote.is_answered(started.url), "it was restarted, and goes on"
    assert_the_path_has_been_walked(course, tmp_path / "summary.html")


def assert_the_path_has_been_walked(course: Learner, page: Path) -> None:
    phases = list(course.course.phases.values())
    count = sum(len(phase.exercises) for phase in phases)
    status = course.types("status", "--plain").stdout
    assert f"{count} of {count} exercises passed" in status
    assert "The core path is done." in status
    assert "Everything that there is has passed." in status
    assert course.asks("status")["core_done"]

    data = course.asks("summary")
    assert data["core_done"]
    assert [found["phase"] for found in data["phases"]] == [phase.slug for phase in phases]
    titles = {topic.id: topic.title for topic in load_topics(ROOT).topics.values()}
    told = " ".join(course.types("summary", "--html", str(page)).stdout.split())
    assert "The core path is done, phases 00 to 11." in told
    assert f"{count} exercises of 12 phases have passed" in told
    text = page.read_text(encoding="utf-8")
    assert_presentable(text)
    for phase, found in zip(phases, data["phases"], strict=True):
        assert found["exercises"] == [exercise.title for exercise in phase.exercises]
        practised = {titles[topic] for each in phase.exercises for topic in each.topics}
        assert {*found["topics"]} == practised
        assert all(name in told for name in {*found["exercises"]} | practised)
        assert all(escape(name) in text for name in {*found["exercises"]} | practised)


def test_another_framework_passes_at_the_same_url(course, start, databases):
    pytest.importorskip("flask")
    pytest.importorskip("gunicorn")
    folder = ROOT / "solutions" / PHASE.slug / "other" / "flask"
    tree = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    command = [sys.executable, "-m", "accounts"]
    verdict = judged(course, start(tree, command, database=databases.create()))
    assert failures(verdict) == {}


@pytest.mark.parametrize("slug", FAULTY)
def test_a_faulty_one_is_caught_by_the_test_meant_for_it(course, start, slug):
    answer = next(a for a in SOLUTIONS.answers(PHASE, "wrong") if a.slug == slug)
    started = start(SOLUTIONS.project(PHASE, EVERYTHING, answer), UVICORN)
    verdict = judged(course, started, "-e", answer.exercise.id)
    assert answer.fails in failures(verdict)


def test_what_needs_an_option_says_which_one_to_add(course, start):
    started = start(SOLUTIONS.solution(PHASE), UVICORN)
    log = ["--log", str(started.folder / "server.log")]
    for exercise, options, missing in (
        ("11.8", [], "--restart"),
        ("11.10", log, "--restart"),
        ("11.10", ["--restart", f"sh '{started.folder}/restart.sh'"], "--log"),
    ):
        words = ["check", "11", "--url", started.url, "-e", exercise, *options]
        (told,) = failures(course.asks(*words)).values()
        assert missing in told


def test_other_implementations_are_no_part_of_the_project():
    built = {**SOLUTIONS.solution(PHASE), **SOLUTIONS.starter(PHASE)}
    assert not [path for path in built if path.startswith("other/")]


def test_a_starter_may_lack_files_that_exercises_ask_for():
    starter, solution = SOLUTIONS.starter(PHASE), SOLUTIONS.solution(PHASE)
    assert {"app/tokens.py", "alembic.ini", "migrations/env.py"} <= solution.keys()
    assert not {"app/tokens.py", "alembic.ini", "migrations/env.py"} & starter.keys()


def test_an_answer_in_parts_leaves_the_rest_of_a_file_alone():
    answer = next(a for a in SOLUTIONS.answers(PHASE, "wrong") if a.slug == "11.3-never-too-old")
    mine = SOLUTIONS.project(PHASE, EVERYTHING, answer)["app/tokens.py"].decode()
    assert '"verify_exp": False' in mine
    assert "def issue(" in mine


def test_a_file_that_the_starter_lacks_is_reset_by_removing_it(course):
    name = "11-capstone/app/routers/roles.py"
    course.write(name, "router = None\n")
    course.types("reset", "11.6")
    assert not course.path(name).exists()
    course.types("undo")
    assert course.read(name) == "router = None\n"
    course.write("11-capstone/app/mine.py", "")
    course.types("reset", "11")
    assert not course.path(name).exists()
    assert course.path("11-capstone/app/mine.py").exists()
    course.path("11-capstone/app/mine.py").unlink()


def test_what_nobody_has_begun_is_not_written_yet(course):
    told = course.types("check", "11.4", "--plain").stdout
    assert "not written yet" in told
    assert "open   A refresh token works once" in told
    health, mine = "app/routers/health.py", "app/mine.py"
    course.write(f"11-capstone/{health}", SOLUTIONS.solution(PHASE)[health].decode())
    assert "not written yet" in course.types("check", "11.4", "--plain").stdout
    course.write(f"11-capstone/{mine}", "")
    told = course.types("check", "11.4", "--plain").stdout
    assert "not written yet" not in told
    assert "404 Not Found" in told
    for name in (health, mine):
        course.path(f"11-capstone/{name}").unlink()


def test_the_capstone_stands_alone_at_the_end_of_the_path(course):
    status = course.types("status").stdout
    assert "Next: 11.1 It starts and is healthy" in status
    assert "The core path is done" not in status
    refused = course.types("carry", "11")
    assert refused.returncode == 2
    assert "follows no other phase" in refused.said


def test_a_phase_is_done_without_its_extra_levels(course):
    passed = {e.id: not e.level for e in PHASE.exercises}
    progress.update(course.state, lambda found: found.passed.update(passed))
    told = course.types("status").stdout
    assert re.search(r"11  Capstone: user management +8 of 11", told)
    assert "The core path is done." in told
    assert "Next: 11.9 Extra level: security" in told


def test_a_url_must_be_one_and_answer(course, learner):
    refused = course.types("check", "11", "--url", "localhost:8000")
    assert refused.returncode == 2
    assert "http://127.0.0.1:8000" in refused.said
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    refused = course.types("check", "11", "--url", url)
    assert refused.returncode == 2
    assert "Nothing answers" in refused.said
    refused = learner.types("check", "01", "--url", url)
    assert refused.returncode == 2
    assert "its tests ask for more than HTTP" in refused.said


def test_the_report_says_what_failed(learner, tmp_path):
    page = tmp_path / "report.html"
    learner.edit(CALC, 'raise NotImplementedError("exercise 0.1")', 'return "<b>" * x')
    done = learner.types("check", "00", "--report", str(page), "--name", "Ada")
    assert done.returncode == 1
    assert "The report is in" in done.stdout
    text = page.read_text(encoding="utf-8")
    assert_presentable(text)
    assert "0 of 3 requirements are met" in text
    assert "2 becomes 4." in text
    assert "<b>" not in text
    refused = learner.types("check", "00", "--report", str(tmp_path / "no" / "r.html"))
    assert refused.returncode == 2


def test_the_summary_lists_what_has_passed(learner):
    assert "0 exercises of 0 phases" in learner.types("summary").stdout
    learner.solve("00-plain")
    learner.types("check", "00")
    told = learner.types("summary").stdout
    assert "2 exercises of 1 phase have passed" in told
    assert "00 Plain code: Numbers." in told
    assert "   - Double\n" in told
    assert "The core path is done" not in told
    data = learner.asks("summary")
    assert data["phases"][0]["exercises"] == ["Double", "Halve"]
    assert not data["core_done"]


def test_what_says_where_the_server_is_is_not_inherited():
    assert not {remote.URL, remote.RESTART, remote.LOG} & KEPT_VARIABLES


class Reader(HTMLParser):
    """What a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def assert_presentable(text: str) -> None:
    """One file, nothing from elsewhere, and in an order that a screen reader can follow."""
    reader = Reader()
    reader.feed(text)
    assert reader.open == []
    assert reader.addresses == []
    assert "script" not in reader.tags
    assert reader.tags.count("h1") == reader.tags.count("main") == 1
    assert '<html lang="en">' in text
    assert "@media print" in text
    levels = [int(tag[1]) for tag in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
    assert reader.tags.count("table") == reader.tags.count("caption")
