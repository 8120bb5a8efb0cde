def phrase(error: Mapping[str, Any], language: Language = "en") -> str:
    """Say in a language what one of Pydantic's errors means.

    A kind of error without a text in that language keeps the text of Pydantic or of the type that
    raised it, which is English.
    """
    template = TEXTS[language].get(error["type"])
    if template is None:
        message: str = error["msg"]
        return message.removeprefix("Value error, ")
    return template
