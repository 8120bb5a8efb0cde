class RatesClient:
    def rate(self, source: CurrencyCode, target: CurrencyCode) -> Decimal:
        rates = self._ask().json()["rates"] | {"EUR": "1"}
        return Decimal(rates[target]) / Decimal(rates[source])
