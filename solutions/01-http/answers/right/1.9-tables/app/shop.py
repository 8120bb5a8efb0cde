STATUSES = {(False, False): 302, (True, False): 301, (False, True): 307, (True, True): 308}


def redirect_status(*, permanent: bool, keeps_method: bool) -> int:
    return STATUSES[permanent, keeps_method]
