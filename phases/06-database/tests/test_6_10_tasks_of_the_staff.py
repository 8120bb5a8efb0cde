"""6.10 Tasks of the staff."""

import threading

import pytest

TASKS = "/api/v1/tasks"
TASK = {"title": "Count the mugs", "notes": "Shelf 3, too.\nTwice.", "due_on": "2027-01-31"}


@pytest.fixture
def task(client):
    """The answer to the request that stored a task."""
    return client.post(TASKS, json=TASK)


def changed(task, **fields):
    """The body that replaces a task: as it was, not done, but for some fields."""
    body = {name: task.json()[name] for name in ("title", "notes", "due_on", "assignee_id")}
    return body | {"done": False, "revision": task.json()["revision"]} | fields


def test_a_task_is_added(client, task):
    """A to-do list: POST /api/v1/tasks answers 201 with the task: its id, `done_at` null, its
    first `revision`, and when it was made. Location leads to it."""
    assert task.status_code == 201
    answer = task.json()
    assert answer == TASK | {
        "id": answer["id"],
        "assignee_id": None,
        "done_at": None,
        "revision": 1,
        "created_at": answer["created_at"],
    }
    assert client.get(task.headers["location"]).json() == answer


def test_a_task_from_its_creation_to_its_end(client, task, database):
    """The CRUD of the to-do list: created, read, replaced with PUT, marked as done, removed with
    DELETE (204), and 404 from then on."""
    address = task.headers["location"]
    done = client.put(address, json=changed(task, title="Count all mugs", done=True))
    assert done.status_code == 200
    assert (done.json()["title"], done.json()["revision"]) == ("Count all mugs", 2)
    assert done.json()["done_at"] is not None
    assert client.get(address).json() == done.json()
    assert client.delete(address).status_code == 204
    assert [client.get(address).status_code, client.delete(address).status_code] == [404, 404]
    assert client.put(address, json=changed(done)).status_code == 404
    assert database.count("tasks") == 0


def test_notes_are_kept_as_they_were_written(client, task, database):
    """Notes are stored in PostgreSQL as they were written, with line breaks, quotation marks and
    all languages; without notes and date a task is as good."""
    notes = '"Größe" / 尺寸 🫖\n\'; DROP TABLE tasks; --'
    client.put(task.headers["location"], json=changed(task, notes=notes))
    assert database.rows("SELECT notes FROM tasks") == [{"notes": notes}]
    plain = client.post(TASKS, json={"title": "Call Bob"}).json()
    assert (plain["notes"], plain["due_on"]) == ("", None)


def test_done_once_is_done_at_that_moment(client, task):
    """`done_at` is the moment when a task was first sent as done: another change leaves it, and
    `"done": false` takes it back."""
    address = task.headers["location"]
    done = client.put(address, json=changed(task, done=True))
    again = client.put(address, json=changed(done, done=True, notes="Again."))
    assert again.json()["done_at"] == done.json()["done_at"]
    undone = client.put(address, json=changed(again, done=False))
    assert undone.json()["done_at"] is None


def test_the_most_urgent_come_first(client):
    """GET /api/v1/tasks lists the tasks by the day on which they are due, those without one last,
    equals by age; `done` chooses those that are done, or are not, and `total` counts what is
    chosen."""
    later = client.post(TASKS, json={"title": "later", "due_on": "2027-02-01"})
    for title, due_on in (("some day", None), ("soon", "2027-01-01"), ("later too", "2027-02-01")):
        client.post(TASKS, json={"title": title, "due_on": due_on})
    client.put(later.headers["location"], json=changed(later, done=True))

    def titles(**query):
        listed = client.get(TASKS, params=query).json()
        assert listed["total"] == (len(listed["items"]) if "limit" not in query else 4)
        return [task["title"] for task in listed["items"]]

    assert titles() == ["soon", "later", "later too", "some day"]
    assert titles(done=True) == ["later"]
    assert titles(done=False) == ["soon", "later too", "some day"]
    assert titles(limit=1, offset=3) == ["some day"]


def test_who_comes_late_overwrites_nothing(client, task):
    """Optimistic locking: a change names the `revision` that was read. When somebody else has
    changed the task since, it is refused with 409, and nothing of it is stored."""
    address = task.headers["location"]
    assert client.put(address, json=changed(task, title="Ada's")).status_code == 200
    assert client.put(address, json=changed(task, title="Bob's")).status_code == 409
    assert client.get(address).json()["title"] == "Ada's"
    assert client.put(address, json=changed(task, title="Bob's", revision=99)).status_code == 409


def test_of_two_at_the_same_moment_one_wins(client, task, database):
    """Two who have read the same revision and write at the same moment: while the one is about to
    change the task, the other waits, and is then refused with 409."""
    other = database.connect()
    other.execute("UPDATE tasks SET title = 'theirs', revision = revision + 1")
    answers = []
    body = changed(task, title="ours")
    call = threading.Thread(
        target=lambda: answers.append(client.put(task.headers["location"], json=body))
    )
    call.start()
    call.join(0.2)
    other.commit()
    call.join(5)
    assert [answer.status_code for answer in answers] == [409]
    assert client.get(task.headers["location"]).json()["title"] == "theirs"


def test_a_task_has_an_assignee(client):
    """A task may name a user as its assignee; a user that does not exist is refused with 409. When
    the user is removed, the task stays, for nobody."""
    user = client.post("/api/v1/users", json={"email": "ada@example.com", "name": "Ada"})
    body = {"title": "x", "assignee_id": user.json()["id"]}
    task = client.post(TASKS, json=body)
    assert task.json()["assignee_id"] == user.json()["id"]
    assert client.post(TASKS, json={"title": "x", "assignee_id": 2_000_000_000}).status_code == 409
    client.delete(user.headers["location"])
    assert client.get(task.headers["location"]).json()["assignee_id"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"title": "x\0"},
        {"title": "x", "notes": "\0"},
        {"title": "x", "due_on": "soon"},
        {"title": "x", "assignee_id": 10**30},
        {"notes": "no title"},
    ],
)
def test_what_is_no_task_is_refused(client, database, body):
    """A body that is no task is refused with 422, and nothing is stored. An id that no task has is
    answered with 404, however large."""
    assert client.post(TASKS, json=body).status_code == 422
    assert database.count("tasks") == 0
    assert client.get(f"{TASKS}/{10**30}").status_code == 404


def test_the_document_tells_what_may_happen(client):
    """The operations are `list_tasks`, `create_task`, `read_task`, `replace_task` and
    `delete_task`, and document 201, 404 and 409 where they answer them."""
    paths = client.get("/openapi.json").json()["paths"]
    told = {
        operation["operationId"]: {"201", "404", "409"} & operation["responses"].keys()
        for path in (TASKS, f"{TASKS}/{{task_id}}")
        for operation in paths[path].values()
    }
    assert told == {
        "list_tasks": set(),
        "create_task": {"201", "409"},
        "read_task": {"404"},
        "replace_task": {"404", "409"},
        "delete_task": {"404"},
    }
