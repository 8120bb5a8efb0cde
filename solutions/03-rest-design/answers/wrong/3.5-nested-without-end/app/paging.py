import base64
import json


def decode_cursor(cursor: str) -> Position:
    try:
        unpacked = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise InvalidCursor("This is not a cursor of this API.") from error
    match unpacked:
        case [str() as sort, str() | int() as value, int() as row_id]:
            position = Position(sort, value, row_id)
        case _:
            raise InvalidCursor("This is not a cursor of this API.")
    if encode_cursor(position) != cursor:  # base64 and JSON read more texts than they write
        raise InvalidCursor("This is not a cursor of this API.")
    return position
