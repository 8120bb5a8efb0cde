"""`course update`: a newer version of the course under a learner's work, on made histories."""

import json
import shutil
import subprocess
from pathlib import Path
from textwrap import dedent

import pytest

from course import restore
from course.build import build
from course.errors import CourseError
from course.progress import load, locked
from course.repository import Git
from course.update import update
from course.workspace import Course
from learner import BLANK, CALC, FILES, MAIN, Learner, make
from making import write

SHOP = "solutions/01-shop"
PLAIN_CALC = FILES["solutions/00-plain/app/calc.py"]
HALVE = dedent(FILES["solutions/00-plain/tests/test_0_2_halve.py"])


def git(root, *words):
    done = subprocess.run(
        ["git", *words], cwd=root, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.rstrip()


class Upstream:
    """The place where the course is written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        make(root)
        (root / ".gitignore").write_text(".course/\n__pycache__/\n")
        (root / "Makefile").write_text("learn:\n")
        (root / "scripts").mkdir()
        (root / "scripts" / "tool.py").write_text("VERSION = 1\n")
        git(root, "init", "--quiet", "--initial-branch=main")
        self.release()

    def write(self, files: dict[str, str]) -> None:
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def release(self) -> str:
        """Build, and commit all."""
        build(Course(self.root), force=True)
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--message", "A version")
        return git(self.root, "rev-parse", "HEAD")


@pytest.fixture(autouse=True)
def identity(monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "ada@example.com")


@pytest.fixture
def upstream(tmp_path) -> Upstream:
    return Upstream(tmp_path / "upstream")


@pytest.fixture
def learner(tmp_path, upstream) -> Learner:
    """A learner with a clone, who has done exercise 0.1."""
    root = tmp_path / "mein Kurs für APIs"
    git(tmp_path, "clone", "--quiet", str(upstream.root), str(root))
    learner = Learner(root)
    learner.edit(CALC, 'raise NotImplementedError("exercise 0.1")', "return x + x")
    return learner


def status(learner):
    return git(learner.root, "status", "--porcelain").splitlines()


def bring(learner, source=""):
    return update(Course(learner.root), source)


def commit(learner):
    git(learner.root, "add", "--all")
    git(learner.root, "commit", "--quiet", "--message", "My work")
    return git(learner.root, "rev-parse", "HEAD")


def change_the_starter(upstream):
    """Lines of the file that the learner works in, and the test of the other exercise."""
    upstream.edit("solutions/00-plain/app/calc.py", '"""Arithmetic."""', '"""Whole numbers."""')
    upstream.edit("solutions/00-plain/tests/test_0_2_halve.py", "4 becomes 2", "4 is 2 then")
    upstream.write({"scripts/tool.py": "VERSION = 2\n", "docs/new.md": "# New\n"})
    return upstream.release()


def test_nothing_is_newer(learner):
    before = learner.files()
    done = learner.types("update")
    assert done.returncode == 0
    assert "Nothing is newer in origin/main." in done.stdout
    assert learner.files() == before


def test_uncommitted_work_is_merged_and_undo_takes_phases_back(learner, upstream):
    learner.write("00-plain/app/mine.py", "MINE = 1\n")
    before = learner.files()
    new = change_the_starter(upstream)
    done = learner.types("update")
    assert done.returncode == 0, done.said
    assert f"The course is now as origin/main has it, at {new[:10]}." in done.stdout
    assert "merged   phases/00-plain/app/calc.py" in done.stdout
    assert "Whole numbers" in learner.read(CALC)
    assert "return x + x" in learner.read(CALC)
    assert "4 is 2 then" in learner.read("00-plain/tests/test_0_2_halve.py")
    assert (learner.root / "scripts/tool.py").read_text() == "VERSION = 2\n"
    assert git(learner.root, "rev-parse", "HEAD") == new
    assert status(learner) == [" M phases/00-plain/app/calc.py", "?? phases/00-plain/app/mine.py"]
    assert "update to" in learner.types("undo").stdout
    back = {path: c for path, c in learner.files().items() if path.startswith("phases/")}
    assert back == {path: c for path, c in before.items() if path.startswith("phases/")}


def test_after_undo_it_can_be_done_again(learner, upstream):
    change_the_starter(upstream)
    bring(learner)
    after = learner.files()
    restore.undo(learner.course)
    assert learner.files() != after
    assert bring(learner).done
    assert learner.files() == after
    assert not bring(learner).done


def test_commits_meet_the_new_version_in_a_merge(learner, upstream):
    mine = commit(learner)
    new = change_the_starter(upstream)
    report = bring(learner)
    assert git(learner.root, "rev-parse", "HEAD^1", "HEAD^2").split() == [mine, new]
    assert report.merge_commit == git(learner.root, "rev-parse", "HEAD")
    assert git(learner.root, "symbolic-ref", "HEAD") == "refs/heads/main"
    assert status(learner) == []
    assert "return x + x" in learner.read(CALC)
    assert "Whole numbers" in learner.read(CALC)
    assert git(learner.root, "fsck", "--strict") == ""
    change = git(learner.root, "diff", "--name-only", new, "HEAD").splitlines()
    assert change == [f"phases/{CALC}"]


def test_what_is_not_committed_stays_uncommitted(learner, upstream):
    commit(learner)
    learner.edit(CALC, 'raise NotImplementedError("exercise 0.2")', "return x >> 1")
    learner.write("00-plain/app/mine.py", "MINE = 1\n")
    (learner.root / "notes.md").write_text("mine\n")
    change_the_starter(upstream)
    bring(learner)
    assert status(learner) == [
        f" M phases/{CALC}",
        "?? notes.md",
        "?? phases/00-plain/app/mine.py",
    ]
    assert "return x >> 1" in learner.read(CALC)
    committed = git(learner.root, "show", f"HEAD:phases/{CALC}")
    assert "return x + x" in committed
    assert "x >> 1" not in committed
    assert "Whole numbers" in committed


def test_where_both_changed_the_same_lines_the_learners_file_stands(learner, upstream):
    learner.edit(CALC, '"""Arithmetic."""', '"""My numbers."""')
    change_the_starter(upstream)
    report = bring(learner)
    assert "My numbers" in learner.read(CALC)
    assert report.kept == {
        CALC: "both changed the same lines; yours stands, the new one is put aside"
    }
    assert report.notes is not None
    assert "Whole numbers" in (report.notes / "phases" / CALC).read_text()
    assert f"phases/{CALC}" in (report.notes / "NOTE.md").read_text()


def test_a_clean_merge_that_is_no_python_any_more_is_a_conflict(learner, upstream):
    name = "01-shop/app/letters.py"
    upstream.write({f"solutions/{name}": "A = 1\nB = 2\nC = 3\nD = 4\nE = 5\n"})
    upstream.release()
    bring(learner)
    mine = 'A = """\nB = 2\nC = 3\nD = 4\n"""\nE = 5\n'
    learner.write(name, mine)
    upstream.edit(f"solutions/{name}", "C = 3", 'C = """three"""')
    upstream.release()
    report = bring(learner)
    assert learner.read(name) == mine
    assert "merged it would be broken" in report.kept[name]


def test_tests_are_the_new_ones_and_edits_of_them_are_put_aside(learner, upstream):
    learner.edit("00-plain/tests/test_0_2_halve.py", "== 2", "== 3")
    learner.write("00-plain/tests/test_mine.py", "def test(): pass\n")
    change_the_starter(upstream)
    report = bring(learner)
    assert "== 2" in learner.read("00-plain/tests/test_0_2_halve.py")
    assert learner.read("00-plain/tests/test_mine.py") == "def test(): pass\n"
    assert report.notes is not None
    aside = report.notes / "phases/00-plain/tests/test_0_2_halve.py"
    assert "== 3" in aside.read_text()


def test_files_that_are_gone(learner, upstream):
    upstream.write({f"{SHOP}/app/one.py": "ONE = 1\n", f"{SHOP}/app/two.py": "TWO = 2\n"})
    upstream.release()
    bring(learner)
    learner.write("01-shop/app/two.py", "TWO = 22\n")
    learner.path("00-plain/README.md").unlink()
    for name in ("one", "two"):
        (upstream.root / f"{SHOP}/app/{name}.py").unlink()
    (upstream.root / "docs/phases").exists()
    (upstream.root / "scripts/tool.py").unlink()
    upstream.edit("solutions/00-plain/phase.toml", 'summary = "Numbers."', 'summary = "Sums."')
    upstream.release()
    report = bring(learner)
    assert not learner.path("01-shop/app/one.py").exists()
    assert learner.read("01-shop/app/two.py") == "TWO = 22\n"
    assert not (learner.root / "scripts").exists()
    assert report.kept == {
        "00-plain/README.md": "you deleted it; the new one is put aside",
        "01-shop/app/two.py": "the new version has it no more, and you changed it",
    }
    assert not learner.path("00-plain/README.md").exists()


def test_own_files_and_migrations_stay_and_a_name_that_both_took(learner, upstream):
    learner.path("01-shop/migrations/versions").mkdir(parents=True)
    learner.write("01-shop/migrations/versions/0001_mine.py", "MINE = 1\n")
    learner.write("01-shop/app/extra.py", "MINE = 1\n")
    upstream.write({f"{SHOP}/app/extra.py": "THEIRS = 1\n", f"{SHOP}/app/more.py": "MORE = 1\n"})
    upstream.release()
    report = bring(learner)
    assert learner.read("01-shop/migrations/versions/0001_mine.py") == "MINE = 1\n"
    assert learner.read("01-shop/app/extra.py") == "MINE = 1\n"
    assert learner.read("01-shop/app/more.py") == "MORE = 1\n"
    assert [*report.kept] == ["01-shop/app/extra.py"]


@pytest.mark.parametrize("committed", [False, True])
def test_a_phase_with_another_name(learner, upstream, committed):
    learner.edit(MAIN, "app = FastAPI()", 'app = FastAPI(title="Mine")')
    learner.write("01-shop/app/mine.py", "MINE = 1\n")
    learner.path("01-shop/app/__pycache__").mkdir()
    learner.write("01-shop/app/__pycache__/x.pyc", "")
    if committed:
        commit(learner)
    git(upstream.root, "mv", SHOP, "solutions/01-store")
    upstream.edit("solutions/01-store/app/main.py", '"""A shop."""', '"""A store."""')
    upstream.release()
    done = learner.types("update")
    assert "renamed  phases/01-shop is phases/01-store now, with your work in it" in done.stdout
    main = learner.read("01-store/app/main.py")
    assert "A store" in main
    assert 'title="Mine"' in main
    assert learner.read("01-store/app/mine.py") == "MINE = 1\n"
    assert not learner.path("01-shop").exists()
    if committed:
        assert status(learner) == []
    learner.types("undo")
    assert 'title="Mine"' in learner.read(MAIN)
    assert not learner.path("01-store/app/main.py").exists()


def test_a_phase_with_another_number_takes_its_progress_along(learner, upstream):
    learner.solve("01-shop")
    learner.types("check", "01")
    learner.types("check", "00")
    learner.types("hint", "1.2")
    assert load(learner.state).passed == {"0.1": True, "0.2": False, "1.1": True, "1.2": True}
    git(upstream.root, "mv", SHOP, "solutions/02-shop")
    for path in (upstream.root / "solutions/02-shop/tests").iterdir():
        path.rename(path.with_name(path.name.replace("test_1_", "test_2_")))
    manifest = upstream.root / "solutions/02-shop/phase.toml"
    manifest.write_text(manifest.read_text().replace('id = "1.', 'id = "2.'))
    write(
        upstream.root,
        {
            "01-between/phase.toml": FILES["solutions/00-plain/phase.toml"]
            .replace('"0.', '"1.')
            .replace("Plain code", "Between")
            .replace("Double", "Twice")
            .lstrip("\n"),
            "01-between/app/calc.py": PLAIN_CALC.lstrip("\n"),
        },
    )
    upstream.release()
    report = bring(learner)
    assert report.renamed == {"01-shop": "02-shop"}
    found = load(learner.state)
    passed = [name for name, value in found.passed.items() if value]
    assert sorted(passed) == ["0.1", "2.1", "2.2"]
    assert found.hints["2.2"] == 1
    assert list(found.checkpoints) == ["02-shop"]
    assert (learner.state / "checkpoints/02-shop/app/main.py").exists()
    assert "def read_item" in learner.read("02-shop/app/main.py")
    assert learner.path("01-between/app/calc.py").exists()
    assert not learner.path("01-shop").exists()
    assert learner.types("check", "02").returncode in {0, 1}


def test_an_exercise_that_moved_within_its_phase_keeps_its_progress(learner, upstream):
    learner.types("check", "00")
    assert load(learner.state).passed == {"0.1": True, "0.2": False}
    manifest = upstream.root / "solutions/00-plain/phase.toml"
    first, one, two = manifest.read_text().split("[[exercise]]\n")
    one, two = one.replace("0.1", "0.2"), two.replace("0.2", "0.1")
    manifest.write_text("[[exercise]]\n".join([first, f"{two}\n", one]))
    folder = upstream.root / "solutions/00-plain/tests"
    for old, new in (("0_1_double", "0_x"), ("0_2_halve", "0_1_halve"), ("0_x", "0_2_double")):
        (folder / f"test_{old}.py").rename(folder / f"test_{new}.py")
    upstream.release()
    report = bring(learner)
    assert load(learner.state).passed == {"0.1": False, "0.2": True}
    assert report.check == ["00"]


def test_edits_outside_phases_are_copied(learner, upstream):
    (learner.root / "scripts/tool.py").write_text("MINE = 1\n")
    (learner.root / "Makefile").write_text("mine:\n")
    (learner.root / "notes.md").write_text("mine\n")
    (learner.root / "docs/new.md").parent.mkdir(exist_ok=True)
    (learner.root / "docs/new.md").write_text("mine\n")
    change_the_starter(upstream)
    done = learner.types("update")
    assert "copied   scripts/tool.py, as you had it" in done.stdout
    [aside] = (learner.state / "update").iterdir()
    assert (aside / "scripts/tool.py").read_text() == "MINE = 1\n"
    assert (aside / "Makefile").read_text() == "mine:\n"
    assert (aside / "docs/new.md").read_text() == "mine\n"
    assert (learner.root / "Makefile").read_text() == "learn:\n"
    assert (learner.root / "docs/new.md").read_text() == "# New\n"
    assert (learner.root / "notes.md").read_text() == "mine\n"


def test_a_file_of_the_learners_where_a_folder_goes(learner, upstream):
    (learner.root / "guide").write_text("mine\n")
    (learner.root / "page.md").mkdir()
    (learner.root / "page.md" / "inside.txt").write_text("mine\n")
    upstream.write({"guide/one.md": "# One\n", "guide/two.md": "# Two\n", "page.md": "# Page\n"})
    upstream.release()
    report = bring(learner)
    assert report.copied == ["guide", "page.md"]
    assert (learner.root / "guide/two.md").read_text() == "# Two\n"
    assert (learner.root / "page.md").read_text() == "# Page\n"
    assert report.notes is not None
    assert (report.notes / "guide").read_text() == "mine\n"
    assert (report.notes / "page.md/inside.txt").read_text() == "mine\n"


def test_own_committed_files_outside_stay_in_the_merge(learner, upstream):
    (learner.root / "notes.md").write_text("mine\n")
    (learner.root / "Makefile").write_text("mine:\n")
    mine = commit(learner)
    change_the_starter(upstream)
    bring(learner)
    assert status(learner) == []
    assert git(learner.root, "show", "HEAD:notes.md") == "mine"
    assert git(learner.root, "show", "HEAD:Makefile") == "learn:"
    assert git(learner.root, "show", f"{mine}:Makefile") == "mine:"


def test_without_a_network(learner, upstream, tmp_path):
    upstream.root.rename(tmp_path / "away")
    done = learner.types("update")
    assert done.returncode == 2
    assert "Nothing could be fetched from origin/main: " in done.stderr
    assert "course update --from ../newer-course" in done.stderr


def test_without_a_network_what_was_fetched_before_is_taken(learner, upstream, tmp_path):
    new = change_the_starter(upstream)
    git(learner.root, "fetch", "--quiet")
    upstream.root.rename(tmp_path / "away")
    done = learner.types("update")
    assert done.returncode == 0, done.said
    assert "Not fetched now" in done.stdout
    assert git(learner.root, "rev-parse", "HEAD") == new


@pytest.mark.parametrize("form", ["folder", "bare", "ref", "commit", "remote", "address"])
def test_what_it_can_be_brought_from(learner, upstream, tmp_path, form):
    new = change_the_starter(upstream)
    git(tmp_path, "clone", "--quiet", "--bare", str(upstream.root), "bare.git")
    if form in {"ref", "commit"}:
        git(learner.root, "fetch", "--quiet")
    sources = {
        "folder": str(upstream.root),
        "bare": "../bare.git",
        "ref": "refs/remotes/origin/main",
        "commit": new,
        "remote": "origin",
        "address": upstream.root.as_uri(),
    }
    done = learner.types("update", "--from", sources[form])
    assert done.returncode == 0, done.said
    assert git(learner.root, "rev-parse", "HEAD") == new


def test_the_remote_called_upstream_goes_before_a_fork(learner, upstream, tmp_path):
    git(tmp_path, "clone", "--quiet", "--bare", str(upstream.root), "fork.git")
    git(learner.root, "remote", "set-url", "origin", "../fork.git")
    git(learner.root, "remote", "add", "upstream", str(upstream.root))
    new = change_the_starter(upstream)
    assert bring(learner).commit == new


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("elsewhere/main", "elsewhere/main is no remote, folder or commit. Remotes here: origin."),
        ("..", "Nothing could be fetched from ..:"),
        ("origin/nowhere", "Nothing could be fetched from origin/nowhere:"),
    ],
)
def test_what_it_cannot_be_brought_from(learner, source, told):
    done = learner.types("update", "--from", source)
    assert done.returncode == 2
    assert told in " ".join(done.stderr.split())


def test_another_repository_is_no_version_of_the_course(learner, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    git(other, "commit", "--quiet", "--allow-empty", "--message", "x")
    with pytest.raises(CourseError, match="is no version of this course"):
        bring(learner, str(other))


def test_no_place_to_update_from(learner):
    git(learner.root, "remote", "remove", "origin")
    with pytest.raises(CourseError, match="knows no place to update from"):
        bring(learner)


def test_a_folder_that_is_no_clone(learner):
    shutil.rmtree(learner.root / ".git")
    with pytest.raises(CourseError, match="is no clone of the course"):
        bring(learner)


def test_a_merge_that_is_not_finished(learner, upstream):
    learner.edit(CALC, '"""Arithmetic."""', '"""My numbers."""')
    commit(learner)
    change_the_starter(upstream)
    with pytest.raises(subprocess.CalledProcessError):
        git(learner.root, "pull", "--quiet", "--no-rebase")
    before = learner.files()
    with pytest.raises(CourseError, match=r"not finished here.*git merge --abort"):
        bring(learner)
    assert learner.files() == before
    git(learner.root, "merge", "--abort")
    assert bring(learner).done


def test_git_pull_by_hand_leaves_nothing_to_do(learner, upstream):
    learner.types("reset", "00")
    change_the_starter(upstream)
    git(learner.root, "pull", "--quiet")
    assert not bring(learner).done


def test_two_at_once(learner):
    learner.state.mkdir(exist_ok=True)
    with locked(learner.state / "changes.lock"):
        done = learner.types("update")
    assert done.returncode == 2
    assert "Another course carry or course update is at work here." in done.stderr


def test_what_was_staged_is_kept(learner, upstream):
    git(learner.root, "add", f"phases/{CALC}")
    learner.edit(CALC, "return x + x", "return x * 2")
    change_the_starter(upstream)
    report = bring(learner)
    assert "return x * 2" in learner.read(CALC)
    [notice] = report.notices
    ref = notice.rpartition(" ")[2].rstrip(".")
    assert "return x + x" in git(learner.root, "show", f"{ref}:phases/{CALC}")


def test_without_a_name_of_the_learners_the_last_commits_is_taken(learner, upstream, monkeypatch):
    commit(learner)
    change_the_starter(upstream)
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    git(learner.root, "config", "user.useConfigOnly", "true")
    bring(learner)
    assert git(learner.root, "log", "-1", "--format=%an %ce") == "Ada ada@example.com"


def test_a_shallow_clone(upstream, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth=1", upstream.root.as_uri(), "shallow")
    learner = Learner(tmp_path / "shallow")
    learner.edit(CALC, BLANK, "return x + x")
    commit(learner)
    change_the_starter(upstream)
    report = bring(learner)
    assert report.copied == []
    assert "Whole numbers" in learner.read(CALC)
    assert "return x + x" in learner.read(CALC)
    assert status(learner) == []


def test_a_history_of_its_own(upstream, tmp_path):
    """The course was downloaded and put into a repository of the learner's."""
    root = tmp_path / "own"
    shutil.copytree(upstream.root, root, ignore=shutil.ignore_patterns(".git"))
    git(root, "init", "--quiet")
    learner = Learner(root)
    commit(learner)
    learner.edit(CALC, BLANK, "return x + x")
    change_the_starter(upstream)
    bring(learner, str(upstream.root))
    assert "Whole numbers" in learner.read(CALC)
    assert status(learner) == [f" M phases/{CALC}"]


def test_a_manifest_that_says_more_than_this_tool_knows(learner, upstream):
    change_the_starter(upstream)
    path = upstream.root / "phases/manifest.json"
    data = json.loads(path.read_text())
    data["phases"]["00-plain"]["phase"]["weather"] = "fine"
    path.write_text(json.dumps(data))
    git(upstream.root, "commit", "--quiet", "--all", "--message", "More")
    assert bring(learner).done


def test_json_and_what_is_to_be_done_by_hand(learner, upstream):
    learner.types("check", "00")
    upstream.write({"requirements.txt": "fastapi==1\n"})
    new = change_the_starter(upstream)
    data = learner.asks("update")
    assert data["commit"] == new
    assert data["updated"]
    assert data["files"][CALC] == "merged"
    assert data["install"]
    assert data["check"] == ["00"]
    assert data["outside"] == [
        "docs/new.md",
        "requirements.txt",
        "scripts/tool.py",
        "solutions/00-plain/app/calc.py",
        "solutions/00-plain/tests/test_0_2_halve.py",
    ]


@pytest.mark.parametrize("committed", [False, True])
def test_interrupted_at_any_step_it_ends_when_run_again(
    learner, upstream, tmp_path, monkeypatch, committed
):
    learner.write("01-shop/app/mine.py", "MINE = 1\n")
    (learner.root / "Makefile").write_text("mine:\n")
    if committed:
        commit(learner)
    git(upstream.root, "mv", SHOP, "solutions/01-store")
    upstream.write({"solutions/01-store/app/more.py": "MORE = 1\n"})
    change_the_starter(upstream)
    git(learner.root, "fetch", "--quiet")
    backup = tmp_path / "backup"
    shutil.copytree(learner.root, backup, symlinks=True)
    bring(learner)
    wanted = learner.files(), status(learner)
    for interrupted_at in range(1 + committed, 400, 4):  # every step takes a minute
        shutil.rmtree(learner.root)
        shutil.copytree(backup, learner.root, symlinks=True)
        step = 0

        def counted(original, at=interrupted_at):
            def call(*arguments, **options):
                nonlocal step
                step += 1
                if step == at:
                    raise KeyboardInterrupt
                return original(*arguments, **options)

            return call

        with monkeypatch.context() as patch:
            for name in ("replace", "rename", "unlink"):
                patch.setattr(Path, name, counted(getattr(Path, name)))
            patch.setattr("course.repository.Git.raw", counted(Git.raw))
            try:
                bring(learner, "refs/remotes/origin/main")
            except KeyboardInterrupt:
                finished = False
            else:
                finished = True
        bring(learner, "refs/remotes/origin/main")
        assert (learner.files(), status(learner)) == wanted, interrupted_at
        copies = [p.read_text() for p in (learner.state / "update").rglob("Makefile")]
        assert copies
        assert set(copies) <= {"mine:\n", "learn:\n"}
        assert "mine:\n" in copies
        if finished:
            break
    assert interrupted_at > 30


def test_where_nothing_can_be_kept_nothing_is_changed(learner):
    shutil.rmtree(learner.state, ignore_errors=True)
    learner.state.write_text("a file")
    done = learner.types("update")
    assert done.returncode == 2
    assert ".course cannot be read or written" in done.stderr


def test_a_phase_behind_a_link_is_not_taken_for_nothing(learner, upstream, tmp_path):
    learner.path("00-plain").rename(tmp_path / "elsewhere")
    learner.path("00-plain").symlink_to(tmp_path / "elsewhere")
    change_the_starter(upstream)
    before = learner.files()
    done = learner.types("update")
    assert done.returncode == 2
    assert "phases/00-plain is a link to another folder." in done.stderr
    assert learner.files() == before


def test_a_folder_that_git_does_not_trust_is_said_to_be_that(learner):
    done = learner.types("update", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert done.returncode == 2
    assert "dubious ownership" in done.stderr
    assert f"git config --global --add safe.directory {learner.root}" in done.stderr
