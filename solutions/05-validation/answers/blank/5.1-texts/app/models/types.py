def explained(code: LiteralString, message: LiteralString) -> WrapValidator:
    """Answer whatever is wrong with a value by one error of our own, with a code and a message.

    The checks themselves stay as they are, and so does the JSON Schema that they make.
    """

    # exercise 5.1: Texts of the shop. It lets everything through as it is.
    def validate(value: object, check: ValidatorFunctionWrapHandler) -> object:
        return check(value)

    return WrapValidator(validate)


# exercise 5.1: Texts of the shop. Both take any text, and what is none.
PlainText = str
MultilineText = str
