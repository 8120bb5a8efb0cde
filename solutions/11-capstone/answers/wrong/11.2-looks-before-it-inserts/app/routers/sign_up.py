from sqlalchemy import select


@router.post("", status_code=status.HTTP_201_CREATED, response_model=User)
def sign_up(
    data: SignUp, passwords: PasswordsDep, session: SessionDep, response: Response
) -> UserRow:
    """Make an account for whoever asks, as a member.

    Of two requests at once with one address, the unique index lets one through.
    Raises: 409 when the address has an account.
    """
    if session.scalar(select(UserRow.id).where(UserRow.email == data.email)) is not None:
        raise HTTPException(status.HTTP_409_CONFLICT, "This address has an account.")
    user = UserRow(
        email=data.email,
        name=data.name,
        role=Role.MEMBER,
        password_hash=passwords.hash(data.password.get_secret_value()),
    )
    session.add(user)
    session.flush()
    response.headers["Location"] = f"/api/v1/users/{user.id}"
    return user
