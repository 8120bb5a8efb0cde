FIRST = Attempt(state=new_secret(), nonce=new_secret(), verifier=new_secret())


def new_attempt() -> Attempt:
    return FIRST
