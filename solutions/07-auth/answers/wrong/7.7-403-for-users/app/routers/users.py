def get_known_user_id(user_id: RowId, principal: PrincipalDep) -> int:
    if user_id != principal.user.id and not principal.may(Permission.USERS_MANAGE):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "This is somebody else.")
    return user_id
