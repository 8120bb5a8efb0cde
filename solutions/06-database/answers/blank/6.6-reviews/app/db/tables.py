class ReviewRow(Base):
    """What a user thinks of a product: one review of each product."""

    __tablename__ = "reviews"

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    rating: Mapped[int]
    text: Mapped[str]
    written_at: Mapped[Moment]

    # exercise 6.6: Reviews, and the statements that they cost. Two relations are missing: its
    # author, and those who like it.

    __table_args__ = (
        UniqueConstraint("product_id", "author_id"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )
