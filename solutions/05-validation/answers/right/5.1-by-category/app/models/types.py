import unicodedata


def without_control(text: str) -> str:
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise PydanticCustomError("plain", "no control characters, please")
    return text


def with_lines(text: str) -> str:
    without_control(text.translate({9: None, 10: None, 13: None}))
    return text


PlainText = Annotated[
    str,
    Field(json_schema_extra={"pattern": r"^[^\x00-\x1f]*$"}),
    AfterValidator(without_control),
]
MultilineText = Annotated[str, AfterValidator(with_lines)]
