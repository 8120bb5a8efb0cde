# exercise 5.3: Users and addresses. Any text is an address.
Email = str


def without_credentials(url: AnyUrl) -> AnyUrl:
    """Refuse `https://user:password@host`: what is shown to everybody holds no password."""
    raise NotImplementedError("exercise 5.3")


# exercise 5.3: Users and addresses. Any text is a link.
HttpsUrl = str
