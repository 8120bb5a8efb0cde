from argon2.exceptions import Argon2Error


class Passwords:
    def verify(self, stored: str | None, password: str) -> bool:
        normal = _normal(password)
        if stored is None:
            self.hash(password)
            return False
        try:
            return self._hasher.verify(stored, normal)
        except (Argon2Error, ValueError):
            return False
