@router.post(
    "/token",
    responses=refuses(401, 422, 429),
    dependencies=[Depends(keep_out_of_caches)],
    summary="Log in with e-mail address and password",
)
def create_token(
    form: Annotated[LoginForm, Form()], accounts: AccountsDep, logins: LoginsDep
) -> Token:
    """Answer an access token and a refresh token, for the scopes that were asked for.

    Raises: 401 for a wrong address or password, without saying which; 429 after too many.
    """
    try:
        user = accounts.sign_in(form.username, form.password.get_secret_value())
    except InvalidCredentials as error:
        raise unauthenticated(str(error)) from error
    scopes = form.scope.split()
    return logins.issue(logins.start(user, scopes))
