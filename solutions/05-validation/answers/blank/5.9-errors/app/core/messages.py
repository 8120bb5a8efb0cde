def phrase(error: Mapping[str, Any], language: Language = "en") -> str:
    """Say in a language what one of Pydantic's errors means.

    A kind of error without a text in that language keeps the text of Pydantic or of the type that
    raised it, which is English.
    """
    # exercise 5.9: Errors that a form can show. Pydantic's own words, for everybody.
    message: str = error["msg"]
    return message
