from email.message import Message


def only_json(request: Request) -> None:
    message = Message()
    message["content-type"] = request.headers.get("content-type", "text/plain")
    if message.get_content_subtype().rpartition("+")[2] != "json":
        raise HTTPException(415, "This is not JSON.")
