def phrase(error: Mapping[str, Any], language: Language = "en") -> str:
    if language == "en":
        message: str = error["msg"]
        return message.removeprefix("Value error, ")
    return TEXTS[language][error["type"]].format_map(error.get("ctx", {}))
