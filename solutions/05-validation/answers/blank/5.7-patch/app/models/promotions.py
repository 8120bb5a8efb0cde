class PromotionPatch(BaseModel):
    """What a client wants to change: a field that is not sent stays, null empties it."""

    # exercise 5.7: Change a promotion. Eight fields belong here, and what makes the promotion as it
    # would be.
