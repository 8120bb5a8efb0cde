Email = Annotated[EmailStr, Field(max_length=254)]
