class ReviewRow(Base):
    """What a user thinks of a product: one review of each product."""

    __tablename__ = "reviews"

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    rating: Mapped[int]
    text: Mapped[str]
    written_at: Mapped[Moment]

    author: Mapped[UserRow] = relationship()
    liked_by: Mapped[list[UserRow]] = relationship(secondary=review_likes, order_by=UserRow.id)

    __table_args__ = (
        UniqueConstraint("product_id", "author_id"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )
