class FeedItem(BaseModel):
    """One article of a feed.

    Suppliers write camelCase, put the price into an object of its own and call the name `title`
    or, in older systems, `productTitle`. strict: a `fragile` of "no" is a mistake at their side
    which nobody should hide.
    """

    # exercise 5.11: A supplier's feed. Eight fields belong here, and what was agreed.

    def to_product(self) -> ProductCreate:
        """Write the article as the shop's own API takes it."""
        return ProductCreate(
            sku=self.article_number,
            name=self.name,
            price_cents=int(self.amount * 100),
            currency=self.currency,
            stock=self.stock_level,
        )
