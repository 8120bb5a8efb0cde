class Applicant(SignUp):
    """What somebody sends who wants an account."""

    role: Role = Role.MEMBER


@router.post("", status_code=status.HTTP_201_CREATED, response_model=User)
def sign_up(
    data: Applicant, passwords: PasswordsDep, session: SessionDep, response: Response
) -> UserRow:
    """Make an account for whoever asks, as a member.

    Of two requests at once with one address, the unique index lets one through.
    Raises: 409 when the address has an account.
    """
    user = UserRow(
        email=data.email,
        name=data.name,
        role=data.role,
        password_hash=passwords.hash(data.password.get_secret_value()),
    )
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:
        raise HTTPException(status.HTTP_409_CONFLICT, "This address has an account.") from error
    response.headers["Location"] = f"/api/v1/users/{user.id}"
    return user
