from collections.abc import Callable


class Carrier:
    """Asks a carrier what a parcel costs.

    `client` knows the address of the service and how long to wait for it. `attempts`: how often it
    is asked at most; a quote changes nothing there, so asking may be repeated. `pause`: seconds
    before the second attempt, twice as long before each further one. `sleep` is what waits.
    """

    def __init__(
        self,
        client: httpx2.Client,
        *,
        attempts: int = 3,
        pause: float = 0.1,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._attempts = attempts
        self._pause = pause
        self._sleep = sleep

    def quote(self, country: str, grams: int) -> Quote:
        """Return what it costs to send so many grams to a country (ISO 3166-1, two letters).

        Raises: NotDelivered; CarrierUnavailable; CarrierBroken.
        """
        answer = self._ask({"country": country, "grams": grams})
        if answer.status_code == httpx2.codes.NOT_FOUND:
            raise NotDelivered(f"Nothing is delivered to {country}.")
        if answer.status_code != httpx2.codes.OK:
            raise CarrierBroken(f"The carrier answers {answer.status_code}.")
        return Quote(**answer.json())

    def _ask(self, parcel: dict[str, str | int]) -> httpx2.Response:
        """Ask until there is an answer that is not worth another attempt.

        Raises: CarrierUnavailable when there is none.
        """
        for attempt in range(self._attempts):
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
