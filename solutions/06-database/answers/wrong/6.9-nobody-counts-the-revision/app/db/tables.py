class TaskRow(Base):
    """Something that the staff has to do. `revision` is counted up at each change."""

    __tablename__ = "tasks"

    id: Mapped[Id]
    title: Mapped[str]
    notes: Mapped[str] = mapped_column(server_default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    revision: Mapped[int] = mapped_column()
    created_at: Mapped[Moment]

    __table_args__ = (CheckConstraint("title <> ''", name="title"),)
