class TaskRow(Base):
    """Something that the staff has to do. `revision` is counted up at each change."""

    __tablename__ = "tasks"

    id: Mapped[Id]
    # exercise 6.9: A new table, by migration. The other columns are missing.
