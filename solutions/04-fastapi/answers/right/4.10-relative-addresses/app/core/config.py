def is_on(text: str) -> bool:
    return {"true": True, "1": True, "yes": True, "on": True}.get(text.casefold().strip(), False)
