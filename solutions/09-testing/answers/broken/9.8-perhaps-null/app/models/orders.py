class Order(BaseModel):
    total_cents: Annotated[int | None, Field(ge=0, examples=[2500])]
