"""A newer version of the course under a learner's work: `course update`.

Outside phases/ every file becomes the new one. In phases/ each file is merged: base is the old
starter, mine the learner's file, theirs the new starter (see revision.py). The history gets what
`git merge` would give it: a step forward, or a merge commit where the learner has commits.

It is done in an order that can be repeated: copies, the files outside phases/, phases/ with its
manifest last, the index, the branch. So whatever stops it, running it again ends it.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course import progress
from course.errors import INSTALL, CourseError
from course.repository import Entries, Git
from course.restore import alone, rewrite, work_in
from course.revision import Revision
from course.workspace import MANIFEST, Course, blob_id

UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
INSTALLED_FROM = {"requirements.txt", "pyproject.toml"}
MESSAGE = "Merge a newer version of the course"


@dataclass
class Report:
    """What was done, and what is left to do by hand."""

    source: str
    commit: str
    notices: list[str] = field(default_factory=list)
    done: bool = False
    """False where there was nothing newer."""
    files: dict[str, str] = field(default_factory=dict)
    """Below phases/: path -> updated, merged, added, removed, moved."""
    kept: dict[str, str] = field(default_factory=dict)
    """Below phases/: path -> why the learner's stands, or where a copy of it is needed."""
    outside: list[str] = field(default_factory=list)
    """Files outside phases/ that changed."""
    copied: list[str] = field(default_factory=list)
    """Those of them that the learner had edited."""
    renamed: dict[str, str] = field(default_factory=dict)
    merge_commit: str = ""
    notes: Path | None = None
    copy: Path | None = None
    check: list[str] = field(default_factory=list)
    """Phases of which the learner has passed something, and whose tests are others now."""
    install: bool = False

    def to_json(self, root: Path) -> dict[str, Any]:
        """For programs."""
        return {
            "from": self.source,
            "commit": self.commit,
            "updated": self.done,
            "notices": self.notices,
            "files": self.files,
            "kept": [{"file": path, "why": why} for path, why in self.kept.items()],
            "outside": self.outside,
            "copied": self.copied,
            "renamed": self.renamed,
            "merge_commit": self.merge_commit or None,
            "notes": self.notes.relative_to(root).as_posix() if self.notes else None,
            "copy": self.copy.relative_to(root).as_posix() if self.copy else None,
            "check": self.check,
            "install": self.install,
        }

    def lines(self, root: Path) -> Iterator[str]:
        """For people."""
        yield from self.notices
        if not self.done:
            yield f"Nothing is newer in {self.source}."
            return
        yield f"The course is now as {self.source} has it, at {self.commit[:10]}."
        for old, new in self.renamed.items():
            yield f"  renamed  phases/{old} is phases/{new} now, with your work in it"
        for path in (path for path, word in self.files.items() if word == "merged"):
            yield f"  merged   phases/{path}"
        for word in ("updated", "added", "removed"):
            if count := sum(each == word for each in self.files.values()):
                yield f"  {word:<8} {_counted(count)} below phases/"
        for path, why in self.kept.items():
            yield f"  kept     phases/{path}: {why}"
        yield f"  updated  {_counted(len(self.outside))} outside phases/"
        for path in self.copied:
            yield f"  copied   {path}, as you had it"
        yield from self._by_hand(root)

    def _by_hand(self, root: Path) -> Iterator[str]:
        if self.notes:
            where = self.notes.relative_to(root).as_posix()
            yield f"What was kept or copied, and why: {where}/NOTE.md"
        if self.merge_commit:
            yield f"Your commits and the new version meet in {self.merge_commit[:10]}, a merge."
        if self.copy:
            yield "Back to phases/ as it was: course undo"
        if self.install:
            yield f"Now install what it needs: {INSTALL}"
        if self.check:
            words = " and ".join(f"course check {number}" for number in self.check)
            yield f"Tests that you had passed have changed. Now: {words}"


