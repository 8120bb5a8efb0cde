from collections.abc import Iterable


def shipping_cents(parcels: Iterable[Parcel], country: str) -> int:
    """Return what it costs to send the parcels to a country, in whole cents.

    Raises: LookupError for a country to which nothing is sent.
    """
    rate = CENTS_PER_KILOGRAM.get(country, 0)
    return sum(rate * started_kilograms(weight(parcel)) for parcel in parcels)
