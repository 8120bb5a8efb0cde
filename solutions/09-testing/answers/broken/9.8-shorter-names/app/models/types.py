ProductName = Annotated[PlainText, Field(min_length=1, max_length=40, examples=["Blue mug"])]
