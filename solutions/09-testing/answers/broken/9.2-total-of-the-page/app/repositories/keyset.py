def read_keyset_page(
    session: Session, query: Select[*tuple[Any, ...]], order: Order, page: PageRequest
) -> KeysetPage:
    """Return one page of a query's rows."""
    sorted_by, sorted_id = order.column.label("sorted_by"), order.row_id.label("sorted_id")
    wanted = query.add_columns(sorted_by, sorted_id).order_by(*order.clauses())
    if page.after is not None:
        wanted = wanted.where(order.comes_after(page.after))
    wanted = wanted.limit(page.limit + 1).offset(page.offset)
    rows = session.execute(wanted).mappings().all()
    items = rows[: page.limit]
    if len(rows) <= page.limit:
        return KeysetPage(items, len(items), None)
    end = items[-1]
    return KeysetPage(items, len(items), Position(order.name, end["sorted_by"], end["sorted_id"]))
