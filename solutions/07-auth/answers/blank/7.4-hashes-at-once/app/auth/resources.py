# Exercise 7.4: Log in. As many hashes are worked on at once as requests come.
PasswordsDep = Annotated[Passwords, Depends(borrow_passwords, scope="function")]
