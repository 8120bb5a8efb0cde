def whose_orders(principal: PrincipalDep) -> int | None:
    """Return whose orders who is asking may see: the id of a user, or None for everybody's."""
    return None if principal.user else 0
