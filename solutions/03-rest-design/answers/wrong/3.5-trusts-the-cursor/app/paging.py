import base64
import json


def decode_cursor(cursor: str) -> Position:
    packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    sort, value, row_id = json.loads(packed)
    return Position(sort, value, row_id)
