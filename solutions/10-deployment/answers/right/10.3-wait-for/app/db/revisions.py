class Revisions:
    def is_behind(self, applied: Collection[str]) -> bool:
        """Tell whether a database still lacks a migration of this version."""
        for revision in applied:
            if revision not in self.known:
                return False  # a newer version was here
        return not self.heads.issubset(applied)
