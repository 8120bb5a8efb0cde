"""What the tests of the contract share: each mistake is told with the operation that has it."""

import json

from app import contract

LONGEST = 160


def demand(met, sentence):
    """Fail with a sentence, where no two values are compared."""
    if not met:
        raise AssertionError(sentence)


def load():
    """The contract; a document that cannot be used fails the test with the reason."""
    return _or_say(contract.load)


def operation(method, path):
    """An operation of the contract; one that is missing fails the test."""
    document = load()
    return _or_say(lambda: document.operation(method, path))


def _or_say(read):
    try:
        return read()
    except contract.ContractError as error:
        message = str(error)
    raise AssertionError(message)  # out here, so that no frame of app/contract.py is shown with it


def named(operation):
    """`GET /api/v1/users`."""
    return f"{operation.method} {operation.path}"


def accept(schema, value, where):
    """Fail where a schema refuses what it must accept, and say why it does."""
    reasons = reasons_against(schema, value)
    demand(not reasons, f"{where} refuses {shown(value)}: {'; '.join(reasons)}.")


def refuse(schema, value, where, why=""):
    """Fail where a schema accepts what it must refuse."""
    allowed = contract.allows(schema, value)
    demand(not allowed, f"{where} accepts {shown(value)}. {why}".strip())


def reasons_against(schema, value):
    """Why a schema refuses a value, with the place inside of it; empty where it does not."""
    return [
        f"{mistake.pointer.removeprefix('#')} {_end_of(mistake.detail)}".strip()
        for mistake in contract.mistakes(schema, value)
    ]


def shown(value):
    """A value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _end_of(detail):
    """A reason begins with the whole value and ends with what is wrong with it."""
    return detail if len(detail) <= 80 else f"… {detail[-60:]}"


def declare(operation, *statuses):
    """Fail where an operation lacks one of these statuses."""
    for status in statuses:
        declared = ", ".join(sorted(operation.responses)) or "nothing"
        sentence = f"{named(operation)} declares {declared}, and no {status}."
        demand(status in operation.responses, sentence)


def declare_no(operation, status, why):
    """Fail where an operation has a status that cannot happen there."""
    demand(status not in operation.responses, f"{named(operation)} declares {status}: {why}")


def succeed_only_with(operation, status):
    """Fail where an operation has another successful answer."""
    found = [each for each in operation.responses if each.startswith("2")]
    promised = " and ".join(found) or "nothing"
    demand(found == [status], f"{named(operation)} promises {promised} as success, not {status}.")


def declare_header(operation, status, header):
    """Fail where an answer does not declare a header."""
    found = header.lower() in operation.headers(status)
    demand(found, f"The {status} of {named(operation)} declares no header `{header}`.")
