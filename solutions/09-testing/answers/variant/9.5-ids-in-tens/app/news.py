class NewsBoard:
    async def publish(self, text: str) -> Announcement:
        """Pin an announcement to the board and wake everybody who waits."""
        announcement = Announcement(10 * next(self._ids), text)
        async with self._published:
            self._announcements.append(announcement)
            self._published.notify_all()
        return announcement
