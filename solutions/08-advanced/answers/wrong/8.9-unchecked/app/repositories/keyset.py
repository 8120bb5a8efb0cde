class Order:
    def comes_after(self, position: Position) -> ColumnElement[bool]:
        """Return the condition for rows behind a position, whether its own row still exists or not.

        Raises: InvalidCursor for a position that belongs to another order, or to none.
        """
        column, value = self.column, position.value
        beyond = column < value if self.descending else column > value
        return or_(beyond, and_(column == value, self.row_id > position.id))
