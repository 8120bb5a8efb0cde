PasswordsDep = Annotated[
    Passwords, Depends(borrow_passwords, use_cache=False, scope="function", max_concurrency=2)
]
