class NewsBoard:
    async def publish(self, text: str) -> Announcement:
        announcement = Announcement(next(self._ids), text)
        self._announcements.append(announcement)
        async with self._published:
            self._published.notify_all()
        return announcement

    async def wait_until_newer(self, last_id: int) -> None:
        while not self.newer_than(last_id):
            await asyncio.sleep(0.01)
