async def http(scope: Message, receive: Receive, send: Send) -> None:
    try:
        body = await read_body(receive)
    except ClientGoneError:
        return
    response = answer(to_request(scope, body))
    lines = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in header_lines(response)
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": lines})
    await send({"type": "http.response.body", "body": response.body})
