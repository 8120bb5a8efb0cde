class FeedPrice(BaseModel):
    model_config = ConfigDict(strict=True)

    amount: Annotated[DecimalText, Field(ge=0, le=MAX_INTEGER // 100)]
    currency: CurrencyCode

    @field_validator("currency")
    @classmethod
    def agreed(cls, currency: CurrencyCode, info: ValidationInfo) -> CurrencyCode:
        if info.context and info.context.currency != currency:
            raise ValueError(f"not {currency}, please")
        return currency


class FeedItem(BaseModel):
    """One article of a feed."""

    model_config = ConfigDict(strict=True)

    number: Annotated[Sku, Field(alias="articleNumber")]
    name: Annotated[ProductName, Field(validation_alias=AliasChoices("title", "productTitle"))]
    price: FeedPrice
    stock: Annotated[Stock, Field(alias="stockLevel")] = 0
    fragile: bool = False
    picture: HttpsUrl | None = None
    updated: Annotated[UtcDatetime | None, Field(alias="updatedAt")] = None

    def to_product(self) -> ProductCreate:
        return ProductCreate(
            sku=self.number,
            name=self.name,
            price_cents=round(self.price.amount * 100),
            currency=self.price.currency,
            stock=self.stock,
        )
