def sign(payload: str) -> str:
    return format(hash((signing_key(), payload)) & 0xFFFF_FFFF_FFFF_FFFF, "016x")
