"""Why a test failed, in a learner's terms: made of pytest's own report, without a terminal."""

import ast
import json
import linecache
import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from course.exchanges import Exchange, shorten

WORDS = {"==": "", "!=": "anything but  ", "is": "the very  ", "is not": "anything but  "}
WORDS |= {"in": "one of  ", "not in": "none of  ", "<": "less than  ", "<=": "at most  "}
WORDS |= {">": "more than  ", ">=": "at least  "}
PLAIN = (str, bytes, int, float, list, tuple, dict, set, type(None))
LONGEST_VALUE = 120
BLANK = re.compile(r"exercise (\d+\.\d+)")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison that an `assert` made last."""

    operator: str
    left: object
    right: object


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of the learner's own code."""

    file: str
    line: int
    function: str
    code: str


@dataclass(slots=True)
class Failure:
    """What a verdict shows of a failed test. Empty fields are left out."""

    message: str
    """The whole in one line, for lists and for programs."""
    blank: bool = False
    """The learner has not written this yet."""
    broken: bool = False
    """The learner's code cannot be imported, so nothing could be judged."""
    note: str = ""
    sent: str = ""
    expected: str = ""
    received: str = ""
    before: list[str] = field(default_factory=list)
    curl: str = ""
    frame: Frame | None = None
    detail: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """For the pipe between processes."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Failure":
        """Of what `to_json` made."""
        frame = data.pop("frame", None)
        return cls(**data, frame=Frame(**frame) if frame else None)


def explain(
    error: BaseException,
    project: Path,
    comparison: Comparison | None,
    exchanges: Sequence[Exchange],
    rewritten: str,
    written: Collection[str] = (),
) -> Failure:
    """Explain an exception that ended a test.

    `rewritten` is pytest's text of a failed assertion, `written` names the files that exercises
    ask for.
    """
    frame = own_frame(error, project, written)
    if isinstance(error, CannotImportError) and error.__cause__:
        return explain_import(error.__cause__, project)
    blank = BLANK.fullmatch(str(error)) if isinstance(error, NotImplementedError) else None
    if blank:
        return Failure(message=f"Exercise {blank[1]} is not written yet.", blank=True, frame=frame)
    last = exchanges[-1] if exchanges and not exchanges[-1].told else None
    failure = Failure(message="", frame=frame)
    if last:
        failure.sent, failure.curl = last.sent, last.curl
        failure.received = last.received
        failure.before = [exchange.story for exchange in exchanges[:-1]][-4:]
    if isinstance(error, AssertionError) and frame is None:
        _explain_assertion(failure, comparison, last, rewritten)
    else:
        if last is None or frame:
            failure.received = ""
        told = describe(error) if frame else _unlike(error, last)
        failure.note, *failure.detail = told.splitlines() or [""]
    failure.message = _one_line(failure)
    return failure


class CannotImportError(Exception):
    """The learner's application cannot be imported; its cause says why."""


def explain_import(error: BaseException, project: Path) -> Failure:
    """Explain why the learner's code, or a test file that needs it, cannot be imported."""
    frame = own_frame(error, project)
    note = describe(error)
    missing = re.match(r"cannot import name '(\w+)'", str(error))
    if isinstance(error, ImportError) and missing and error.path:
        own = frame_at(Path(error.path), 1, "", project)
        if own:
            note = f"{own.file} has no {missing[1]}, which something else imports from it"
            if "partially initialized" in str(error):
                note = (
                    f"modules import each other in a circle: {own.file} is not read to its end "
                    f"when another one asks it for {missing[1]}"
                )
            return Failure(message=note, broken=frame is not None, note=note, frame=frame)
    where = f"{frame.file}, line {frame.line}: " if frame else ""
    return Failure(message=where + note, broken=frame is not None, note=note, frame=frame)


def describe(error: BaseException) -> str:
    """`KeyError: 'sku'`."""
    if isinstance(error, SystemExit):
        return f"The code ended the program (SystemExit: {error.code}): is there a `sys.exit`?"
    text = shorten(str(error).strip())
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _unlike(error: BaseException, last: Exchange | None) -> str:
    """What a test stumbled over in a result that is not of the form it asks for."""
    name, text = type(error).__name__, str(error)
    if name == "Failed":  # pytest.fail, and pytest.raises where nothing was raised
        missing = re.match(r"DID NOT RAISE (?:any of )?(.+)", text)
        if not missing:
            return text
        return f"Nothing was raised, where {missing[1]} was expected{_called(error)}"
    if last and isinstance(error, KeyError):
        return f"The answer has no {error}"
    if last and name == "JSONDecodeError":
        return "The answer's body is not JSON"
    return describe(error)


