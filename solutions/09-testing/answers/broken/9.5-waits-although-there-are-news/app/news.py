class NewsBoard:
    async def wait_until_newer(self, last_id: int) -> None:
        """Return when something is announced."""
        async with self._published:
            await self._published.wait()
