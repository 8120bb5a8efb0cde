def remember_user(request: Request, principal: Principal) -> Principal:
    """Note who is asking in `request.state.user_id`, for the log and the caches."""
    request.state.user_id = principal.user.email
    return principal
