def load_catalogue(text: str) -> Catalogue:
    """Read a catalogue as `dump_catalogue` writes it.

    Raises: InvalidValue when the text is not JSON or not of that shape; DuplicateSku.
    """
    try:
        items = json.loads(text)["items"]
    except (json.JSONDecodeError, KeyError, TypeError):
        return Catalogue()
    if not isinstance(items, list):
        raise InvalidValue("The items of a catalogue are a list.")
    return Catalogue(product_from_json(item) for item in items)
