from sqlalchemy import BigInteger, Date, DateTime


class TaskRow(Base):
    """A task."""

    __tablename__ = "tasks"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title"),
        Index("ix_tasks_assignee_id", "assignee_id"),
        Index("ix_tasks_due_on", "due_on"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    title: Mapped[str] = mapped_column(Text, nullable=False)
    notes: Mapped[str] = mapped_column(Text, server_default=text("''"))
    due_on: Mapped[date | None] = mapped_column(Date)
    done_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey(UserRow.id, ondelete="SET NULL"))
    revision: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(
        DateTime(timezone=True), server_default=func.now()
    )

    __mapper_args__ = {"version_id_col": revision}
