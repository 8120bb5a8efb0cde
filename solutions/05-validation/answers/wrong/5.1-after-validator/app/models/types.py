def no_control(text: str) -> str:
    if any(ord(character) < 32 or 127 <= ord(character) < 160 for character in text):
        raise ValueError("no control characters")
    return text


PlainText = Annotated[
    str, Field(json_schema_extra={"pattern": "^[^\\x00-\\x1f]*$"}), AfterValidator(no_control)
]
