import time


class NewsBoard:
    async def wait_until_newer(self, last_id: int) -> None:
        """Return as soon as there is an announcement after that one; let others run meanwhile."""
        for _ in range(40):
            if self.newer_than(last_id):
                return
            time.sleep(0.05)
        raise TimeoutError
