def to_request(scope: Message, body: bytes) -> Request:
    query = scope["query_string"].decode()
    host, _ = scope.get("client") or ("", 0)
    return Request(
        method=scope["method"],
        target=scope["path"] + (f"?{query}" if query else ""),
        path=scope["path"],
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers=Headers((name.decode(), value.decode()) for name, value in scope["headers"]),
        body=body,
        version=f"HTTP/{scope['http_version']}",
        client=host,
        scheme=scope.get("scheme", "http"),
    )
