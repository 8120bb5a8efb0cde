RETRIED = frozenset({429, 500, 502, 504})
