RETRIED = frozenset({500, 502, 503, 504})
