class Promotion(PromotionFields):
    """A promotion as the API answers it."""

    id: UUID
    created_at: UtcDatetime

    @computed_field  # type: ignore[prop-decorator]
    @property
    def label(self) -> str:
        """The discount in a few words, for people."""
        return self.discount.label
