class Carrier:
    def _ask(self, parcel: dict[str, str | int]) -> httpx2.Response:
        """Ask until there is an answer that is not worth another attempt."""
        for attempt in range(self._attempts + 1):
            if attempt:
                self._sleep(self._pause * 2 ** (attempt - 1))
            try:
                answer = self._client.post("/quotes", json=parcel)
            except httpx2.TransportError:
                continue
            except httpx2.RequestError as error:
                raise CarrierBroken("The carrier's answer cannot be unpacked.") from error
            if answer.status_code not in RETRIED:
                return answer
        raise CarrierUnavailable(f"The carrier did not answer, asked {self._attempts} times.")
