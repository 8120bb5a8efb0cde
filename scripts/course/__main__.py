"""The console command `course`."""

import os
import sys


def main() -> None:
    """Run a command; a person's mistake is shown in two lines and ends with exit code 2."""
    from course.commands import app, author, learn  # noqa: F401 - they add themselves
    from course.errors import CourseError

    try:
        app(prog_name="course")
    except CourseError as error:
        sys.stderr.write(f"{error.sentence}\n")
        if error.remedy:
            sys.stderr.write(f"{error.remedy}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        sys.exit(130)
    except BrokenPipeError:  # `course … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)


if __name__ == "__main__":
    main()
