"""What the shop announces, and those who wait for it.

Everything here runs on one event loop, so nothing has to be locked: between two `await`s nobody
else runs. The news live in the memory of one process; phase 13 gives them to all.
"""

import asyncio
import time
from collections import deque
from dataclasses import dataclass
from itertools import count

KEPT = 100  # announcements; the older ones are forgotten


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something that the shop said; later ones have larger ids."""

    id: int
    text: str


class NewsBoard:
    """Keeps the last announcements and wakes those who wait for the next one."""

    def __init__(self) -> None:
        self._ids = count(time.time_ns() // 1_000_000)  # larger than those of an earlier process
        self._announcements: deque[Announcement] = deque(maxlen=KEPT)
        self._published = asyncio.Condition()

    async def publish(self, text: str) -> Announcement:
        """Pin an announcement to the board and wake everybody who waits."""
        announcement = Announcement(next(self._ids), text)
        async with self._published:
            self._announcements.append(announcement)
            self._published.notify_all()
        return announcement

    def newer_than(self, last_id: int) -> list[Announcement]:
        """Return the announcements after that one, the oldest first."""
        return [each for each in self._announcements if each.id > last_id]

    async def wait_until_newer(self, last_id: int) -> None:
        """Return as soon as there is an announcement after that one; let others run meanwhile."""
        async with self._published:
            await self._published.wait_for(lambda: bool(self.newer_than(last_id)))
