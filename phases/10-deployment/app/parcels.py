"""Parcels: how what was ordered is packed, and what it costs to send."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

HEAVIEST = 31_500
"""How many grams a parcel may weigh."""

CENTS_PER_KILOGRAM: Mapping[str, int] = {"AT": 790, "DE": 490, "GB": 1490}
"""What each started kilogram of a parcel costs, by country (ISO 3166-1)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is packed."""

    sku: str
    grams: int


Parcel = list[Piece]


def pack(pieces: Iterable[Piece], begun: Sequence[Parcel] = ()) -> list[Parcel]:
    """Put pieces into parcels, each into the last one if it is not too heavy then.

    `begun`: parcels that are there already; they are filled up, and stay as they were for whoever
    handed them in.
    """
    parcels = [list(parcel) for parcel in begun]
    for piece in pieces:
        if not parcels or weight(parcels[-1]) + piece.grams > HEAVIEST:
            parcels.append([])
        parcels[-1].append(piece)
    return parcels


def weight(parcel: Iterable[Piece]) -> int:
    """Return what a parcel weighs, in grams."""
    return sum(piece.grams for piece in parcel)


def shipping_cents(parcels: Iterable[Parcel], country: str) -> int:
    """Return what it costs to send the parcels to a country, in whole cents.

    Raises: LookupError for a country to which nothing is sent.
    """
    rate = CENTS_PER_KILOGRAM.get(country)
    if rate is None:
        raise LookupError(f"Nothing is sent to {country!r}.")
    return sum(rate * started_kilograms(weight(parcel)) for parcel in parcels)


def started_kilograms(grams: int) -> int:
    """Return the whole kilograms that a weight is counted as: 1001 grams are 2."""
    return -(-grams // 1000)
