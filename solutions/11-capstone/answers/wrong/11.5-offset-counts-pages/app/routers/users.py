@router.get("", dependencies=[Depends(needs(Permission.READ))])
def list_users(
    session: SessionDep,
    search: Annotated[Line, Query(max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
) -> UserPage:
    """List accounts, the oldest first; `search` is a part of the name or address, in any case."""
    found = or_(
        UserRow.email.icontains(search, autoescape=True),
        UserRow.name.icontains(search, autoescape=True),
    )
    total = session.scalar(select(func.count()).select_from(UserRow).where(found)) or 0
    query = select(UserRow).where(found).order_by(UserRow.created_at, UserRow.id)
    rows = session.scalars(query.limit(limit).offset(offset * limit))
    items = [User.model_validate(row) for row in rows]
    return UserPage(items=items, total=total, limit=limit, offset=offset)
