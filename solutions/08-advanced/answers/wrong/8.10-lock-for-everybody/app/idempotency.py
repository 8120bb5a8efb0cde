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
        name = func.hashtextextended(f"idempotency:{key}", 0)
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
