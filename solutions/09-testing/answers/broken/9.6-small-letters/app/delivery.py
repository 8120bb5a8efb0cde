class Carrier:
    def quote(self, country: str, grams: int) -> Quote:
        """Return what it costs to send so many grams to a country."""
        answer = self._ask({"country": country.lower(), "grams": grams})
        if answer.status_code == httpx2.codes.NOT_FOUND:
            raise NotDelivered(f"Nothing is delivered to {country}.")
        if answer.status_code != httpx2.codes.OK:
            raise CarrierBroken(f"The carrier answers {answer.status_code}.")
        try:
            return Quote.model_validate_json(answer.content)
        except ValidationError as error:
            raise CarrierBroken("The carrier answers something else than a quote.") from error
