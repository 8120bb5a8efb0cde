PasswordsDep = Annotated[Passwords, Depends(borrow_passwords, scope="function")]
