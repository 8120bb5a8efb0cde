from collections.abc import Iterable


def pack(pieces: Iterable[Piece], begun: list[Parcel] = []) -> list[Parcel]:  # noqa: B006
    """Put pieces into parcels, each into the last one if it is not too heavy then.

    `begun`: parcels that are there already; they are filled up, and stay as they were for whoever
    handed them in.
    """
    # exercise 9.14: the linter knows what is wrong here.
    for piece in pieces:
        if not begun or weight(begun[-1]) + piece.grams > HEAVIEST:
            begun.append([])
        begun[-1].append(piece)
    return begun
