PasswordsDep = Annotated[
    Passwords, Depends(borrow_passwords, scope="function", max_concurrency=40)
]
