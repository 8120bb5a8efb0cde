"""What clients that were written for one OpenAPI document cannot bear in the next one."""

from app.contract import Contract


def breaking_changes(before: Contract, after: Contract) -> list[str]:
    """Name each change that breaks a client, in a sentence; none of the others.

    What clients send must still be taken: no new required parameter or field, no narrower type.
    What they are answered must still be what they know: no status and no field less, no field that
    may be missing or null now, no other type.
    """
    raise NotImplementedError("exercise 9.8")
