def _after(rows: list[Row], last: Position) -> list[Row]:
    field = _field(last.sort)
    return [row for row in rows if (row[field], row["id"]) > (last.value, last.id)]
