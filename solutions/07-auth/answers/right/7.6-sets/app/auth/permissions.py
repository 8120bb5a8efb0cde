def granted(role: Role, scopes: Iterable[str]) -> frozenset[Permission]:
    known = {each.value: each for each in Permission}
    asked = {known[scope] for scope in scopes if scope in known}
    return frozenset(asked & PERMISSIONS_OF[role])
