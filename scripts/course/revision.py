"""Two versions of phases/, and what the newer one makes of a learner's files: nothing is written.

Manifests are read as they are, not checked: the newer one may say what this tool does not know.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from course.errors import CourseError
from course.merging import fault, merge
from course.workspace import MANIFEST, blob_id

Phases = dict[str, dict[str, Any]]
OF_THE_COURSE = ("pyproject.toml", "README.md")
"""Files of a phase that the build makes: where both sides changed lines, the new one stands."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file of a phase: where it was and where it goes, and what the three sides have."""

    source: str
    target: str
    path: str
    before: str
    """Git's id of the old starter's file; empty where it has none."""
    mine: bytes | None
    theirs: bytes | None

    @property
    def is_edited(self) -> bool:
        """Whether the learner made, changed or deleted it."""
        return (blob_id(self.mine) if self.mine is not None else "") != self.before

    @property
    def is_revised(self) -> bool:
        """Whether the new version has it otherwise."""
        return (blob_id(self.theirs) if self.theirs is not None else "") != self.before


class Revision:
    """What is to come of every file below phases/."""

    def __init__(
        self,
        mine: Mapping[str, bytes],
        theirs: Mapping[str, bytes],
        contents: Callable[[Iterable[str]], Mapping[str, bytes]],
    ) -> None:
        """Compare; `contents` gives old starters' files by git's ids, as far as it has them.

        Raises: CourseError for a manifest that is gone or cannot be read.
        """
        self.mine, self.theirs = mine, theirs
        self.old, self.new = manifest_in(mine), manifest_in(theirs)
        self.names = same_phases(self.old, self.new)
        """The folder of each phase in the old version -> in the new one."""
        self.changes: dict[str, bytes | None] = {}
        self.words: dict[str, str] = {}
        self.kept: dict[str, str] = {}
        self.aside: dict[str, bytes] = {}
        """What does not stand of a file that both changed."""
        files = [*self._files()]
        merged = [f.before for f in files if f.before and f.is_edited and f.is_revised]
        self.originals = contents(dict.fromkeys(merged))
        for file in files:
            self._decide(file)
        if mine.get(MANIFEST) != theirs[MANIFEST]:
            self.changes[MANIFEST] = theirs[MANIFEST]  # last: it says that all else is done

    @property
    def renamed(self) -> dict[str, str]:
        """The phases whose folder has another name now."""
        return {old: new for old, new in self.names.items() if old != new}

    @property
    def gone(self) -> list[str]:
        """The folders that the new version does not have."""
        return [slug for slug in self.old if slug not in self.new]

    def _files(self) -> Iterable[_File]:
        added = [slug for slug in self.new if slug not in self.names.values()]
        pairs = [(slug, self.names.get(slug, slug)) for slug in self.old]
        for old, new in [*pairs, *((slug, slug) for slug in added)]:
            before: Mapping[str, str] = self.old.get(old, {}).get("files", {})
            theirs = _below(self.theirs, new)
            # An update that was stopped may have moved a file already.
            mine = _below(self.mine, new) | _below(self.mine, old)
            for path in sorted({*before, *mine, *theirs}):
                own = mine.get(path)
                original = before.get(path, "") if mine else ""  # a folder that is gone comes anew
                yield _File(f"{old}/{path}", f"{new}/{path}", path, original, own, theirs.get(path))

    def _decide(self, file: _File) -> None:
        content = self._content(file)
        there = self.mine.get(file.target)
        if content != there:
            self._change(file, content, there)
        if file.source != file.target and file.source in self.mine:
            self.changes[file.source] = None

    def _change(self, file: _File, content: bytes | None, there: bytes | None) -> None:
        if file.source != file.target and there is not None and file.source in self.mine:
            self._keep(file, "another file was there already; that one is put aside", there)
        self.changes[file.target] = content
        if content is None:
            word = "removed"
        elif file.mine is None:
            word = "added"
        elif content == file.mine:
            word = "moved"
        else:
            word = "merged" if file.is_edited and content != file.theirs else "updated"
        self.words[file.target] = word

    def _content(self, file: _File) -> bytes | None:
        mine, theirs = file.mine, file.theirs
        if not file.is_edited:
            return theirs
        if file.path.startswith("tests/") and (file.before or theirs is not None):
            if mine is not None and mine != theirs:
                self._keep(file, "tests are the new ones; yours is put aside", mine)
            return theirs
        if not file.is_revised or mine == theirs:
            return mine
        if theirs is None:
            self._keep(file, "the new version has it no more, and you changed it", None)
            return mine
        if mine is None:
            self._keep(file, "you deleted it; the new one is put aside", theirs)
            return None
        return self._merged(file, mine, theirs)

    def _merged(self, file: _File, mine: bytes, theirs: bytes) -> bytes:
        original = self.originals.get(file.before)
        result = merge(original, mine, theirs, stands="mine")
        content = result.content or b""
        broken = fault(file.path, content) and not fault(file.path, mine)
        if not result.conflicts and not broken:
            return content
        if file.path in OF_THE_COURSE:
            self._keep(file, "the new one stands; yours is put aside", mine)
            return theirs
        why = "merged it would be broken" if broken else "both changed the same lines"
        self._keep(file, f"{why}; yours stands, the new one is put aside", theirs)
        return mine

    def _keep(self, file: _File, why: str, aside: bytes | None) -> None:
        self.kept[file.target] = why
        if aside is not None:
            self.aside[file.target] = aside

    def earlier_ids(self) -> dict[str, str]:
        """Each exercise of the new version -> its id in the old one, or nothing if it is new.

        It is known by its title in the same phase; one with a new title by its place there.
        """
        found = {}
        before = {new: old for old, new in self.names.items()}
        for slug, entry in self.new.items():
            now = _exercises(entry)
            then = _exercises(self.old.get(before.get(slug, ""), {}))
            ids = {title: each for each, title in then.items()}
            places = {each.partition(".")[2]: each for each in then}
            for each, title in now.items():
                same_place = places.get(each.partition(".")[2], "")
                if then.get(same_place) in now.values():  # that one is another exercise now
                    same_place = ""
                found[each] = ids.get(title, same_place)
        return found

    def to_check(self, passed: Mapping[str, bool]) -> list[str]:
        """The numbers of phases of which something passed, by tests that are others now."""
        return [
            new.partition("-")[0]
            for old, new in self.names.items()
            if _tests(self.old[old]) != _tests(self.new[new])
            and any(passed.get(each) for each in _exercises(self.new[new]))
        ]


