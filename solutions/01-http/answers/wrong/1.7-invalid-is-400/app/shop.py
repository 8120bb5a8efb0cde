from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.errors import StorefrontError
from app.http.messages import HttpError
from app.store import UnknownNumber


@contextmanager
def refusals() -> Iterator[None]:
    try:
        yield
    except UnknownNumber as error:
        raise HttpError(404, str(error)) from error
    except DuplicateSku as error:
        raise HttpError(409, str(error)) from error
    except StorefrontError as error:
        raise HttpError(400, str(error)) from error
