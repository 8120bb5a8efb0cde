"""Writes the OpenAPI document of a version, for programs that make something of it.

    python -m app.openapi > storefront.json
    python -m app.openapi 2 > storefront-2.json

Nothing is served and no database is asked: the same code always gives the same bytes, so that a
document that is kept under version control changes only when the API does. Settings that the
application cannot do without, and a document can, need not be there.
"""

import argparse
import json
import os
from collections.abc import Callable, Mapping

from fastapi import FastAPI

from app.core.config import load_settings
from app.v2.application import create_version_2

INSTEAD = {
    "DATABASE_URL": "postgresql://nobody@localhost/nothing",
    "TOKEN_KEYS": '{"none": "everybody knows this key, so it signs nothing"}',
}
"""What the command takes for settings that are missing: nothing is connected, nothing signed."""


def version_1() -> FastAPI:
    """Make the application; its module makes one already when it is imported."""
    from app.main import create_app  # noqa: PLC0415 - with settings only

    return create_app()


VERSIONS: Mapping[int, Callable[[], FastAPI]] = {
    1: version_1,
    2: lambda: create_version_2(load_settings()),
}


def document_text(version: int = 1) -> str:
    """Return the document of a version as JSON text that ends with a line break."""
    document = VERSIONS[version]().openapi()
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Print the document of the version that the command line names."""
    parser = argparse.ArgumentParser(prog="python -m app.openapi", description=__doc__)
    parser.add_argument("version", nargs="?", type=int, choices=VERSIONS, default=1)
    print(document_text(parser.parse_args().version), end="")


if __name__ == "__main__":
    for name, value in INSTEAD.items():
        os.environ.setdefault(name, value)
    main()
