from collections.abc import Iterable, Sequence


def pack(pieces: Iterable[Piece], begun: Sequence[Parcel] = ()) -> list[Parcel]:
    """Put pieces into parcels, each into the last one if it is not too heavy then.

    `begun`: parcels that are there already; they are filled up, and stay as they were for whoever
    handed them in.
    """
    parcels = list(begun)
    for piece in pieces:
        if not parcels or weight(parcels[-1]) + piece.grams > HEAVIEST:
            parcels.append([])
        parcels[-1].append(piece)
    return parcels
