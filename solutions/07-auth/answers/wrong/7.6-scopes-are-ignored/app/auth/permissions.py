def granted(role: Role, scopes: Iterable[str]) -> frozenset[Permission]:
    return PERMISSIONS_OF[role]
