def phrase(error: Mapping[str, Any], language: Language = "en") -> str:
    text = TEXTS[language].get(error["type"])
    if text:
        return text.format(**error.get("ctx", {}))
    return str(error["msg"]).replace("Value error, ", "")
