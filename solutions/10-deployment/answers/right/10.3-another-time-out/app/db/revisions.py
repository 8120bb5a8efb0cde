class Revisions:
    def is_behind(self, applied: Collection[str]) -> bool:
        """Tell whether a database still lacks a migration of this version."""
        ahead = any(revision not in self.known for revision in applied)
        return not ahead and not all(head in applied for head in self.heads)
