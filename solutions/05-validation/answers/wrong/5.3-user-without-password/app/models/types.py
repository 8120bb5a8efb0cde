def without_credentials(url: AnyUrl) -> AnyUrl:
    if url.password:
        raise ValueError("no password, please")
    return url
