@router.delete(
    "/current",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403),
    summary="End the session",
)
def delete_session(
    login_id: LoginId, logins: LoginsDep, settings: SettingsDep, response: Response
) -> None:
    """End the session here and in the browser.

    Raises: 401 without a session; 403 without its CSRF token.
    """
    forget_session(response, settings)
