"""The same request twice, the work once (draft-ietf-httpapi-idempotency-key-header).

A client that got no answer does not know whether the server got its request. With the header
Idempotency-Key it may send it again: what has been done already is answered as before.

The answer is stored in the transaction of the work: either both are there or neither.
"""

import hashlib
from typing import Annotated, TypeVar

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from sqlalchemy import func, select

from app.auth.dependencies import CurrentUser
from app.core.refusals import KeyInUse
from app.db.requests import AnsweredRequestRow
from app.db.session import SessionDep
from app.models.types import PlainText

Answer = TypeVar("Answer", bound=BaseModel)

KeyHeader = Annotated[
    PlainText | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        description="A random text: new for each intention, the same for each retry of it.",
    ),
]


class AnsweredBefore(Exception):  # noqa: N818 - it says what happened
    """The work of this request has been done already; its answer is here."""

    def __init__(self, row: AnsweredRequestRow) -> None:
        super().__init__(row.key)
        headers = {"Location": row.location} if row.location else None
        self.response = Response(row.body, row.status, headers, media_type="application/json")


def add_idempotency_handler(app: FastAPI) -> None:
    """Give the stored answer where the work has been done already."""

    @app.exception_handler(AnsweredBefore)
    async def answer_as_before(_: Request, error: AnsweredBefore) -> Response:
        return error.response


async def fingerprint(request: Request) -> str:
    """Return what tells requests apart: a hash of method, address and body."""
    parts = (request.method, str(request.url), (await request.body()).hex())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Idempotency:
    """Remembers answers by their key, for one user each.

    A class as a dependency: FastAPI calls it with what its `__init__` asks for, and hands the
    object to the operation.

    Raises: AnsweredBefore; KeyInUse while the first request is still being worked on; 422 for a key
    that was sent with another request.
    """

    def __init__(
        self,
        user: CurrentUser,
        session: SessionDep,
        request_hash: Annotated[str, Depends(fingerprint)],
        key: KeyHeader = None,
    ) -> None:
        self._user_id = user.id
        self._session = session
        self._hash = request_hash
        self._key = key
        if key is not None:
            self._claim(key)

    def _claim(self, key: str) -> None:
        # The lock ends with the transaction: nothing has to be cleaned up when the process dies.
        name = func.hashtextextended(f"idempotency:{self._user_id}:{key}", 0)
        if not self._session.scalar(select(func.pg_try_advisory_xact_lock(name))):
            raise KeyInUse("The first request with this key is not finished yet.")
        row = self._session.get(AnsweredRequestRow, (self._user_id, key))
        if row is None:
            return
        if row.request_hash != self._hash:
            raise RequestValidationError(
                [
                    {
                        "type": "key_reused",
                        "loc": ("header", "Idempotency-Key"),
                        "msg": "This key was sent with another request.",
                    }
                ]
            )
        raise AnsweredBefore(row)

    def remember(self, answer: Answer, status_code: int, location: str | None = None) -> Answer:
        """Store the answer for whoever sends the request again, and return it."""
        if self._key is not None:
            self._session.add(
                AnsweredRequestRow(
                    user_id=self._user_id,
                    key=self._key,
                    request_hash=self._hash,
                    status=status_code,
                    location=location,
                    body=answer.model_dump_json(),
                )
            )
        return answer


IdempotencyDep = Annotated[Idempotency, Depends()]
