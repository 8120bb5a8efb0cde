def find_account(
    session: Session, asker: UserRow, user_id: UUID, permission: Permission
) -> UserRow:
    """Return one's own account, or another one if the asker may do something to it.

    Who may not even read it is not told whether it exists.
    Raises: 404, and 403 for one who may read it only.
    """
    missing = HTTPException(status.HTTP_404_NOT_FOUND, f"There is no account {user_id}.")
    if user_id == asker.id:
        return asker if permission == Permission.READ else lock_own(session, asker)
    if not may(asker, Permission.READ):
        raise missing
    if not may(asker, permission):
        raise forbidden(permission)
    user = session.get(UserRow, user_id)
    if user is None:
        raise missing
    return user
