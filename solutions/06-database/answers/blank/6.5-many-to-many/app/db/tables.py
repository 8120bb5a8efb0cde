class CategoryRow(Base):
    """A shelf of the shop. A product may stand on several."""

    __tablename__ = "categories"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)

    # exercise 6.5: Categories and followers: many to many. Its products are missing.
