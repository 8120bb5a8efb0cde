def bare(value: object, check: ValidatorFunctionWrapHandler) -> str:
    email = check(value)
    if not isinstance(value, str) or "<" in value or value != value.strip():
        raise ValueError("only the address")
    if len(email.partition("@")[0]) > 64 or len(email) > 254:
        raise ValueError("too long")
    return str(email)


Email = Annotated[EmailStr, WrapValidator(bare), explained("email", "An address, please.")]


def without_credentials(url: AnyUrl) -> AnyUrl:
    if "@" in (str(url).split("/")[2]):
        raise ValueError("no credentials")
    return url


HttpsUrl = Annotated[
    AnyUrl, Field(strict=False), UrlConstraints(allowed_schemes=["https"], max_length=500),
    AfterValidator(without_credentials),
]
