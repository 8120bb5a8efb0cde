class NewsBoard:
    def newer_than(self, last_id: int) -> list[Announcement]:
        """Return the announcements after that one."""
        return [each for each in reversed(self._announcements) if each.id > last_id]
