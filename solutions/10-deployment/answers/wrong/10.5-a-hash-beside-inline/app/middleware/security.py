_INLINE_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def sources(texts: list[str]) -> str:
    """Name texts by their hashes."""
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def page_policy(page: str) -> str:
    """Return the Content-Security-Policy of a page of the documentation."""
    return (
        f"{NOTHING}; base-uri 'none'; form-action 'none'; "
        f"script-src 'self' {sources(_INLINE_SCRIPT.findall(page))}; "
        f"style-src 'self' 'unsafe-inline' {sources(_INLINE_STYLE.findall(page))}; "
        "img-src 'self' data:; connect-src 'self'; worker-src blob:"
    )
