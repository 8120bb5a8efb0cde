from app.http.messages import HttpError
from app.http.parser import parse_headers


def parse_part(part: bytes) -> tuple[str, str | Upload]:
    head, empty_line, content = part.partition(b"\r\n\r\n")
    _, *lines = head.split(b"\r\n")
    headers = parse_headers(lines)
    _, options = parse_options(headers.get("content-disposition"))
    if not empty_line or "name" not in options:
        raise HttpError(400, "A part of the form has no name.")
    if "filename" in options:
        content_type = headers.get("content-type", "application/octet-stream")
        return options["name"], Upload(options["filename"], content_type, content)
    try:
        return options["name"], content.decode()
    except UnicodeDecodeError as error:
        raise HttpError(400, "The text of a form is in UTF-8.") from error
