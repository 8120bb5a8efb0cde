def explained(code: LiteralString, message: LiteralString) -> BeforeValidator:
    """Answer whatever is wrong with a value by one error of our own, with a code and a message.

    The checks themselves stay as they are, and so does the JSON Schema that they make.
    """

    def validate(value: object) -> object:
        if value is None:
            raise PydanticCustomError(code, message)
        return value

    return BeforeValidator(validate)
