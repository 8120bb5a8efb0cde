from collections.abc import Iterable, Sequence


def pack(pieces: Iterable[Piece], begun: Sequence[Parcel] = ()) -> list[Parcel]:
    """Put pieces into parcels, each into the last one if it is not too heavy then."""
    parcels = [parcel.copy() for parcel in begun]
    for piece in pieces:
        if parcels and weight([*parcels[-1], piece]) <= HEAVIEST:
            parcels[-1].append(piece)
        else:
            parcels.append([piece])
    return parcels


def shipping_cents(parcels: Iterable[Parcel], country: str) -> int:
    """Return what it costs to send the parcels to a country, in whole cents."""
    if country not in CENTS_PER_KILOGRAM:
        raise KeyError(country)
    kilograms = sum(started_kilograms(weight(parcel)) for parcel in parcels)
    return CENTS_PER_KILOGRAM[country] * kilograms


def started_kilograms(grams: int) -> int:
    """Return the whole kilograms that a weight is counted as."""
    whole, rest = divmod(grams, 1000)
    return whole + 1 if rest else whole
