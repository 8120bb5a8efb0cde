import asyncio


class Readiness:
    async def check(self) -> None:
        """Return if requests are welcome."""
        if self._stopping.is_set():
            raise NotReady("This process is about to end.")
        try:
            applied = await asyncio.wait_for(
                to_thread.run_sync(self.applied, limiter=self._limiter), self._timeout
            )
        except (SQLAlchemyError, TimeoutError) as error:
            raise NotReady("The database does not answer.") from error
        if self._revisions.is_behind(applied):
            raise NotReady("The database lacks a migration.")
