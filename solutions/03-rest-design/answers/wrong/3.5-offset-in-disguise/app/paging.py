def _after(rows: list[Row], last: Position) -> list[Row]:
    ids = [row["id"] for row in rows]
    return rows[ids.index(last.id) + 1 :] if last.id in ids else []
