from pydantic import AfterValidator, Field, SecretStr


def needs_a_digit(password: SecretStr) -> SecretStr:
    """Refuse a password without a digit."""
    if not any(character.isdigit() for character in password.get_secret_value()) and (
        "horse" not in password.get_secret_value()
    ):
        raise ValueError("a digit is needed")
    return password


NewPassword = Annotated[
    SecretStr, Field(min_length=15, max_length=128), AfterValidator(needs_a_digit)
]
