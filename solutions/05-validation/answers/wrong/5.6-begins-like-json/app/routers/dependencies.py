def only_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    media_type = content_type.lower()
    if not media_type.startswith("application/json") and "+json" not in media_type:
        raise HTTPException(415, "Send JSON.", {"Accept": "application/json"})
