import hashlib


class Passwords:
    def hash(self, password: str) -> str:
        salt = secrets.token_hex(8)
        return f"{salt}${hashlib.sha256(salt.encode() + _normal(password)).hexdigest()}"

    def verify(self, stored: str | None, password: str) -> bool:
        salt, _, digest = (stored or "$").partition("$")
        return digest == hashlib.sha256(salt.encode() + _normal(password)).hexdigest()
