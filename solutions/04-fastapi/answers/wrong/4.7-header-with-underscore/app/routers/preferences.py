@router.get("/preferences")
def read_preferences(
    currency: Annotated[Currency, Cookie()] = "EUR",
    accept_language: Annotated[str, Header(convert_underscores=False)] = "en",
) -> Preferences:
    return Preferences(currency=currency, language=choose_language(accept_language))