def update(course: Course, source: str = "") -> Report:
    """Bring this copy of the course to a newer version, with the learner's work in it.

    Raises: CourseError where there is no clone, nothing to update from, or a merge going on.
    """
    git = Git(course.root)
    top = _top_of(git)
    if not top or Path(top).resolve() != course.root.resolve() or not git.commit("HEAD"):
        raise CourseError(
            "This folder is no clone of the course, so git cannot bring a newer version.",
            "Clone the course anew beside it, and bring your phases/ and .course/ along.",
        )
    marks = (course.root / git("rev-parse", "--git-path", name) for name in UNFINISHED)
    if git("ls-files", "--unmerged") or any(mark.exists() for mark in marks):
        raise CourseError(
            "A merge or rebase is not finished here.",
            "Finish it, or leave it (git merge --abort). Then: course update",
        )
    with alone(course):
        report = fetched(git, source)
        _Updater(course, git, report).run()
    return report


def fetched(git: Git, source: str) -> Report:
    """Find the newer version: a remote's branch, a folder with a clone, an address, a commit.

    Raises: CourseError when there is none.
    """
    remotes = git("remote").split()
    if not source:
        tracked = git.asked("rev-parse", "--abbrev-ref", "@{upstream}") or "origin"
        source = "upstream" if "upstream" in remotes else tracked
        if source.partition("/")[0] not in remotes:
            raise CourseError(
                "This clone knows no place to update from.",
                "Name a newer copy: course update --from ../newer-course",
            )
    remote, _, branch = source.partition("/")
    known = ""
    if remote in remotes:
        where, ref = remote, branch or "HEAD"
        known = f"refs/remotes/{remote}/{ref}"
    elif Path(source).expanduser().exists() or "://" in source:
        folder = Path(source).expanduser()
        where, ref = (str(folder.resolve()) if folder.exists() else source), "HEAD"
    elif commit := git.commit(source):
        return Report(source, commit)
    else:
        raise CourseError(
            f"{source} is no remote, folder or commit.",
            f"Remotes here: {', '.join(remotes) or 'none'}. Like this: --from origin/main",
        )
    try:
        git("fetch", "--quiet", where, ref)
        return Report(source, git.commit("FETCH_HEAD"))
    except CourseError as error:
        told = error.sentence.removeprefix("git fetch: ").rstrip(".")
    commit = git.commit(known) if known else ""
    if not commit or git.is_ancestor(commit, "HEAD"):
        raise CourseError(
            f"Nothing could be fetched from {source}: {told}.",
            "Without a network, name a newer copy: course update --from ../newer-course",
        )
    return Report(source, commit, [f"Not fetched now ({told}): {source} is as it was last time."])


def _top_of(git: Git) -> str:
    """The folder of the clone; nothing where there is none.

    Raises: CourseError where git is missing, or does not trust who owns the folder.
    """
    try:
        return git("rev-parse", "--show-toplevel")
    except CourseError as error:
        if "not a git repository" in error.sentence:
            return ""
        if "dubious ownership" in error.sentence:
            error.remedy = f"If you trust it: git config --global --add safe.directory {git.root}"
        raise


