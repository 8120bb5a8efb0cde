def phrase(error: Mapping[str, Any], language: Language = "en") -> str:
    template: str = TEXTS[language].get(error["type"], error["msg"])
    return template.format_map(error.get("ctx", {})).removeprefix("Value error, ")
