def granted(role: Role, scopes: Iterable[str]) -> frozenset[Permission]:
    """Return what a role may do within some scopes."""
    wanted = set(scopes)
    return frozenset(each for each in Permission if each.value in wanted)
