"""What a person did wrong, said in a sentence, with what to do about it."""

INSTALL = "make learn (without make: python3 scripts/install.py)"
"""The remedy where the installation is wrong or stale."""


class CourseError(Exception):
    """Shown as two lines, never as a stack trace; the command ends with exit code 2."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        """Both lines in one, for logs and tests."""
        return f"{self.sentence} {self.remedy}".rstrip()
