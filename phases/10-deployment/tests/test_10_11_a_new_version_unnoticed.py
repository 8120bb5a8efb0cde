"""10.11 A new version, unnoticed."""

import io
import threading
import time
from contextlib import redirect_stdout
from importlib import import_module

import httpx2
import pytest
from alembic import command
from alembic.config import Config

import proxies


class Part:
    """A process of the shop in a story that is written down; it is ready when asked again."""

    def __init__(self, story, address, ready_after=2):
        self.story, self.address, self.asked = story, address, 0
        self.ready_after, self.stopped = ready_after, False

    def is_ready(self):
        self.asked += 1
        return not self.stopped and self.asked > self.ready_after

    def stop(self):
        self.stopped = True
        self.story.append(("stop", self.address))


class Story:
    """Two old processes, a balancer, and what is done with them."""

    def __init__(self, never_ready_from=99, ready_after=2):
        self.events, self.at_work, self.new = [], ["old-1", "old-2"], []
        self.old = [Part(self.events, "old-1", 0), Part(self.events, "old-2", 0)]
        self.never_ready_from, self.ready_after = never_ready_from, ready_after

    def start(self):
        number = len(self.new) + 1
        ready_after = self.ready_after if number < self.never_ready_from else 10**9
        self.new.append(Part(self.events, f"new-{number}", ready_after))
        self.events.append(("start", f"new-{number}"))
        return self.new[-1]

    def send_to(self, addresses):
        self.at_work = list(addresses)
        self.events.append(("send", tuple(addresses)))

    def part(self, address):
        return next(part for part in [*self.old, *self.new] if part.address == address)


@pytest.fixture
def rollout():
    return import_module("app.ops.rollout")


def test_the_new_ones_take_the_place_of_the_old(rollout):
    """`roll_out` starts as many new processes as there are old ones, lets the balancer send
    requests to these only, stops all old ones, and returns the new ones."""
    story = Story()
    now = rollout.roll_out(story.old, story.start, story, patience=proxies.PATIENCE)
    assert sorted(part.address for part in now) == ["new-1", "new-2"]
    assert sorted(story.at_work) == ["new-1", "new-2"]
    assert [part.stopped for part in story.old] == [True, True]
    assert [part.stopped for part in story.new] == [False, False]


def test_only_who_can_answer_is_asked(rollout):
    """A rolling update: at no moment does the balancer send requests to a process that is not ready
    yet or that has been stopped, and never to fewer than before."""
    story = Story()
    send, wrong = story.send_to, []

    def send_and_look(addresses):
        send(addresses)
        wrong.extend(
            f"requests go to {part.address}, which is not ready"
            for part in map(story.part, addresses)
            if part.asked <= part.ready_after and part in story.new
        )
        look()

    def look():
        wrong.extend(
            f"requests go to {address}, which was stopped"
            for address in story.at_work
            if story.part(address).stopped
        )
        if len(set(story.at_work)) < 2:
            wrong.append(f"only {story.at_work} are at work")

    for part in story.old:
        part.stop = lambda stop=part.stop: (stop(), look())
    story.send_to = send_and_look
    rollout.roll_out(story.old, story.start, story, patience=proxies.PATIENCE)
    assert not wrong, wrong[0]


@pytest.mark.parametrize("number", [1, 2])
def test_a_version_that_does_not_start_is_not_asked(rollout, number):
    """A new process that is not ready within `patience` is stopped, and `RolloutError` is raised:
    it was sent nothing, and those at work go on. No new process is left running that is not at
    work."""
    story = Story(never_ready_from=number, ready_after=0)
    with pytest.raises(rollout.RolloutError):
        rollout.roll_out(story.old, story.start, story, patience=0.02)
    failed = story.new[number - 1]
    assert failed.stopped, f"{failed.address} does not get ready, and is left running"
    assert failed.address not in story.at_work
    idle = [p.address for p in story.new if not p.stopped and p.address not in story.at_work]
    assert not idle, f"{idle[0]} was started, gets no requests, and is left running"
    assert [part.address for part in map(story.part, story.at_work) if part.stopped] == []
    assert len(set(story.at_work)) == 2


class Version(proxies.Process):
    """A process of the shop in this test's own process; a new one refuses at first."""

    def __init__(self, name, ready_after=0):
        self.asked_if_ready, self.ready_after = 0, ready_after
        super().__init__(name)

    def is_ready(self):
        self.asked_if_ready += 1
        return self.asked_if_ready > self.ready_after

    def stop(self):
        self.close()


def test_no_request_fails_meanwhile(rollout, project, tmp_path):
    """While two processes behind nginx are replaced by two of the next version, and others send GET
    and POST all the time, no request fails, and at the end all are answered by the new ones."""
    old = [Version("old-1"), Version("old-2")]
    settings = proxies.values(*(each.address for each in old))
    without = ["tls.conf.template"]
    answered, rolled_out, done = [], threading.Event(), threading.Event()

    def ask(method):
        with proxies.client(f"http://{settings['HTTP_PORT']}", verify=False) as client:
            while not done.is_set():
                when = "after" if rolled_out.is_set() else "before"
                try:
                    answer = client.request(method, "/")
                except httpx2.HTTPError as error:
                    answered.append((when, repr(error), None))
                    continue
                name = answer.json()["process"] if answer.status_code == 200 else None
                answered.append((when, answer.status_code, name))

    def wait_for(number):
        deadline = time.monotonic() + proxies.PATIENCE
        while len(answered) < number and time.monotonic() < deadline:
            time.sleep(0.005)

    with proxies.nginx(project, tmp_path, settings, without=without) as nginx:
        clients = [threading.Thread(target=ask, args=(m,)) for m in ("GET", "POST")]
        for each in clients:
            each.start()
        try:
            wait_for(20)
            now = rollout.roll_out(
                old, lambda: Version("new", ready_after=3), nginx, patience=proxies.PATIENCE
            )
            rolled_out.set()
            wait_for(len(answered) + 20)
        finally:
            done.set()
            for each in clients:
                each.join()
        for each in now:
            each.stop()
    failed = [what for _, what, _ in answered if what != 200]
    assert failed == [], f"{len(failed)} of {len(answered)} requests failed"
    assert {name for when, _, name in answered if when == "after"} == {"new"}


