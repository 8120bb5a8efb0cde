class RatesClient:
    def _ask(self) -> httpx2.Response:
        for attempt in range(self._attempts):
            if attempt:
                time.sleep(self._pause * 2 ** (attempt - 1))
            try:
                answer = self._client.get("/latest")
            except httpx2.TransportError:
                continue
            if answer.status_code == httpx2.codes.OK:
                return answer
        raise RatesUnavailable("The service of exchange rates does not answer.")
