PlainText = Annotated[str, Field(pattern=r"^[^\x00]*$")]
