"""Quotes of a carrier for a parcel: a client of an outside service that may be slow or broken."""

import time
from collections.abc import Callable
from typing import Annotated

import httpx2
from pydantic import BaseModel, Field, ValidationError

from app.domain.money import Money
from app.models.types import CurrencyCode

RETRIED = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be gone a moment later (RFC 9110, section 15.6; RFC 6585, section 4)."""


class CarrierUnavailable(Exception):  # noqa: N818 - named by what happened
    """The carrier does not answer, however often it is asked."""


class CarrierBroken(Exception):  # noqa: N818
    """The carrier answers something that nobody can use."""


class NotDelivered(Exception):  # noqa: N818
    """The carrier does not deliver to this country."""


class Quote(BaseModel):
    """What the carrier answers: the price of a parcel, and how long it takes."""

    price_cents: Annotated[int, Field(ge=0, strict=True)]
    currency: CurrencyCode
    days: Annotated[int, Field(ge=0, strict=True)]

    @property
    def price(self) -> Money:
        """The price as the shop counts."""
        return Money(self.price_cents, self.currency)


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
        try:
            return Quote.model_validate_json(answer.content)
        except ValidationError as error:
            raise CarrierBroken("The carrier answers something else than a quote.") from error

    def _ask(self, parcel: dict[str, str | int]) -> httpx2.Response:
        """Ask until there is an answer that is not worth another attempt.

        Raises: CarrierUnavailable when there is none; CarrierBroken when it cannot be unpacked.
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
