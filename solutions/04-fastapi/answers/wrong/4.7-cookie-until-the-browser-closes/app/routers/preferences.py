@router.put("/preferences", status_code=204)
def set_preferences(data: PreferencesIn, response: Response) -> None:
    response.set_cookie("currency", data.currency)
