from email.message import Message


def only_json(request: Request) -> None:
    message = Message()
    message["content-type"] = request.headers.get("content-type", "text/plain")
    media_type = message.get_content_type()
    if not (media_type.endswith("+json") or media_type == "application/json"):
        raise HTTPException(415, "This is not JSON.", {"accept": "application/json"})
