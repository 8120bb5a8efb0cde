NewPassword = Annotated[
    SecretStr, Field(min_length=8, max_length=128), AfterValidator(refuse_common)
]
