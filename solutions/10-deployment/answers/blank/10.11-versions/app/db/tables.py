class FeedbackRow(Base):
    """What somebody wrote to the shop, and which user that is, if one has the address."""

    __tablename__ = "feedback"

    id: Mapped[Id]
    email: Mapped[str]
    message: Mapped[str]  # exercise 10.11
    sent_at: Mapped[Moment]
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