def manifest_in(tree: Mapping[str, bytes]) -> Phases:
    """The phases that a manifest lists.

    Raises: CourseError when it is gone or cannot be read.
    """
    try:
        phases: Phases = json.loads(tree[MANIFEST])["phases"]
        for entry in phases.values():
            _ = entry["files"], entry["phase"]["title"]
    except (ValueError, LookupError, TypeError, AttributeError):
        raise CourseError(
            f"phases/{MANIFEST} is gone or cannot be read, so nobody knows what you edited.",
            f"Bring it back: git checkout -- phases/{MANIFEST}",
        ) from None
    return phases


def same_phases(old: Phases, new: Phases) -> dict[str, str]:
    """The folder of each phase in an old version -> in a new one; dropped ones are left out.

    A phase is known by its folder; else by its name without the number, by its title, by its
    number if half of its files are there.
    """
    names = {slug: slug for slug in old if slug in new}

    def half_of_files(one: str, other: str) -> bool:
        files = [path for path in old[one]["files"] if not path.startswith("tests/")]
        return 2 * sum(path in new[other]["files"] for path in files) >= len(files)

    marks: tuple[Callable[[str, str], bool], ...] = (
        lambda one, other: one.partition("-")[2] == other.partition("-")[2],
        lambda one, other: bool(old[one]["phase"]["title"] == new[other]["phase"]["title"]),
        lambda one, other: one[:2] == other[:2] and half_of_files(one, other),
    )
    for alike in marks:
        for slug in old:
            free = [other for other in new if other not in names.values()]
            found = [other for other in free if slug not in names and alike(slug, other)]
            if len(found) == 1:
                names[slug] = found[0]
    return names


def _below(tree: Mapping[str, bytes], slug: str) -> dict[str, bytes]:
    return {p.removeprefix(f"{slug}/"): c for p, c in tree.items() if p.startswith(f"{slug}/")}


def _exercises(entry: Mapping[str, Any]) -> dict[str, str]:
    return {e["id"]: e["title"] for e in entry.get("phase", {}).get("exercise", [])}


def _tests(entry: Mapping[str, Any]) -> dict[str, str]:
    return {p: each for p, each in entry["files"].items() if p.startswith("tests/")}
