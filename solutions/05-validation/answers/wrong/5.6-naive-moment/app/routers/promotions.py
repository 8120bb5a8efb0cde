from datetime import datetime


@router.get("", summary="List promotions, page by page")
def list_promotions(
    promotions: PromotionsDep,
    running_at: Annotated[
        datetime | None, Query(description="Only those that run at this moment.")
    ] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> PromotionPage:
    """Answer one page of promotions, the oldest first, and how many there are in all."""
    found = promotions.search(running_at=running_at)
    return PromotionPage.model_validate(
        {"items": found[offset : offset + limit], "total": len(found)}
    )
