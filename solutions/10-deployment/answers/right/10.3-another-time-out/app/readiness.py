import asyncio


class Readiness:
    async def check(self) -> None:
        """Return if requests are welcome."""
        if self._stopping.is_set():
            raise NotReady("Ask another one.")
        question = asyncio.get_running_loop().run_in_executor(None, self.applied)
        done, _ = await asyncio.wait([question], timeout=self._timeout)
        if not done or question.exception() is not None:
            raise NotReady("Come back later.")
        if self._revisions.is_behind(question.result()):
            raise NotReady("Not migrated yet.")
