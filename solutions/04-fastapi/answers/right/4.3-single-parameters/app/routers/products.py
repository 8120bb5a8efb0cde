from itertools import islice
from typing import Literal


@router.get("", response_model=ProductPage)
def list_products(
    store: StoreDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
    q: Annotated[str | None, Query(min_length=1, max_length=80)] = None,
    min_price_cents: Annotated[int | None, Query(ge=0)] = None,
    max_price_cents: Annotated[int | None, Query(ge=0)] = None,
    in_stock: bool | None = None,
    sort: Literal["name", "-name", "price_cents", "-price_cents"] | None = None,
) -> dict[str, Any]:
    found = store.search_products(
        q=q,
        min_price_cents=min_price_cents,
        max_price_cents=max_price_cents,
        in_stock=in_stock,
        sort=sort,
    )
    end = min(offset + limit, len(found))
    return {"total": len(found), "items": list(islice(found, min(offset, end), end))}
