def read_keyset_page(
    session: Session, query: Select[*tuple[Any, ...]], order: Order, page: PageRequest
) -> KeysetPage:
    """Return one page of a query's rows, the number of all its rows, and the page's end.

    One row more than the page holds is read: it tells whether there is a next page. Each row
    carries the number of all; a page behind the end asks for it separately.

    Raises: InvalidCursor when the page begins after a position of another order.
    """
    count = select(func.count()).select_from(query.subquery()).scalar_subquery()
    sorted_by, sorted_id = order.column.label("sorted_by"), order.row_id.label("sorted_id")
    wanted = query.add_columns(count.label("total_count"), sorted_by, sorted_id)
    wanted = wanted.order_by(*order.clauses())
    if page.after is not None:
        wanted = wanted.where(order.comes_after(page.after))
    wanted = wanted.limit(page.limit).offset(page.offset)
    rows = session.execute(wanted).mappings().all()
    if not rows:
        is_first = page.after is None and page.offset == 0
        total = 0 if is_first else session.execute(select(count)).scalar_one()
        return KeysetPage([], total, None)
    items, total = rows[: page.limit], rows[0]["total_count"]
    if len(rows) < page.limit:
        return KeysetPage(items, total, None)
    end = items[-1]
    return KeysetPage(items, total, Position(order.name, end["sorted_by"], end["sorted_id"]))
