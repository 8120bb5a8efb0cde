def granted(role: Role, scopes: Iterable[str]) -> frozenset[Permission]:
    wanted = set(scopes)
    return frozenset(each for each in Permission if each.value in wanted)
