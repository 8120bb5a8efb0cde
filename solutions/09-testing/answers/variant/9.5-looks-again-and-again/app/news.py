class NewsBoard:
    async def wait_until_newer(self, last_id: int) -> None:
        """Return as soon as there is an announcement after that one; let others run meanwhile."""
        while not self.newer_than(last_id):
            await asyncio.sleep(0.005)
