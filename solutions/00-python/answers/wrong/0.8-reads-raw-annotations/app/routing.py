class Match:
    def arguments(self) -> dict[str, Any]:
        """Return the parameters as the handler's annotations ask for them; without one, as text.

        An annotation is used as a function of the text, so int, float, str and UUID will do.

        Raises: InvalidValue when a text is not of that type.
        """
        hints = self.handler.__annotations__
        arguments = {}
        for name, text in self.params.items():
            convert = hints.get(name, str)
            try:
                arguments[name] = convert(text)
            except ValueError as error:
                raise InvalidValue(f"{name} is {text!r}, not {convert.__name__}.") from error
        return arguments