@pytest.fixture
def alembic(project, monkeypatch):
    """Run Alembic on a database; `later` finds the migrations of the next release too."""

    def run(database, name, target, *, later=False):
        config = Config(project / "alembic.ini", stdout=io.StringIO())
        if later:
            config.set_main_option("path_separator", "newline")
            folders = (project / "migrations" / name for name in ("versions", "later"))
            config.set_main_option("version_locations", "\n".join(map(str, folders)))
        monkeypatch.setenv("DATABASE_URL", database.url)
        with redirect_stdout(io.StringIO()):
            getattr(command, name)(config, target)

    return run


@pytest.fixture
def expanded(alembic, new_database):
    """A database with old rows, after the migration of this release."""
    database = new_database()
    alembic(database, "upgrade", "0008")
    database.execute("INSERT INTO feedback (email, message) VALUES ('old@shop.example', 'before')")
    alembic(database, "upgrade", "head")
    return database


def columns_of(database):
    """The names of the columns of `feedback`."""
    columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'feedback'"
    return {row["column_name"] for row in database.rows(columns)}


def test_one_schema_serves_both_versions(expanded):
    """Expand: after `alembic upgrade head` the version before works on with `feedback.message`, and
    the new one with `feedback.body`. Each finds in its own column what the other writes and
    changes, and what was there before."""
    write = "INSERT INTO feedback (email, {0}) VALUES (%s, %s)"
    expanded.execute(write.format("message"), "old@shop.example", "by the old one")
    expanded.execute(write.format("body"), "new@shop.example", "by the new one")
    known = {"before", "by the old one", "by the new one"}
    assert {row["body"] for row in expanded.rows("SELECT body FROM feedback")} == known
    assert {row["message"] for row in expanded.rows("SELECT message FROM feedback")} == known
    expanded.execute("UPDATE feedback SET message = 'changed' WHERE email = 'new@shop.example'")
    expanded.execute("UPDATE feedback SET body = 'changed' WHERE message = 'by the old one'")
    changed = expanded.rows("SELECT message, body FROM feedback WHERE id > 1")
    assert changed == [{"message": "changed", "body": "changed"}] * 2


def test_the_old_column_goes_a_release_later(expanded, alembic):
    """Contract: the migration 0011, which waits in `migrations/later`, drops `feedback.message` and
    what kept the columns alike. The new version works on, and nothing is lost."""
    alembic(expanded, "upgrade", "0011", later=True)
    assert "message" not in columns_of(expanded)
    expanded.execute("INSERT INTO feedback (email, body) VALUES ('new@shop.example', 'after')")
    expanded.execute("UPDATE feedback SET email = lower(email)")
    found = expanded.rows("SELECT body FROM feedback ORDER BY id")
    assert [row["body"] for row in found] == ["before", "after"]


def test_the_expansion_can_be_taken_back(expanded, alembic):
    """`alembic downgrade` of 0010 takes `feedback.body` away with all that kept the columns alike.
    The version before works on, and nothing is lost."""
    assert "body" in columns_of(expanded), "0010 adds no column `body`"
    alembic(expanded, "downgrade", "0008")
    assert "body" not in columns_of(expanded)
    expanded.execute("INSERT INTO feedback (email, message) VALUES ('old@shop.example', 'after')")
    found = expanded.rows("SELECT message FROM feedback ORDER BY id")
    assert [row["message"] for row in found] == ["before", "after"]


def test_the_contraction_can_be_taken_back(expanded, alembic):
    """`alembic downgrade` of 0011 brings `feedback.message` back, with what is in `body`, and keeps
    the two alike again: both versions can work."""
    alembic(expanded, "upgrade", "0011", later=True)
    alembic(expanded, "downgrade", "0010", later=True)
    expanded.execute("INSERT INTO feedback (email, message) VALUES ('old@shop.example', 'old')")
    expanded.execute("INSERT INTO feedback (email, body) VALUES ('new@shop.example', 'new')")
    found = expanded.rows("SELECT message, body FROM feedback ORDER BY id")
    assert found == [{"message": text, "body": text} for text in ("before", "old", "new")]


def test_the_application_writes_the_new_column(client, database):
    """The application uses the new column: feedback that is sent to the API is in
    `feedback.body`."""
    sent = {"email": "ada@example.com", "message": "Lovely mugs."}
    assert client.post("/api/v1/feedback", data=sent).status_code == 201
    from app.db.tables import FeedbackRow

    columns = {column.name for column in FeedbackRow.__table__.columns}
    assert "body" in columns, "FeedbackRow has no column `body`"
    assert "message" not in columns, "FeedbackRow still has the column `message`"
    assert [row["body"] for row in database.rows("SELECT body FROM feedback")] == ["Lovely mugs."]
