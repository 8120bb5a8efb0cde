def refuse_common(password: SecretStr) -> SecretStr:
    """Refuse what is long enough and guessed all the same; there are no other rules."""
    plain = password.get_secret_value().casefold().replace(" ", "")
    if plain in COMMON or len(set(password.get_secret_value())) < 4:
        raise PydanticCustomError("common_password", "Many people have had this idea before.")
    return password
