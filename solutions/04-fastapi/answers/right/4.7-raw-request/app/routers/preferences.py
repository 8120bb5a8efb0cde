from fastapi import Request


@router.get("/preferences", response_model=Preferences)
async def read_preferences(
    request: Request, currency: Annotated[Currency | None, Cookie()] = None
) -> dict[str, str]:
    wishes = request.headers.get("accept-language", "")
    return {"language": choose_language(wishes), "currency": currency or "EUR"}


@router.put("/preferences")
async def set_preferences(data: PreferencesIn) -> Response:
    """Keep the currency that prices are shown in."""
    answer = Response(status_code=204)
    answer.set_cookie(
        "currency", data.currency, max_age=31536000, httponly=True, samesite="lax", path="/"
    )
    return answer
