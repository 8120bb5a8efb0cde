"""What each application of the shop needs, whichever version it serves."""

from fastapi import FastAPI
from fastapi.routing import APIRoute

from app.core.document import complete, extend_document
from app.core.problems import add_problem_handlers, describe_problems
from app.core.refusals import add_shop_handlers
from app.db.errors import add_database_handlers, add_refusal_handlers
from app.idempotency import add_idempotency_handler


def name_of_function(route: APIRoute) -> str:
    """Return an operation's id in the OpenAPI document: the name of its function."""
    return route.name


def equip(app: FastAPI) -> None:
    """Let an application answer every refusal as a problem, and describe them all."""
    add_problem_handlers(app)
    add_shop_handlers(app)
    add_refusal_handlers(app)
    add_database_handlers(app)
    add_idempotency_handler(app)
    describe_problems(app)
    extend_document(app, complete)
