class CategoryRow(Base):
    """A shelf of the shop."""

    __tablename__ = "categories"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)

    products: Mapped[list[ProductRow]] = relationship(
        secondary=product_categories,
        order_by=ProductRow.id,
        primaryjoin=lambda: CategoryRow.id == product_categories.c.category_id,
        secondaryjoin=lambda: (
            (ProductRow.id == product_categories.c.product_id) & ProductRow.deleted_at.is_(None)
        ),
        passive_deletes=True,
    )
