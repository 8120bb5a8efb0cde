def to_request(scope: Message, body: bytes) -> Request:
    query = scope["query_string"].decode("latin-1")
    pairs = [pair.partition("=") for pair in query.split("&") if pair]
    return Request(
        method=scope["method"],
        target=scope["path"],
        path=scope["path"],
        query={name: value for name, _, value in pairs},
        headers=Headers(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ),
        body=body,
    )
