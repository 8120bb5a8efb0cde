class RatesClient:
    def _ask(self) -> httpx2.Response:
        try:
            answer = self._client.get("/latest")
        except httpx2.TransportError as error:
            raise RatesUnavailable("The service does not answer.") from error
        if answer.status_code in RETRIED:
            raise RatesUnavailable("The service does not answer.")
        return answer
