def granted(role: Role, scopes: Iterable[str]) -> frozenset[Permission]:
    """Return what a role may do within some scopes."""
    return PERMISSIONS_OF[role]
