@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=User,
    responses=refuses(409, 422),
    summary="Add a user",
)
def create_user(
    data: UserCreate,
    passwords: PasswordsDep,
    users: Users,
    request: Request,
    response: Response,
) -> UserRow:
    """Sign a user up and answer 201 with `Location`. Only the hash of the password is stored.

    Without a password nobody can log in, until one is set with the link of a mail.

    Raises: 409 when another user has the e-mail address.
    """
    fields = data.model_dump(exclude={"password"})
    if data.password:
        fields["password_hash"] = passwords.hash(data.password.get_secret_value())
    user = users.add(fields)
    response.headers["Location"] = str(request.url_for("read_user", user_id=user.id))
    return user
