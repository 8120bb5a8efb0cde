from app.core.about import TAGS, about
from app.core.config import Settings
from app.core.docs import add_docs
from app.core.equipment import equip, name_of_function
from app.v2 import products


def create_version_2(settings: Settings) -> FastAPI:
    """Build the application that is mounted at /api/v2, with a document and pages of its own.

    Its middleware and its lifespan are those of the application around it.
    """
    head = about(settings)
    app = FastAPI(
        **head
        | {
            "version": "2.0.0",
            "servers": [each | {"url": f"{each['url']}{PLACE}"} for each in head["servers"]],
            "openapi_tags": [tag for tag in TAGS if tag["name"] == "products"],
        },
        root_path_in_servers=False,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=name_of_function,
    )
    equip(app)
    app.include_router(products.router)
    add_docs(app)
    return app
