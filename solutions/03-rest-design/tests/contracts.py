"""What the tests of the contract share: each mistake is told with the operation that has it."""

from app import contract


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
    reasons = [
        f"{mistake.pointer} {mistake.detail}" for mistake in contract.mistakes(schema, value)
    ]
    if reasons:
        raise AssertionError(f"{where} refuses {value!r}: {'; '.join(reasons)}")


def refuse(schema, value, where, why=""):
    """Fail where a schema accepts what it must refuse."""
    if contract.allows(schema, value):
        raise AssertionError(f"{where} accepts {value!r}. {why}".strip())


def declare(operation, *statuses):
    """Fail where an operation lacks one of these statuses."""
    missing = [status for status in statuses if status not in operation.responses]
    if missing:
        declared = " and ".join(sorted(operation.responses)) or "nothing"
        raise AssertionError(f"{named(operation)} declares {declared}, and no {missing[0]}.")


def declare_no(operation, status, why):
    """Fail where an operation has a status that cannot happen there."""
    if status in operation.responses:
        raise AssertionError(f"{named(operation)} declares {status}: {why}")


def succeed_only_with(operation, status):
    """Fail where an operation has another successful answer."""
    found = [each for each in operation.responses if each.startswith("2")]
    if found != [status]:
        answers = " and ".join(found) or "nothing"
        raise AssertionError(f"{named(operation)} promises {answers} as success, not {status}.")


def declare_header(operation, status, header):
    """Fail where an answer does not declare a header."""
    if header.lower() not in operation.headers(status):
        raise AssertionError(f"The {status} of {named(operation)} declares no header `{header}`.")
