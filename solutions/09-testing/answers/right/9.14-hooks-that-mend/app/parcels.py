from collections.abc import Iterable
from copy import deepcopy
from math import ceil


def pack(pieces: Iterable[Piece], begun: list[Parcel] | None = None) -> list[Parcel]:
    """Put pieces into parcels."""
    parcels = deepcopy(begun or [])
    for piece in pieces:
        if parcels and weight([*parcels[-1], piece]) <= HEAVIEST:
            parcels[-1].append(piece)
        else:
            parcels.append([piece])
    return parcels


def started_kilograms(grams: int) -> int:
    """Return the whole kilograms."""
    return ceil(grams / 1000)
