"""10.12 A copy that can be restored."""

import os
import shutil
import stat
import sys
import threading
from importlib import import_module

import psycopg
import pytest

SPIED = []
"""The command lines of started programs, while a test looks."""
_looking = False


def _note(event, arguments):
    if _looking and event == "subprocess.Popen":
        SPIED.append(" ".join(map(str, arguments[1])))


sys.addaudithook(_note)


@pytest.fixture
def backup(monkeypatch):
    """The module, with PostgreSQL's tools of the server's own version on the PATH."""
    from course.services import postgres

    monkeypatch.setenv("PATH", f"{postgres.binaries()}{os.pathsep}{os.environ['PATH']}")
    return import_module("app.ops.backup")


@pytest.fixture
def shop(database):
    """A shop with a user, two products and an order."""
    user = "INSERT INTO users (email, name) VALUES ('ada@example.com', 'Ada')"
    database.execute(user)
    database.execute(
        "INSERT INTO products (sku, name, price_cents, currency, stock) VALUES"
        " ('MUG-0042', 'Blue mug', 1250, 'EUR', 10), ('PEN-0007', 'Füller', 4900, 'EUR', 3)"
    )
    return database


PRODUCTS = "SELECT sku, name, price_cents, stock FROM products ORDER BY id"


def test_what_was_copied_comes_back(backup, shop, new_database, tmp_path):
    """`dump` copies a database into a file that only its owner can read, and `restore` makes an
    empty database of it: with all rows, the version of the schema, and sequences that go on where
    they were."""
    file = tmp_path / "shop.dump"
    backup.dump(shop.url, file)
    if os.name != "nt":
        assert oct(stat.S_IMODE(file.stat().st_mode)) == oct(0o600)
    restored = new_database()
    backup.restore(file, restored.url)
    assert restored.rows(PRODUCTS) == shop.rows(PRODUCTS)
    versions = "SELECT version_num FROM alembic_version"
    assert restored.rows(versions) == shop.rows(versions)
    restored.execute(
        "INSERT INTO products (sku, name, price_cents, currency, stock)"
        " VALUES ('CUP-0001', 'Cup', 900, 'EUR', 1)"
    )
    assert restored.count("products") == 3


def test_a_good_copy_passes_the_check(backup, shop, new_database, tmp_path):
    """`check` restores a copy into a spare database and compares it, table by table, with what was
    written down when it was made. A good one passes, also when the shop has changed since."""
    file = tmp_path / "shop.dump"
    backup.dump(shop.url, file)
    shop.execute("DELETE FROM products")
    spare = new_database()
    backup.check(file, spare.url)
    assert spare.count("products") == 2


def test_a_copy_is_of_one_moment(backup, shop, new_database, tmp_path):
    """While others write, the copy and what is written down of it are of the same moment: `check`
    finds no difference."""
    done = threading.Event()

    def write():
        with psycopg.connect(shop.url, autocommit=True) as connection:
            while not done.wait(0.001):
                connection.execute("UPDATE products SET stock = stock + 1")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup.dump(shop.url, tmp_path / "shop.dump")
    finally:
        done.set()
        writer.join()
    backup.check(tmp_path / "shop.dump", new_database().url)


@pytest.mark.parametrize("broken", ["cut short", "of another day", "without its note"])
def test_a_bad_copy_is_found(backup, shop, new_database, tmp_path, broken):
    """`check` raises `BackupError` for a file that was cut short, for one whose rows are not those
    that were written down, be it one value, and for one of which nothing is written down."""
    file, other = tmp_path / "shop.dump", tmp_path / "other.dump"
    backup.dump(shop.url, file)
    if broken == "cut short":
        file.write_bytes(file.read_bytes()[:-400])
    elif broken == "without its note":
        backup.contents_file(file).unlink()
    else:
        shop.execute("UPDATE products SET price_cents = 1251 WHERE sku = 'MUG-0042'")
        backup.dump(shop.url, other)
        shutil.copy(other, file)
    with pytest.raises(backup.BackupError):
        backup.check(file, new_database().url)


def test_a_copy_that_fails_leaves_the_old_one(backup, new_database, tmp_path):
    """A `dump` that fails raises `BackupError`, which does not tell the password: here, because a
    table has rows that the user may not see. The older file and what is written down of it are as
    they were, and nothing unfinished is left."""
    file, database = tmp_path / "shop.dump", new_database()
    database.execute("CREATE TABLE secrets (told_to text)")
    database.execute("INSERT INTO secrets VALUES ('Ada')")
    backup.dump(database.url, file)
    note = backup.contents_file(file)
    before = file.read_bytes(), note.read_bytes()
    database.execute("ALTER TABLE secrets ENABLE ROW LEVEL SECURITY")
    database.execute("ALTER TABLE secrets FORCE ROW LEVEL SECURITY")
    with pytest.raises(backup.BackupError) as raised:
        backup.dump(database.url, file)
    unchanged = (file.read_bytes(), note.read_bytes()) == before
    assert unchanged, "the copy failed, and the older one is damaged"
    left = {path.name for path in tmp_path.iterdir()}
    assert left <= {"shop.dump", "shop.dump.json"}
    told = password_of(database) in str(raised.value)
    assert not told, "the error tells the password"


def test_a_missing_tool_is_told(backup, shop, tmp_path, monkeypatch):
    """Where PostgreSQL's tools are not on the PATH, `run_tool` raises `BackupError`."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(backup.BackupError):
        backup.run_tool(shop.url, "pg_dump")


def password_of(database):
    return database.url.split("@")[0].rpartition(":")[2]


def test_the_password_stands_on_no_command_line(backup, shop, new_database, tmp_path):
    """The password goes to PostgreSQL's tools by the environment: a command line can be read by
    every user of the machine."""
    global _looking  # noqa: PLW0603 - an audit hook stays for good
    SPIED.clear()
    _looking = True
    try:
        backup.dump(shop.url, tmp_path / "shop.dump")
        backup.restore(tmp_path / "shop.dump", new_database().url)
    finally:
        _looking = False
    assert SPIED, "no program was started"
    shown = [line.split()[0] for line in SPIED if password_of(shop) in line]
    assert not shown, f"the command line of {shown[0]} shows the password"


def test_nothing_is_restored_over_what_is_there(backup, shop, new_database, tmp_path):
    """`restore` refuses a database that has tables with `BackupError`, and changes nothing there.
    What cannot be restored whole is not restored at all."""
    file = tmp_path / "shop.dump"
    backup.dump(shop.url, file)
    shop.execute("UPDATE products SET stock = 7")
    with pytest.raises(backup.BackupError):
        backup.restore(file, shop.url)
    assert {row["stock"] for row in shop.rows(PRODUCTS)} == {7}
    file.write_bytes(file.read_bytes()[:-400])
    empty = new_database()
    with pytest.raises(backup.BackupError):
        backup.restore(file, empty.url)
    tables = "SELECT FROM pg_tables WHERE schemaname = 'public'"
    left = len(empty.rows(tables))
    assert left == 0, f"the copy breaks off, and {left} tables are there all the same"
