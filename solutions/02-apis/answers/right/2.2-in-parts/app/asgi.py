async def http(scope: Message, receive: Receive, send: Send) -> None:
    body = bytearray()
    more = True
    while more:
        match await receive():
            case {"type": "http.disconnect"}:
                return
            case message:
                body.extend(message.get("body", b""))
                more = message.get("more_body", False) and len(body) <= MAX_BODY
    if len(body) <= MAX_BODY:
        response = answer(to_request(scope, bytes(body)))
    else:
        response = Response.error(HttpError(413, "That is too much."))
    headers = [
        [name.lower().encode("latin-1"), value.encode("latin-1")]
        for name, value in header_lines(response)
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    if scope["method"] != "HEAD":
        half = len(response.body) // 2
        for part in (response.body[:half], response.body[half:]):
            await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body"})


