class NewsBoard:
    def newer_than(self, last_id: int) -> list[Announcement]:
        """Return the announcements."""
        return list(self._announcements)
