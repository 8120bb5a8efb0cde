def only_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    if content_type != "application/json":
        raise HTTPException(status.HTTP_415_UNSUPPORTED_MEDIA_TYPE, "Send JSON.", {"Accept": "application/json"})
