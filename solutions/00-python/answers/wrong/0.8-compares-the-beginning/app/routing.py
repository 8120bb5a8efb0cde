import re


class Route:
    def match(self, path: str) -> dict[str, str] | None:
        pattern = re.sub(r"{(\w+)}", r"(?P<\1>[^/]+)", self.path)
        found = re.match(pattern, path)
        return found.groupdict() if found else None
