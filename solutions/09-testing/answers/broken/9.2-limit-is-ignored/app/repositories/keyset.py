def read_keyset_page(
    session: Session, query: Select[*tuple[Any, ...]], order: Order, page: PageRequest
) -> KeysetPage:
    """Return one page of a query's rows."""
    sorted_by, sorted_id = order.column.label("sorted_by"), order.row_id.label("sorted_id")
    wanted = query.add_columns(sorted_by, sorted_id).order_by(*order.clauses())
    if page.after is not None:
        wanted = wanted.where(order.comes_after(page.after))
    total = session.execute(select(func.count()).select_from(query.subquery())).scalar_one()
    return KeysetPage(session.execute(wanted.offset(page.offset)).mappings().all(), total, None)