def _explain_assertion(
    failure: Failure, comparison: Comparison | None, last: Exchange | None, rewritten: str
) -> None:
    over_http = last is not None and not last.raw
    note, _, assertion = f"\n{rewritten}".partition("\nassert ")  # a raised one has no assertion
    failure.note = note.removeprefix("AssertionError: ").strip()
    if comparison and assertion:
        words = WORDS.get(comparison.operator, f"a value {comparison.operator}  ")
        failure.expected = words + readable(comparison.right, as_json=over_http)
        if comparison.operator in {"in", "not in"} and not isinstance(
            comparison.right, list | tuple | set | frozenset
        ):
            words = "contains" if comparison.operator == "in" else "does not contain"
            failure.expected = (
                f"something that {words}  {readable(comparison.left, as_json=over_http)}"
            )
            failure.received = readable(comparison.right, as_json=over_http)
        elif not (last and last.holds(comparison.left)):
            failure.received = readable(comparison.left, as_json=over_http)
    elif assertion and not (failure.note and "\n" not in assertion):  # `assert False` says nothing
        failure.detail = _detail(assertion)


def _called(error: BaseException) -> str:
    """What a test called in its `with pytest.raises(…)`, and with which values."""
    found, traceback = None, error.__traceback__
    while traceback:
        if Path(traceback.tb_frame.f_code.co_filename).name.startswith("test_"):
            found = traceback  # the innermost: a helper of the test may ask, too
        traceback = traceback.tb_next
    if found is None:
        return ""
    source = "".join(linecache.getlines(found.tb_frame.f_code.co_filename))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.With) and node.lineno == found.tb_lineno:
            names = {n.id for s in node.body for n in ast.walk(s) if isinstance(n, ast.Name)}
            local = found.tb_frame.f_locals
            values = with_values({name: local[name] for name in sorted(names & local.keys())})
            return f": {shorten(ast.unparse(node.body[-1]), 120)}{values}"
    return ""


def with_values(values: Mapping[str, object]) -> str:
    """` with target = '//health'`: those that can be read."""
    told = [f"{name} = {value!r}" for name, value in values.items() if isinstance(value, PLAIN)]
    told = [text for text in told if len(text) <= LONGEST_VALUE]
    return f", with {', '.join(told)}" if told else ""


def _detail(assertion: str) -> list[str]:
    """What pytest says of an assertion that compares nothing, without the bare `False` in front."""
    lines = [line.strip() for line in assertion.splitlines()]
    told = [line.removeprefix("+").strip().removeprefix("where ") for line in lines[1:]]
    told = [line for line in told if " at 0x" not in line]  # the address of an object says nothing
    return [shorten(line) for line in (told or lines)[:5]]


def readable(value: object, *, as_json: bool) -> str:
    """A value as it is shown: as Python writes it, what came over HTTP as JSON."""
    if as_json and isinstance(value, dict | list):
        with suppress(TypeError, ValueError):
            return shorten(json.dumps(value, ensure_ascii=False))
    return shorten(repr(value))


def _one_line(failure: Failure) -> str:
    parts = [failure.note]
    if failure.expected:
        parts.append(f"expected {failure.expected}, received {failure.received or 'nothing'}")
    elif failure.detail and not failure.note:
        parts.append(failure.detail[0])
    elif failure.received:
        parts.append(f"received {failure.received}")
    if failure.frame and failure.note:
        parts.append(f"{failure.frame.file}, line {failure.frame.line}")
    return "; ".join(part for part in parts if part) or "The test failed."


def own_frame(error: BaseException, project: Path, written: Collection[str] = ()) -> Frame | None:
    """The innermost line of the learner's code in a traceback.

    With `written`, the files that exercises ask for, lines of other files do not count.
    """
    frames = _frames(error.__traceback__, project)
    cause = error.__cause__ or error.__context__
    if not frames and cause is not None:
        return own_frame(cause, project, written)
    frames = [frame for frame in frames if not written or frame.file in written]
    return frames[-1] if frames else None


def _frames(traceback: TracebackType | None, project: Path) -> list[Frame]:
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        frame = frame_at(Path(code.co_filename), traceback.tb_lineno, code.co_name, project)
        if frame:
            found.append(frame)
        traceback = traceback.tb_next
    return found


def frame_at(file: Path, line: int, function: str, project: Path) -> Frame | None:
    """The line as a learner's frame, or None when it is not in their code."""
    if file.name.startswith("<"):  # made while the program runs, as dataclasses do
        return None
    try:
        path = file.resolve().relative_to(project.resolve())
    except (ValueError, OSError):
        return None
    if path.parts[0] == "tests" or "site-packages" in path.parts:
        return None
    code = linecache.getline(str(file), line).strip()
    return Frame(path.as_posix(), line, function, code)
