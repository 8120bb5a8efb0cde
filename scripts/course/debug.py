"""Plain pytest on the exercise in hand, in this very process, where a debugger can stop.

`python -m course.debug`, or with an exercise: `python -m course.debug 4.3`. VS Code's launch entry
"Exercise in hand" starts it.
"""

import os
import sys

from course import overview, progress
from course.requirements import test_files
from course.workspace import Course, find_root


def main() -> int:
    """Run the exercise's test file in its phase's folder; answers pytest's exit code."""
    import pytest

    course = Course(find_root())
    exercise = overview.first_open(course, progress.load(course.state_folder))
    if sys.argv[1:]:
        exercise = course.exercise(sys.argv[1])[1]
    if exercise is None:
        sys.stderr.write("Every exercise has passed. Name one: python -m course.debug 4.3\n")
        return 2
    folder = course.folder(course.phase(exercise.id))
    os.chdir(folder)
    tests = test_files(folder / "tests")
    names = [str(path) for path in tests if path.name.startswith(exercise.test_prefix)]
    return pytest.main(["-x", "-p", "no:randomly", *names])


if __name__ == "__main__":
    sys.exit(main())
