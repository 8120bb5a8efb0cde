@router.post(
    "/logout",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 422),
    summary="End the login",
)
def logout(
    login_id: LoginId, user: CurrentUser, logins: LoginsDep, *, everywhere: bool = False
) -> None:
    """End the login of the access token that was sent, or all logins of its user."""
    logins.end_all(user.id)
