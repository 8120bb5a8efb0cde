"""Who may do what: a first, small answer. Phase 07 gives the real one."""

from enum import StrEnum

from app.http.messages import HttpError, Request


class Role(StrEnum):
    """What the holder of a token is in the shop."""

    CUSTOMER = "customer"
    MANAGER = "manager"


# For practice only: a real token is long, random, and not in the code.
TOKENS = {"customer-demo": Role.CUSTOMER, "manager-demo": Role.MANAGER}


def authorize(request: Request, role: Role) -> None:
    """Let a request pass that carries `Authorization: Bearer <token>` with a token of that role.

    The word Bearer may be in capital or small letters.

    Raises: HttpError 401 with `WWW-Authenticate: Bearer` when there is no such header or TOKENS
    does not know the token (who are you?); 403 when the token is of another role (I know you, and
    no).
    Source: RFC 9110, sections 11.4, 11.6, 15.5.2 and 15.5.4; RFC 6750, section 2.1.
    """
    raise NotImplementedError("exercise 1.7")
