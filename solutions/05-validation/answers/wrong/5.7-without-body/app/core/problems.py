def invalid_body(error: ValidationError, body: object = None) -> RequestValidationError:
    """Turn what a model says of a body into the exception that FastAPI raises for it.

    FastAPI catches the errors of a model only where it checks the request itself; those of a model
    that an operation checks would end in 500. `body`: what the client sent, where that is what was
    checked.
    """
    errors = error.errors()
    return RequestValidationError(errors, body=body)