class _Updater:
    """One update."""

    def __init__(self, course: Course, git: Git, report: Report) -> None:
        self.course, self.git, self.report = course, git, report
        self.head, self.new = git.commit("HEAD"), report.commit
        self.entries = git.entries(self.new)
        self.theirs = self._phases_in(self.entries)
        if MANIFEST not in self.theirs:
            raise CourseError(
                f"{report.source} is no version of this course: it has no phases/{MANIFEST}.",
                "Name another: course update --from …",
            )
        base = git.asked("merge-base", self.head, self.new)
        self.base = git.entries(base) if base else {}
        self.aside = course.state_folder / "update" / progress.stamp()

    def run(self) -> None:
        """Do it, unless there is nothing newer."""
        for folder in self.course.phases_folder.iterdir():
            if folder.is_symlink():  # what is behind it would be taken for nothing
                raise CourseError(
                    f"phases/{folder.name} is a link to another folder.",
                    "Put the folder itself there, and run the command again.",
                )
        mine = work_in(self.course.phases_folder)
        behind = not self.git.is_ancestor(self.new, self.head)
        if not behind:  # done already, unless `course undo` took phases/ back
            merged = self.git.asked("rev-parse", f"HEAD:phases/{MANIFEST}")
            wanted = self.theirs[MANIFEST]
            if mine.get(MANIFEST) == wanted or merged != blob_id(wanted):
                return
        revision = Revision(mine, self.theirs, self.git.contents)
        outside = self._outside()
        target = self._target() if behind else self.head
        self._put_aside(revision, outside)
        self._write_outside(outside)
        self._write_phases(revision)
        self._move_branch(target)
        self.report.done = True

    def _phases_in(self, entries: Entries) -> dict[str, bytes]:
        ids = {path: each for path, (_, each) in entries.items() if path.startswith("phases/")}
        contents = self.git.contents(ids.values())
        return {
            path.removeprefix("phases/"): contents[each]
            for path, each in ids.items()
            if each in contents
        }

    def _outside(self) -> dict[str, list[Path]]:
        """The files outside phases/ that change; of each, what the learner has in its place."""
        found: dict[str, list[Path]] = {}
        for path in sorted({*self.base, *self.entries}):
            target = self.course.root / path
            there, wanted = _id(target), self.entries.get(path, ("", ""))[1]
            if path.startswith("phases/") or there == wanted:
                continue
            edited = [target] if there not in {"", self.base.get(path, ("", ""))[1]} else []
            if wanted:  # a folder where the file goes, or a file where its folder goes
                folders = Path(path).parents
                edited += [p for f in folders if (p := self.course.root / f).is_file()]
                edited += [target] if target.is_dir() else []
            found[path] = edited
        return found

    def _target(self) -> str:
        """The commit that the branch goes to: the new version, or a merge with the learner's.

        The merge holds what they have committed; what they have not stays theirs to commit.
        """
        if self.git.is_ancestor(self.head, self.new):
            return self.new
        entries = self.git.entries(self.head)
        mine = self._phases_in(entries)
        revision = Revision(mine, self.theirs, self.git.contents)
        tree = {p: e for p, e in self.entries.items() if not p.startswith("phases/")}
        for path, entry in entries.items():
            own = path not in self.base and not path.startswith("phases/")
            if own and not any(p == path or _nested(p, path) for p in self.entries):
                tree[path] = entry
        for path, content in (mine | revision.changes).items():
            name = f"phases/{path}"
            before = entries.get(name) or self.entries.get(name) or ("100644", "")
            if content is not None:
                same = before[1] == blob_id(content)
                tree[name] = before if same else (before[0], self._store(content))
        self.report.merge_commit = self._merge_commit(tree)
        return self.report.merge_commit

    def _store(self, content: bytes) -> str:
        return self.git("hash-object", "-w", "--stdin", given=content)

    def _merge_commit(self, tree: Entries) -> str:
        lines = "".join(f"{mode} {each}\t{path}\0" for path, (mode, each) in tree.items())
        with self._index() as index:
            self.git("update-index", "-z", "--index-info", given=os.fsencode(lines), env=index)
            root = self.git("write-tree", env=index)
        who: dict[str, str] = {}
        if not self.git.asked("var", "GIT_COMMITTER_IDENT"):
            name, mail = self.git("log", "-1", "--format=%an%n%ae").splitlines()
            for role in ("AUTHOR", "COMMITTER"):
                who |= {f"GIT_{role}_NAME": name, f"GIT_{role}_EMAIL": mail}
        parents = ("-p", self.head, "-p", self.new)
        return self.git("commit-tree", root, *parents, "-m", MESSAGE, env=who)

    @contextlib.contextmanager
    def _index(self) -> Iterator[dict[str, str]]:
        """An index of our own: the learner's is not touched."""
        with tempfile.TemporaryDirectory(prefix="course-update-") as folder:
            yield {"GIT_INDEX_FILE": str(Path(folder, "index"))}

    def _put_aside(self, revision: Revision, outside: Mapping[str, list[Path]]) -> None:
        """Copy what of the learner's will not stay, and what of the new course did not come."""
        for path, content in revision.aside.items():
            progress.write_atomically(self.aside / "phases" / path, content)
        copied = dict.fromkeys(each for edited in outside.values() for each in edited)
        for each in copied:
            name = each.relative_to(self.course.root)
            (self.aside / name).parent.mkdir(parents=True, exist_ok=True)
            if each.is_dir():
                shutil.copytree(each, self.aside / name, symlinks=True)
            else:
                shutil.copy2(each, self.aside / name, follow_symlinks=False)
            self.report.copied.append(name.as_posix())
        self.report.kept = revision.kept
        if revision.kept or copied:
            progress.write_atomically(self.aside / "NOTE.md", note(self.report).encode())
            self.report.notes = self.aside

    def _write_outside(self, outside: Mapping[str, list[Path]]) -> None:
        for path, edited in outside.items():
            for each in edited:
                if each.is_dir():
                    shutil.rmtree(each)
                else:
                    each.unlink(missing_ok=True)
            target = self.course.root / path
            if path not in self.entries:
                target.unlink(missing_ok=True)
                _remove_empty(target.parent, self.course.root)
        written = "".join(f"{path}\0" for path in outside if path in self.entries)
        with self._index() as index:
            self.git("read-tree", self.new, env=index)
            self.git("checkout-index", "-f", "-z", "--stdin", given=os.fsencode(written), env=index)
        self.report.outside = [*outside]
        self.report.install = bool(INSTALLED_FROM & {*outside})

    def _write_phases(self, revision: Revision) -> None:
        before = progress.load(self.course.state_folder)
        earlier = revision.earlier_ids()
        passed = {
            now: before.passed.get(then, False)
            for now, then in earlier.items()
            if before.passed.get(now, False) != before.passed.get(then, False)
        }
        what = f"update to {self.new[:10]}"
        change = rewrite(self.course, what, revision.changes, passed)

        def rename(found: progress.Progress) -> None:
            found.hints |= {
                now: before.hints.get(then, 0)
                for now, then in earlier.items()
                if now != then and (now in before.hints or then in before.hints)
            }
            found.last = revision.names.get(found.last, found.last)
            found.checkpoints = {
                revision.names.get(slug, slug): when for slug, when in found.checkpoints.items()
            }

        reached = progress.update(self.course.state_folder, rename)
        checkpoints = self.course.state_folder / "checkpoints"
        for old, new in revision.renamed.items():
            if (checkpoints / old).is_dir() and not (checkpoints / new).exists():
                (checkpoints / old).rename(checkpoints / new)
        for slug in revision.gone:
            _sweep(self.course.phases_folder / slug)
        self.report.files, self.report.copy = revision.words, change.copy
        self.report.renamed = revision.renamed
        self.report.check = revision.to_check(reached.passed)

    def _move_branch(self, target: str) -> None:
        """Index and branch to the commit; what is not in it shows as the learner's changes."""
        if target == self.head:
            return
        if not self.git.holds("diff", "--cached", "--quiet", self.head):
            ref = f"refs/course/index-{progress.stamp()}"
            self.git("update-ref", ref, self.git("write-tree"))
            self.report.notices.append(f"What you had staged is not staged now; it is in {ref}.")
        self.git("read-tree", target)
        self.git("update-ref", "ORIG_HEAD", self.head)
        self.git("update-ref", "-m", "course update", "HEAD", target, self.head)
        self.git.asked("update-index", "-q", "--refresh")


def note(report: Report) -> str:
    """What was put aside and why, for the learner to read."""
    parts = [
        f"# What `course update` put aside, from {report.source} at {report.commit[:10]}\n",
        "The files lie beside this note, under the paths that they have in the course.\n",
    ]
    parts += [f"- phases/{path}: {why}." for path, why in report.kept.items()]
    parts += [
        f"- {path}: your edits. Outside phases/ every file is the new one now."
        for path in report.copied
    ]
    return "\n".join(parts) + "\n"


def _counted(number: int) -> str:
    return f"{number} file{'s' * (number != 1)}"


def _id(path: Path) -> str:
    """Git's id of a file, or nothing where there is none."""
    if path.is_symlink():
        return blob_id(os.fsencode(path.readlink()))
    return blob_id(path.read_bytes()) if path.is_file() else ""


def _nested(one: str, other: str) -> bool:
    """Whether one path lies in the other, which can then be no file."""
    return one.startswith(f"{other}/") or other.startswith(f"{one}/")


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _sweep(folder: Path) -> None:
    """Remove caches and empty folders, where a phase was that is elsewhere now."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and path.name in {"__pycache__", ".pytest_cache"}:
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
