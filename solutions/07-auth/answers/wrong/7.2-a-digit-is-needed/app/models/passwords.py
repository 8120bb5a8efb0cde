def want_digit(password: SecretStr) -> SecretStr:
    if not any(letter.isdigit() for letter in password.get_secret_value()):
        raise ValueError("a digit, please")
    return password


NewPassword = Annotated[
    SecretStr,
    Field(min_length=MIN_PASSWORD_LENGTH, max_length=128, examples=["correct horse battery"]),
    AfterValidator(refuse_common),
    AfterValidator(want_digit),
]
