from sqlalchemy import func, select

from app.roles import Role


def lock_both(
    session: Session, asker: UserRow, user_id: UUID, permission: Permission
) -> UserRow | None:
    """Wait for everybody who changes other people's accounts, and look at the asker again."""
    session.execute(select(func.pg_advisory_xact_lock(11)))
    role = session.scalar(select(UserRow.role).where(UserRow.id == asker.id))
    if role is None or permission not in PERMISSIONS_OF[Role(role)]:
        raise forbidden(permission)
    return session.get(UserRow, user_id)
