class Readiness:
    async def check(self) -> None:
        """Return if requests are welcome.

        Raises: NotReady, with a reason that tells nothing of the inside.
        """
        try:
            with fail_after(self._timeout):
                applied = await to_thread.run_sync(
                    self.applied, abandon_on_cancel=True, limiter=self._limiter
                )
        except (TimeoutError, SQLAlchemyError) as error:
            raise NotReady("The database does not answer.") from error
        if self._revisions.is_behind(applied):
            raise NotReady("The database waits for its migrations.")
