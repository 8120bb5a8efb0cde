@router.get("/health")
def read_health() -> str:
    return "ok"
