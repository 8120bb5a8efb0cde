@router.get("/preferences")
def read_preferences(
    currency: Currency = "EUR",
    accept_language: Annotated[str, Header()] = "en",
) -> Preferences:
    return Preferences(currency=currency, language=choose_language(accept_language))
