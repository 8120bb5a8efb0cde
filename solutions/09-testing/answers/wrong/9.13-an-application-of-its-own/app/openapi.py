import json

from fastapi import FastAPI

from app.core.equipment import equip, name_of_function
from app.v2 import products


def document_text(version: int = 1) -> str:
    """Return the document."""
    app = VERSIONS[1]()
    if version == 2:
        app = FastAPI(version="2.0.0", generate_unique_id_function=name_of_function)
        equip(app)
        app.include_router(products.router)
    return json.dumps(app.openapi(), indent=2, ensure_ascii=False) + "\n"
