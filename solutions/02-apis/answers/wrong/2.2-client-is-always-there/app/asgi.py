def to_request(scope: Message, body: bytes) -> Request:
    query = scope["query_string"].decode("latin-1")
    return Request(
        method=scope["method"],
        target=scope["path"] + (f"?{query}" if query else ""),
        path=scope["path"],
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers=Headers(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]
        ),
        body=body,
        version=f"HTTP/{scope['http_version']}",
        client=scope["client"][0],
        scheme=scope["scheme"],
    )
