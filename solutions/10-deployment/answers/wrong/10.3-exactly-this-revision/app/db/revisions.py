class Revisions:
    def is_behind(self, applied: Collection[str]) -> bool:
        """Tell whether a database still lacks a migration of this version.

        A revision that is not known comes from a newer version, whose migrations run before it is
        started: the database is ahead, and this version goes on serving until it is replaced.
        """
        return self.heads != set(applied)
