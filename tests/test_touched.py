"""Which tests can notice a change: all that ran it, and where that cannot be seen, all."""

import pytest

from course.processes import Job, run
from course.solutions import write_tree
from course.touched import changed, noticing

SHOP = '''"""A shop."""

from decimal import Decimal


def add(a, b):
    """A sum."""
    return a + b


def halve(n):
    return n // 2


def twice(n, factor=2):
    return factor * n


class Cart:
    size = twice(3)

    def pay(self):
        def rounded(n):
            return Decimal(round(n))

        return rounded(add(1, 2))
'''
TESTS = '''"""Tests."""

import pathlib
import subprocess
import sys
import threading

import pytest

import app.shop as shop
import tools
from course.touched import elsewhere
from course.touched import shared as share


@pytest.mark.parametrize("n", [1, 2])
def test_adds(n):
    assert shop.add(n, 1)


def test_pays():
    assert shop.Cart().pay() == 3


def test_adds_in_a_thread():
    thread = threading.Thread(target=shop.add, args=(1, 2))
    thread.start()
    thread.join()


def test_reads():
    assert pathlib.Path("app/shop.py").read_text()


def test_reads_notes():
    assert pathlib.Path("notes.txt").read_text()


def python(code, *options):
    subprocess.run([sys.executable, *options, "-c", code], check=True)


def test_another_process():
    python("from app.shop import halve; halve(4)")


def test_a_process_of_a_process():
    again = "from app.shop import halve; halve(4)"
    python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {again!r}], check=True)")


def test_a_process_that_reads_notes():
    python("open('notes.txt').read()")


def test_a_process_that_tells_nothing():
    python("", "-S")


def test_a_process_that_starts_a_program():
    python("import subprocess; subprocess.run(['git', '--version'], check=True)")


def test_another_program():
    subprocess.run(["git", "--version"], check=True)


_kept = []


def kept():
    with share("what is kept"):
        if not _kept:
            python("from app.shop import add; add(1, 2)")
            _kept.append(shop.halve(4))


def test_keeps():
    kept()


def test_keeps_too():
    kept()


def test_too_deep():
    def dive():
        dive()

    with pytest.raises(RecursionError):
        dive()
    assert shop.add(1, 2)  # what comes after it is seen all the same


@pytest.fixture(scope="module")
def shared():
    return shop.halve(4)


def test_shares(shared):
    assert shared == 2


def test_shares_too(shared):
    assert shared


def test_own():
    with elsewhere():
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert pathlib.Path("suite/test_shop.py").read_text()


def test_nothing():
    assert shop.Cart
'''
UNSEEN = {"a_process_that_tells_nothing", "a_process_that_starts_a_program", "another_program"}
"""It cannot be seen what these run, so they are always among them."""
ADDS = {"adds", "pays", "adds_in_a_thread", "too_deep", "keeps", "keeps_too"}
HALVES = {"shares", "shares_too", "keeps", "keeps_too", "another_process", "a_process_of_a_process"}
READS = {"reads"}
INSIDE = ADDS | HALVES | READS | UNSEEN | {"reads_notes", "a_process_that_reads_notes", "nothing"}
ALL = INSIDE | {"own"}
TREE = {"app/__init__.py": b"", "app/shop.py": SHOP.encode(), "notes.txt": b"one\n"}
TREE["tools.py"] = TREE["unread.txt"] = b"pass\n"
TREE["suite/test_shop.py"] = b"one\n"


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    folder = tmp_path_factory.mktemp("touched")
    write_tree(TREE, folder / "project")
    write_tree({"tests/test_shop.py": TESTS.encode()}, folder)
    done = run(Job(folder / "project", [folder / "tests" / "test_shop.py"], touches=True))
    assert {e["test"] for e in done.events if e["event"] == "test" and not e["passed"]} == set()
    return done.events


def names(found):
    """The tests that were found, without what all of them begin with."""
    return {test.removeprefix("test_") for _, test in found}


def with_change(old, new, path="app/shop.py"):
    text = TREE[path].decode()
    assert old in text
    return TREE | {path: text.replace(old, new).encode()}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("return a + b", "return a - b", ADDS),
        ("rounded(add(1, 2))", "rounded(3)", {"pays"}),
        ("Decimal(round(n))", "Decimal(n)", {"pays"}),
        ("return a + b", "return plus(a, b)\n\n\ndef plus(a, b):\n    return 0", ADDS),
        ("return n // 2", "return n / 2", HALVES),
        ('    """A sum."""\n', "", ADDS),
        ("from decimal import Decimal", "from decimal import ROUND_UP, Decimal", set()),
    ],
    ids=lambda value: value.strip() if isinstance(value, str) else "",
)
def test_a_function_is_noticed_by_the_tests_that_ran_it(events, old, new, expected):
    found = names(noticing(events, changed(TREE, with_change(old, new))))
    assert found == expected | READS | UNSEEN


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return factor * n", "return n * factor"),  # it ran while the module was imported
        ("factor=2", "factor=3"),
        ("    def pay(self):", "    def __len__(self):\n        return 0\n\n    def pay(self):"),
        ("def add(a, b):", "def round(n):\n    return 7\n\n\ndef add(a, b):"),
        ("from decimal import Decimal", "from decimal import Decimal as Number"),
        ("size = twice(3)", "size = 7"),
        ("class Cart:", "class Cart(dict):"),
        ("from decimal import Decimal", "from fractions import Fraction as Decimal"),
        ("def add(a, b):", "@print\ndef add(a, b):"),
        ("def twice(n, factor=2):\n    return factor * n\n", "twice = int\n"),
    ],
)
def test_what_is_more_than_a_function_concerns_all_that_run_the_code(events, old, new):
    found = noticing(events, changed(TREE, with_change(old, new)))
    assert names(found) == INSIDE


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("notes.txt", UNSEEN | {"reads_notes", "a_process_that_reads_notes"}),
        ("suite/test_shop.py", UNSEEN | {"own"}),
        ("unread.txt", UNSEEN),
        ("tools.py", ALL),
    ],
    ids=["a text", "a learner's own test", "what nobody reads", "a module elsewhere"],
)
def test_another_file_concerns_those_that_read_it(events, path, expected):
    assert names(noticing(events, changed(TREE, TREE | {path: b"two = 2\n"}))) == expected


def test_a_file_that_comes_or_goes_concerns_all(events):
    without = {path: content for path, content in TREE.items() if path != "notes.txt"}
    assert names(noticing(events, changed(TREE, without))) == ALL
    assert names(noticing(events, changed(without, TREE))) == ALL
    assert names(noticing(events, changed(TREE, TREE | {"app/new.py": b""}))) == INSIDE


def test_without_a_change_only_the_unseen_is_left(events):
    assert names(noticing(events, changed(TREE, TREE))) == UNSEEN
