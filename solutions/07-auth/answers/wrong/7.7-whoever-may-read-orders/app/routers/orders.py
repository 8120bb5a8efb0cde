def whose_orders(principal: PrincipalDep) -> int | None:
    return None if principal.may(Permission.ORDERS_READ) else principal.user.id
