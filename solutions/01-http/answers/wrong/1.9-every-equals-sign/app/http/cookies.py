def parse_cookies(header: str) -> dict[str, str]:
    cookies: dict[str, str] = {}
    for pair in header.split(";"):
        parts = pair.strip().split("=")
        if len(parts) == 2 and parts[0]:
            cookies.setdefault(parts[0], parts[1].strip('"'))
    return cookies
