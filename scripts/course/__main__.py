"""The console command `course`."""

import io
import os
import sys


def asks_for_status(words: list[str]) -> bool:
    """Whether it is `course status`, which must answer at once: Typer alone takes longer."""
    return words[:1] in ([], ["status"]) and not (
        set(words[1:]) - {"--plain", "--json"} or "_COURSE_COMPLETE" in os.environ
    )


def main() -> None:
    """Run a command; a person's mistake is shown in two lines and ends with exit code 2."""
    from course.errors import CourseError

    for stream in (sys.stdout, sys.stderr):  # `?` for a letter that it cannot show, and no crash
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        if asks_for_status(sys.argv[1:]):
            from course import overview

            overview.show(plain="--plain" in sys.argv, as_json="--json" in sys.argv)
            return
        from course.commands import app, author, learn  # noqa: F401 - they add themselves

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
