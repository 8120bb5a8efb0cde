def whose_orders(principal: PrincipalDep) -> int | None:
    return principal.user.id
