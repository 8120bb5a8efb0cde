CurrencyCode = Literal["EUR", "USD"]
