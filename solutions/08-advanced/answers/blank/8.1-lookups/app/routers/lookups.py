def find_product() -> RowMapping:
    """Return the product that the path names.

    Raises: NotFound when there is no product with this id.
    """
    # What does it depend on? Its parameters say so.
    raise NotImplementedError("exercise 8.1")


def lock_product() -> RowMapping:
    """Return the product that the path names; until the commit nobody else can change it.

    Raises: NotFound when there is no product with this id.
    """
    raise NotImplementedError("exercise 8.1")


def whose_orders() -> int | None:
    """Return whose orders who is asking may see: the id of a user, or None for everybody's."""
    raise NotImplementedError("exercise 8.1")


def find_order() -> RowMapping:
    """Return the order that the path names, if it is the business of who is asking.

    Raises: NotFound otherwise: a 403 would tell that there is such an order.
    """
    raise NotImplementedError("exercise 8.1")
