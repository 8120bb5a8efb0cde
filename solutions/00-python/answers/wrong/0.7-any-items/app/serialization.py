def load_catalogue(text: str) -> Catalogue:
    """Read a catalogue as `dump_catalogue` writes it.

    Raises: InvalidValue when the text is not JSON or not of that shape; DuplicateSku.
    """
    try:
        items = json.loads(text)["items"]
        return Catalogue(product_from_json(item) for item in items)
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise InvalidValue('A catalogue is a JSON object with "items".') from error
