@router.put(
    "/{user_id}/role",
    response_model=User,
    responses=refuses(401, 403, 404),
    summary="Give a user a role",
)
def change_role(user_id: RowId, data: RoleChange, _: CurrentUser, users: Users) -> UserRow:
    """Make somebody an administrator, or a customer again.

    What this takes away is gone at the next request; what it gives is in the next access token.

    Raises: 404 for an unknown id.
    """
    return change_user(users, user_id, {"role": data.role})
