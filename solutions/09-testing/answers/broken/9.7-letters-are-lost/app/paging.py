def encode_cursor(position: Position) -> str:
    """Pack a position into a text that fits into a URL as it is."""
    listed = [position.sort, position.value, position.id]
    packed = json.dumps(listed, ensure_ascii=False).encode("ascii", "ignore")
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")
