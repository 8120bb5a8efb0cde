class FeedbackRow(Base):
    """What somebody wrote to the shop."""

    __tablename__ = "feedback"

    id: Mapped[Id]
    email: Mapped[str]
    message: Mapped[str]
    sent_at: Mapped[Moment]
    # exercise 6.11: Move data while everybody works. Which user was it?
