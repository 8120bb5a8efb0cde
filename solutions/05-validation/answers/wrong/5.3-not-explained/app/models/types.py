Email = Annotated[
    EmailStr,
    Field(max_length=254, examples=["ada@example.com"]),
    BeforeValidator(only_the_address),
    AfterValidator(limit_local_part),
]
