from app.http.messages import HttpError
from app.http.parser import parse_headers


def parse_part(part: bytes) -> tuple[str, str | Upload]:
    head, empty_line, content = part.partition(b"\r\n\r\n")
    content = content.strip()
    headers = parse_headers(head.split(b"\r\n")[1:])
    _, options = parse_options(headers.get("content-disposition"))
    if not empty_line or "name" not in options:
        raise HttpError(400, "A part of the form has no name.")
    try:
        name = as_utf8(options["name"])
        if "filename" not in options:
            return name, content.decode()
        filename = as_utf8(options["filename"])
    except UnicodeError as error:
        raise HttpError(400, "The text of a form is in UTF-8.") from error
    return name, Upload(filename, headers.get("content-type", "application/octet-stream"), content)
