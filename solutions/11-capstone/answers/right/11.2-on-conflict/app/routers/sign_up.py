from sqlalchemy.dialects.postgresql import insert


@router.post("", status_code=status.HTTP_201_CREATED, response_model=User)
def sign_up(
    data: SignUp, passwords: PasswordsDep, session: SessionDep, response: Response
) -> UserRow:
    """Make an account for whoever asks, as a member.

    Of two requests at once with one address, the unique index lets one through.
    Raises: 409 when the address has an account.
    """
    statement = (
        insert(UserRow)
        .values(
            email=data.email,
            name=data.name,
            role=Role.MEMBER,
            password_hash=passwords.hash(data.password.get_secret_value()),
        )
        .on_conflict_do_nothing()
        .returning(UserRow)
    )
    user = session.scalar(statement)
    if user is None:
        raise HTTPException(status.HTTP_409_CONFLICT, "This address has an account.")
    response.headers["Location"] = f"/api/v1/users/{user.id}"
    return user
