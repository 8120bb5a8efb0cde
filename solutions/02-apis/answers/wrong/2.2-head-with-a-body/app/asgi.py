async def http(scope: Message, receive: Receive, send: Send) -> None:
    try:
        response = answer(to_request(scope, await read_body(receive)))
    except ClientGoneError:
        return
    except HttpError as error:
        response = Response.error(error)
    lines = [
        (name.lower().encode("latin-1"), value.encode("latin-1"))
        for name, value in header_lines(response)
    ]
    await send({"type": "http.response.start", "status": response.status, "headers": lines})
    await send({"type": "http.response.body", "body": response.body})
