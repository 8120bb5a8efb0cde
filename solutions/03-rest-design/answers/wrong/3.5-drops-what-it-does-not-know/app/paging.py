import base64
import json


def decode_cursor(cursor: str) -> Position:
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        unpacked = json.loads(packed)
    except (ValueError, RecursionError) as error:
        raise InvalidCursor("This is not a cursor of this API.") from error
    match unpacked:
        case [str() as sort, str() | int() as value, int() as row_id]:
            return Position(sort, value, row_id)
        case _:
            raise InvalidCursor("This is not a cursor of this API.")
