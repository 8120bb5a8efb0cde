from threading import BoundedSemaphore


def borrow_passwords(request: Request) -> Iterator[Passwords]:
    with TURNS:
        yield request.state.passwords


TURNS = BoundedSemaphore(3)


PasswordsDep = Annotated[Passwords, Depends(borrow_passwords, scope="function")]
