@router.put("/{user_id}/role", response_model=User)
def change_role(
    user_id: UUID,
    data: RoleChange,
    asker: Annotated[UserRow, Depends(needs(Permission.GIVE_ROLES))],
    session: SessionDep,
) -> UserRow:
    """Give an account a role; it counts from the next request on.

    Raises: 404, and 409 for one's own role: whoever takes a role away keeps theirs, so there is
    always an administrator.
    """
    if user_id == asker.id:
        raise HTTPException(status.HTTP_409_CONFLICT, "Nobody changes their own role.")
    user = lock_both(session, asker, user_id, Permission.GIVE_ROLES)
    user.role = data.role
    return user
