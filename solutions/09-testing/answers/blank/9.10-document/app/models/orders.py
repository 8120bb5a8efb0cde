from pydantic import JsonValue

ORDER_EXAMPLES: list[JsonValue] = []  # exercise 9.10
