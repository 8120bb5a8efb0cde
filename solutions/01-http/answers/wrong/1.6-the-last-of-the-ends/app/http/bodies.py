from app.http.messages import HttpError


def parse_multipart(body: bytes, boundary: str) -> dict[str, str | Upload]:
    delimiter = b"\r\n--" + boundary.encode("latin-1")
    _, *parts = (b"\r\n" + body).split(delimiter)
    if not boundary or not parts or not parts[-1].startswith(b"--"):
        raise HttpError(400, "The body does not end with its boundary.")
    if len(parts) > MAX_FORM_FIELDS + 1:
        raise HttpError(400, f"A form may have {MAX_FORM_FIELDS} fields.")
    named = [part.removeprefix(b"--") for part in parts[:-1]]
    return dict(parse_part(part) for part in named if part.strip())
