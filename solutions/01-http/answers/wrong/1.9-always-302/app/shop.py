def redirect_status(*, permanent: bool, keeps_method: bool) -> int:
    return 302
