"""The APIs that a learner's own tests are run on: `apis.json`, beside the tests of a phase.

Some are broken, and the learner's tests must catch them; others are variants, just as right as the
original, and must not be refused. All of them are the phase's starter with some files changed. The
build makes them of `answers/broken` and `answers/variant`, so that a copy of the course without
solutions has them too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROLES = ("broken", "variant")
FILE = "apis.json"
SUITE = "suite"
"""The folder of the learner's own tests; `tests` are the course's."""
KNOWN = "COURSE_KNOWN_OUTCOMES"
"""Names a folder for what came of tests on APIs. Proofs judge the same ones again and again: a
wrong answer to one exercise leaves the tests of all others as they are."""


@dataclass(frozen=True, slots=True)
class Api:
    """One API: what is different in it, and the files in which it is."""

    says: str
    files: Mapping[str, str]


@dataclass(slots=True)
class Apis:
    """All of a phase: the project that they share, and by exercise and role what differs."""

    project: Mapping[str, bytes]
    found: dict[str, dict[str, list[Api]]] = field(default_factory=dict)

    def add(self, exercise_id: str, role: str, says: str, files: Mapping[str, bytes]) -> None:
        """Add one for an exercise."""
        api = Api(says, {path: content.decode() for path, content in files.items()})
        self.of(exercise_id, role).append(api)

    def of(self, exercise_id: str, role: str) -> list[Api]:
        """Those of an exercise, in the order of their numbers."""
        return self.found.setdefault(exercise_id, {}).setdefault(role, [])

    def to_json(self) -> bytes:
        """What the file holds."""
        project = {
            path: content.decode()
            for path, content in self.project.items()
            if not path.startswith(f"{SUITE}/") and path != "README.md"
        }
        found = {
            exercise_id: {
                role: [{"says": api.says, "files": api.files} for api in apis]
                for role, apis in roles.items()
            }
            for exercise_id, roles in self.found.items()
        }
        data = {"project": project, "exercises": found}
        return (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode()

    @classmethod
    def read(cls, path: Path) -> "Apis":
        """Of what `to_json` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        found = {
            exercise_id: {role: [Api(**api) for api in apis] for role, apis in roles.items()}
            for exercise_id, roles in data["exercises"].items()
        }
        return cls({path: text.encode() for path, text in data["project"].items()}, found)
