from collections.abc import Callable, Iterator


class Carrier:
    """Asks a carrier what a parcel costs."""

    def __init__(
        self,
        client: httpx2.Client,
        *,
        attempts: int = 3,
        pause: float = 0.1,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.client, self.attempts, self.pause, self.sleep = client, attempts, pause, sleep

    def pauses(self) -> Iterator[float]:
        """Before each attempt: none, then longer and longer ones."""
        yield 0.0
        pause = self.pause
        for _ in range(self.attempts - 1):
            yield pause
            pause *= 2

    def quote(self, country: str, grams: int) -> Quote:
        """Return what it costs to send so many grams to a country."""
        for pause in self.pauses():
            if pause:
                self.sleep(pause)
            try:
                answer = self.client.post("/quotes", json={"grams": grams, "country": country})
            except httpx2.TransportError:
                continue
            except httpx2.RequestError as error:
                raise CarrierBroken("The carrier's answer cannot be unpacked.") from error
            match answer.status_code:
                case status if status in RETRIED:
                    continue
                case 200:
                    return self.read(answer)
                case 404:
                    raise NotDelivered(country)
                case _:
                    raise CarrierBroken(answer.reason_phrase)
        raise CarrierUnavailable(country)

    def read(self, answer: httpx2.Response) -> Quote:
        """Return the quote in an answer."""
        try:
            return Quote.model_validate(answer.json())
        except ValueError as error:
            raise CarrierBroken("no quote") from error
