def redirect_status(*, permanent: bool, keeps_method: bool) -> int:
    if keeps_method:
        return 307 if permanent else 308
    return 301 if permanent else 302
