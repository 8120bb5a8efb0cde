from http.cookies import SimpleCookie


def parse_cookies(header: str) -> dict[str, str]:
    return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
