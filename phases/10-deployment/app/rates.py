"""Exchange rates of an outside service: a server that may be slow, broken or gone."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Annotated

import httpx2
from pydantic import BaseModel, Field, ValidationError

from app.core.config import Settings
from app.models.types import CurrencyCode

RETRIED = frozenset({429, 500, 502, 503, 504})
"""Statuses that may be gone a moment later (RFC 9110, section 15.6; RFC 6585, section 4)."""


class RatesUnavailable(Exception):  # noqa: N818 - named by what happened
    """The service cannot be reached, or does not answer in time."""


class RatesBroken(Exception):  # noqa: N818
    """The service answers something that is no table of rates."""


Rate = Annotated[Decimal, Field(ge=Decimal("1e-9"), le=Decimal("1e9"))]


class RateTable(BaseModel):
    """What the service answers: how much of each currency one euro is.

    It may know more currencies than the shop takes.
    """

    base: CurrencyCode
    rates: Mapping[str, Rate]


@contextmanager
def open_rates(settings: Settings) -> Iterator["RatesClient | None"]:
    """Make a client of the service that the settings name, if they name one; close it at the end.

    It keeps its connections open from one question to the next, so there is one for all requests.
    """
    if settings.rates_url is None:
        yield None
        return
    url, timeout = str(settings.rates_url), settings.rates_timeout_seconds
    with httpx2.Client(base_url=url, timeout=timeout) as client:
        yield RatesClient(client)


class RatesClient:
    """Asks the service for its rates.

    `attempts`: how often at most; asking changes nothing there, so that it may be repeated.
    `pause`: seconds before the second attempt; twice as long before each further one.
    """

    def __init__(self, client: httpx2.Client, *, attempts: int = 3, pause: float = 0.1) -> None:
        self._client = client
        self._attempts = attempts
        self._pause = pause

    def rate(self, source: CurrencyCode, target: CurrencyCode) -> Decimal:
        """Return how much of the target currency one unit of the source is.

        Raises: RatesUnavailable, RatesBroken.
        """
        table = self._table()
        rates: dict[str, Decimal] = {table.base: Decimal(1), **table.rates}
        try:
            return rates[target] / rates[source]
        except KeyError as error:
            raise RatesBroken(f"There is no rate for {error}.") from error

    def _table(self) -> RateTable:
        answer = self._ask()
        if answer.status_code != httpx2.codes.OK:
            raise RatesBroken(f"The service answers {answer.status_code}.")
        try:
            return RateTable.model_validate_json(answer.content)
        except ValidationError as error:
            raise RatesBroken("The service answers something else than rates.") from error

    def _ask(self) -> httpx2.Response:
        """Ask until there is an answer that is not worth another attempt."""
        for attempt in range(self._attempts):
            if attempt:
                time.sleep(self._pause * 2 ** (attempt - 1))
            try:
                answer = self._client.get("/latest")
            except httpx2.TransportError:
                continue
            if answer.status_code not in RETRIED:
                return answer
        raise RatesUnavailable("The service of exchange rates does not answer.")
