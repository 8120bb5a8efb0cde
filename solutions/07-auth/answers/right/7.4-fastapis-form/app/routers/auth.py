from fastapi import HTTPException
from fastapi.security import OAuth2PasswordRequestForm


@router.post("/token", response_model=Token, responses=refuses(401, 422, 429))
def create_token(
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    response: Response,
    accounts: AccountsDep,
    logins: LoginsDep,
) -> dict[str, object]:
    response.headers["Cache-Control"] = "no-store"
    if not form.username.isprintable() or len(form.password) > 128:
        raise RequestValidationError([{"type": "x", "loc": ("body", "username"), "msg": "No."}])
    try:
        user = accounts.sign_in(form.username, form.password)
    except InvalidCredentials:
        headers = {"WWW-Authenticate": "Bearer"}
        raise HTTPException(401, "No.", headers) from None
    return logins.issue(logins.start(user, form.scopes or list(Permission))).model_dump()
