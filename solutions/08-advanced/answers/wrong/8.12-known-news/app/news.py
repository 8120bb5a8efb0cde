class NewsBoard:
    def newer_than(self, last_id: int) -> list[Announcement]:
        """Return the announcements after that one, the oldest first."""
        return [each for each in self._announcements if each.id >= last_id]
