from sqlalchemy import tuple_


class Order:
    def comes_after(self, position: Position) -> ColumnElement[bool]:
        self._check(position)
        if not self.descending:
            return tuple_(self.column, self.row_id) > tuple_(position.value, position.id)
        return (self.column < position.value) | (
            (self.column == position.value) & (self.row_id > position.id)
        )
