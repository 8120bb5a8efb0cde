import re
from email.message import Message


def only_json(request: Request) -> None:
    message = Message()
    message["content-type"] = request.headers.get("content-type", "text/plain")
    media_type = message.get_content_type()
    if not re.fullmatch(r"application/(.*\+)?json", media_type):
        raise HTTPException(415, "This is not JSON.", {"accept": "application/json"})
