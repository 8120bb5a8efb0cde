@router.get("/products", summary="Export all products as JSON Lines")
def export_products(
    session: Annotated[Session, Depends(open_stream_session)],
) -> list[Product]:
    """Answer a line for each product, the oldest first, while they are read from the database.

    A hundred rows are in memory at a time, however many there are.
    """
    query = select(*PUBLIC).where(ON_SALE).order_by(ProductRow.id)
    rows = session.execute(query, execution_options={"yield_per": ROWS_AT_ONCE})
    return [Product.model_validate(row) for row in rows.mappings()]
