def lock_both(
    session: Session, asker: UserRow, user_id: UUID, permission: Permission
) -> UserRow | None:
    """Lock the asker's account and another one, and return that as it is now; None without one.

    Two administrators may take each other's role at the same moment. One of them waits here, and
    then is looked at again. In the order of the ids, so that none waits for one who waits.
    Raises: 403 for an asker who may not do it any more.
    """
    query = (
        select(UserRow)
        .where(UserRow.id.in_([asker.id, user_id]))
        .order_by(UserRow.id)
        .with_for_update()
    )
    found = {user.id: user for user in session.scalars(query)}
    if asker.id not in found or not may(asker, permission):
        raise forbidden(permission)
    return found.get(user_id)
