PlainText = Annotated[str, Field(pattern=r"^[ -~]*$")]
