async def http(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one HTTP request, in two messages.

    `http.response.start` has the status and the header lines, as pairs of octets with names in
    lower case. `http.response.body` has the body, which for HEAD is empty. A client that has
    gone is sent nothing.
    """
    # Exercise 2.2: this answers the same to everybody. Answer what was asked.
    text = b"Exercise 2.2 is not written yet.\n"
    lines = [(b"content-type", b"text/plain"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": lines})
    await send({"type": "http.response.body", "body": text})
