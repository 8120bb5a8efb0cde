"""What operations need besides the request: FastAPI calls these functions and passes the result."""

from typing import Annotated

from fastapi import Depends, Request

from app.store import Store


def get_store(request: Request) -> Store:
    """Return the store that the lifespan of the application made."""
    store: Store = request.state.store
    return store


StoreDep = Annotated[Store, Depends(get_store)]
