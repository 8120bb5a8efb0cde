from app.access import CurrentUser


@router.put("/{user_id}/role", response_model=User)
def change_role(
    user_id: UUID,
    data: RoleChange,
    asker: CurrentUser,
    session: SessionDep,
) -> UserRow:
    """Give an account a role; it counts from the next request on.

    Raises: 404, and 409 for one's own role: whoever takes a role away keeps theirs, so there is
    always an administrator.
    """
    if session.get(UserRow, user_id) is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no account {user_id}.")
    needs(Permission.GIVE_ROLES)(asker)
    if user_id == asker.id:
        raise HTTPException(status.HTTP_409_CONFLICT, "Nobody changes their own role.")
    user = lock_both(session, asker, user_id, Permission.GIVE_ROLES)
    if user is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no account {user_id}.")
    user.role = data.role
    return user
