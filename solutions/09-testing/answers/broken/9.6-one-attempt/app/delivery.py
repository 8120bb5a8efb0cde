class Carrier:
    def _ask(self, parcel: dict[str, str | int]) -> httpx2.Response:
        """Ask until there is an answer that is not worth another attempt."""
        try:
            answer = self._client.post("/quotes", json=parcel)
        except httpx2.TransportError as error:
            raise CarrierUnavailable("The carrier did not answer.") from error
        except httpx2.RequestError as error:
            raise CarrierBroken("The carrier's answer cannot be unpacked.") from error
        if answer.status_code in RETRIED:
            raise CarrierUnavailable("The carrier did not answer.")
        return answer
