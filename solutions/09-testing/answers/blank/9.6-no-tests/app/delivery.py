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
        raise NotImplementedError("exercise 9.6")
