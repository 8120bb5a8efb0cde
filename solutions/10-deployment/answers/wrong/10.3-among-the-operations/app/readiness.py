class Readiness:
    async def check(self) -> None:
        """Return if requests are welcome."""
        if self._stopping.is_set():
            raise NotReady("The process is shutting down.")
        try:
            with fail_after(self._timeout):
                applied = await to_thread.run_sync(self.applied, abandon_on_cancel=True)
        except (TimeoutError, SQLAlchemyError) as error:
            raise NotReady("The database does not answer.") from error
        if self._revisions.is_behind(applied):
            raise NotReady("The database waits for its migrations.")
