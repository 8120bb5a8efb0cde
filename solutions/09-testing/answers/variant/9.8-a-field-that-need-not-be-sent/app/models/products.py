class ProductCreate(BaseModel):
    colour: Annotated[str, Field(max_length=20, exclude=True)] = ""
