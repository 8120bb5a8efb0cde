"""Each test meets a fresh application: whatever a learner's code keeps between requests is gone."""

import sys

import pytest

from course import fresh
from course.explain import CannotImportError

WAYS_TO_KEEP_STATE = {
    "a dictionary": "kept = {}\ndef visit():\n    kept[len(kept)] = 1\n    return len(kept)\n",
    "a list in a dictionary": (
        "kept = {'all': []}\ndef visit():\n    kept['all'].append(1)\n    return len(kept['all'])\n"
    ),
    "a global": "n = 0\ndef visit():\n    global n\n    n += 1\n    return n\n",
    "a set": "kept = set()\ndef visit():\n    kept.add(len(kept))\n    return len(kept)\n",
    "a counter": (
        "from itertools import count\nids = count(1)\ndef visit():\n    return next(ids)\n"
    ),
    "a generator": "ids = (n for n in range(1, 9))\ndef visit():\n    return next(ids)\n",
    "an iterator": "ids = iter(range(1, 9))\ndef visit():\n    return next(ids)\n",
    "an object": (
        "class Store:\n    def __init__(self):\n        self.items = []\n"
        "store = Store()\ndef visit():\n    store.items.append(1)\n    return len(store.items)\n"
    ),
    "slots": (
        "class Store:\n    __slots__ = ('n',)\n"
        "store = Store()\nstore.n = 0\ndef visit():\n    store.n += 1\n    return store.n\n"
    ),
    "a class": (
        "class Store:\n    items = []\n"
        "def visit():\n    Store.items.append(1)\n    return len(Store.items)\n"
    ),
    "a model": (
        "from pydantic import BaseModel\nclass Shelf(BaseModel):\n    items: list[int] = []\n"
        "shelf = Shelf()\ndef visit():\n    shelf.items.append(1)\n    return len(shelf.items)\n"
    ),
    "a closure": (
        "def make():\n    kept = []\n    def visit():\n        kept.append(1)\n"
        "        return len(kept)\n    return visit\nvisit = make()\n"
    ),
    "a default": "def visit(kept=[]):\n    kept.append(1)\n    return len(kept)\n",
    "an attribute of a function": (
        "def visit():\n    visit.n += 1\n    return visit.n\nvisit.n = 0\n"
    ),
    "a cache": (
        "from functools import cache\nfrom itertools import count\n"
        "class Ids:\n    def __init__(self):\n        self.n = 0\n"
        "@cache\ndef ids():\n    return Ids()\n"
        "def visit():\n    ids().n += 1\n    return ids().n\n"
    ),
    "the application's state": (
        "from fastapi import FastAPI\napp = FastAPI()\napp.state.n = 0\n"
        "def visit():\n    app.state.n += 1\n    return app.state.n\n"
    ),
    "a library's object": (
        "from queue import Queue\nkept = Queue()\n"
        "def visit():\n    kept.put(1)\n    return kept.qsize()\n"
    ),
    "another module": (
        "from more import kept\ndef visit():\n    kept.append(1)\n    return len(kept)\n"
    ),
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "more.py").write_text("kept = []\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for module in fresh._modules(tmp_path):
        del sys.modules[module.__name__]


@pytest.mark.parametrize("source", WAYS_TO_KEEP_STATE.values(), ids=WAYS_TO_KEEP_STATE)
def test_nothing_is_left_of_the_test_before(project, source):
    (project / "shop.py").write_text(source, encoding="utf-8")
    assert [fresh.load("shop:visit", project)() for _ in range(3)] == [1, 1, 1]


def test_what_holds_no_state_is_imported_once(project):
    source = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef read(): return 1\n"
    (project / "shop.py").write_text(source, encoding="utf-8")
    assert fresh.load("shop:app", project) is fresh.load("shop:app", project)


def test_a_document_changes_nothing(project):
    """FastAPI puts copies of the examples into the model when it makes the document."""
    source = """
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict

EXAMPLE = {"names": ["Mug"], "items": [{"sku": "MUG-0042", "quantity": 2}]}

class Item(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})
    names: list[str]
    items: list[dict[str, str | int]]

app = FastAPI()

@app.post("/items")
def add(item: Item) -> Item: return item
"""
    (project / "shop.py").write_text(source, encoding="utf-8")
    app = fresh.load("shop:app", project)
    assert app.openapi()["paths"]
    assert fresh.load("shop:app", project) is app


def test_another_environment_is_another_application(project, monkeypatch):
    (project / "shop.py").write_text("import os\nkey = os.environ.get('KEY')\n", encoding="utf-8")
    assert fresh.load("shop:key", project) is None
    monkeypatch.setenv("KEY", "secret")
    assert fresh.load("shop:key", project) == "secret"


def test_a_function_that_a_test_replaced_is_itself_again(project):
    (project / "shop.py").write_text("def visit():\n    return 1\n", encoding="utf-8")
    fresh.load("shop:visit", project)
    vars(sys.modules["shop"])["visit"] = lambda: 2
    assert fresh.load("shop:visit", project)() == 1


def test_what_cannot_be_imported_is_said(project):
    (project / "shop.py").write_text("import nowhere\n", encoding="utf-8")
    with pytest.raises(CannotImportError):
        fresh.load("shop:app", project)
