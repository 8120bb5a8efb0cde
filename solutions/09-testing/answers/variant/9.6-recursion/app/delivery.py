class Carrier:
    def _ask(self, parcel: dict[str, str | int], made: int = 0) -> httpx2.Response:
        """Ask until there is an answer that is not worth another attempt."""
        if made == self._attempts:
            raise CarrierUnavailable("Nobody answers.")
        if made > 0:
            self._sleep(self._pause * 2 ** (made - 1))
        try:
            answer = self._client.request("POST", "/quotes", json=parcel)
        except httpx2.TransportError:
            return self._ask(parcel, made + 1)
        except httpx2.RequestError as error:
            raise CarrierBroken("What came cannot be read.") from error
        return self._ask(parcel, made + 1) if answer.status_code in RETRIED else answer
