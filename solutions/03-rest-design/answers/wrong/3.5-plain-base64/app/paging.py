import base64
import json


def encode_cursor(position: Position) -> str:
    packed = json.dumps([position.sort, position.value, position.id], ensure_ascii=False)
    return base64.b64encode(packed.encode()).decode()


def decode_cursor(cursor: str) -> Position:
    try:
        sort, value, row_id = json.loads(base64.b64decode(cursor, validate=True))
    except (ValueError, TypeError) as error:
        raise InvalidCursor(cursor) from error
    return Position(sort, value, row_id)
