"""9.13 A client that is generated."""

import importlib
import importlib.util
import json
import re
import runpy
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import httpx2
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from shops import add_products, document_of, log_in, new_app, operations

GENERATED = TemporaryDirectory(prefix="storefront-client-")
PACKAGE = "storefront_client"
PATIENCE = httpx.Timeout(60)
"""The client may wait longer than its five seconds: on a busy machine a server takes its time."""


@pytest.fixture
def printed(monkeypatch, capsys, project):
    """Run `python -m app.openapi` with some arguments; return its exit code and what it printed."""

    def run(*arguments):
        monkeypatch.chdir(project)
        monkeypatch.setattr(sys, "argv", ["app.openapi", *arguments])
        sys.modules.pop("app.openapi", None)
        capsys.readouterr()
        code = 0
        try:
            runpy.run_module("app.openapi", run_name="__main__")
        except SystemExit as error:
            code = error.code or 0
        return code, capsys.readouterr().out

    return run


@cache
def document_2():
    """The document of version 2 as the learner's function writes it; made once."""
    from app.openapi import document_text

    return document_text(2)


@cache
def generated(text, config):
    """Generate the client for a document once; return its folder, and what the generator says."""
    from openapi_python_client import generate
    from openapi_python_client.config import Config, ConfigFile, MetaType

    folder = Path(GENERATED.name)
    source = folder / "storefront-2.json"
    source.write_text(text, encoding="utf-8")
    chosen = Config.from_sources(
        config_file=ConfigFile.load_from_path(config),
        meta_type=MetaType.NONE,
        document_source=source,
        file_encoding="utf-8",
        overwrite=True,
        output_path=folder / PACKAGE,
    )
    return folder, [f"{error.header}: {error.detail}" for error in generate(config=chosen)]


@pytest.fixture
def client_package(project, monkeypatch):
    """Import the client that is generated for version 2, as the program imports it."""
    folder, _ = generated(document_2(), project / "clients/python/config.yaml")
    monkeypatch.syspath_prepend(str(folder))
    return importlib.import_module(PACKAGE)


@pytest.fixture
def program(client_package, project):  # noqa: ARG001 - its import needs the client
    """The learner's program, imported and not run."""
    path = project / "clients/python/__main__.py"
    found = importlib.util.spec_from_file_location("accountants", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_the_command_prints_the_document(printed):
    """`python -m app.openapi` prints the document of version 1 as JSON, and `python -m app.openapi
    2` that of version 2: the same that /openapi.json and /api/v2/openapi.json answer. The text ends
    with a line break, as files do. Nothing is served for it."""
    code, text = printed()
    assert code == 0
    assert text.endswith("}\n"), "a file ends with one line break"
    assert json.loads(text) == document_of()
    _, second = printed("2")
    assert json.loads(second) == TestClient(new_app()).get("/api/v2/openapi.json").json()


def test_the_text_can_be_compared(printed, monkeypatch):
    """The JSON is made to be kept under version control and compared line by line: indented, with
    letters such as ä as they are, and the same bytes each time. `document_text` writes the document
    of whatever application VERSIONS makes."""
    from app import openapi

    _, text = printed("2")
    assert len(text.splitlines()) > 100, "one long line cannot be compared"
    assert printed("2")[1] == text
    monkeypatch.setitem(openapi.VERSIONS, 2, lambda: FastAPI(title="Käse …"))
    titled = openapi.document_text(2)
    assert "Käse …" in titled, "letters are written as numbers: see ensure_ascii"


def test_a_version_that_does_not_exist_is_a_wrong_use(printed):
    """`python -m app.openapi 3` prints no document, and ends with an exit code that is not 0."""
    code, text = printed("3")
    assert code != 0, "a wrong use ends with an exit code that is not 0"
    assert text == "", "a document was printed, and somebody generates a client from it"


def test_the_document_makes_good_names(client_package, project):
    """OpenAPI is a standard, so a program can write the client. The generator understands the whole
    document of version 2, without a warning, and what it writes has good names: a module
    `list_products` below `api/products`, a class `Product` with a `Money`."""
    folder, complaints = generated(document_2(), project / "clients/python/config.yaml")
    assert complaints == []
    ids = {each["operationId"] for each in operations(json.loads(document_2())).values()}
    modules = {path.stem for path in (folder / PACKAGE / "api/products").glob("*.py")}
    assert sorted(ids - modules) == [], "these operations have no module"
    models = importlib.import_module(f"{client_package.__name__}.models")
    price = models.Product.from_dict(
        {
            "id": 1,
            "sku": "MUG-0042",
            "name": "Mug",
            "stock": 0,
            "price": {"amount": 1, "currency": "EUR"},
        }
    ).price
    assert isinstance(price, models.Money)


def test_the_stock_is_worth_what_its_products_are(server, database, program, client_package):
    """`stock_value(client)` asks the running API by the generated client and returns price times
    stock of all products, in cents, by currency. An empty shop is worth `{}`."""
    client = client_package.Client(f"{server.url}/api/v2", timeout=PATIENCE)
    assert program.stock_value(client) == {}
    add_products(
        database,
        {"sku": "AAA-0001", "price_cents": 1250, "stock": 4},
        {"sku": "BBB-0002", "price_cents": 399, "stock": 1},
        {"sku": "CCC-0003", "price_cents": 999, "stock": 2, "currency": "GBP"},
    )
    assert program.stock_value(client) == {"EUR": 5399, "GBP": 1998}


def test_every_page_is_read(server, database, program, client_package):
    """A shop may have more products than a page: all of them count, each once."""
    database.execute(
        "INSERT INTO products (sku, name, price_cents, currency, stock)"
        " SELECT 'PEN-' || lpad(n::text, 4, '0'), 'Pen', n, 'EUR', 1 FROM generate_series(1, 230) n"
    )
    client = client_package.Client(f"{server.url}/api/v2", timeout=PATIENCE)
    assert program.stock_value(client) == {"EUR": 230 * 231 // 2}


def test_a_price_is_changed_with_a_token(server, database, program, client_package):
    """`reprice(client, product_id, price)` gives a product another price and returns the product as
    the API answered it."""
    [product_id] = add_products(database, {})
    with httpx2.Client(base_url=server.url, trust_env=False, timeout=60) as http:
        token = log_in(http, database, admin=True)["Authorization"].removeprefix("Bearer ")
    models = importlib.import_module(f"{client_package.__name__}.models")
    client = client_package.AuthenticatedClient(f"{server.url}/api/v2", token, timeout=PATIENCE)
    product = program.reprice(client, product_id, models.Money(amount=990, currency="USD"))
    assert isinstance(product, models.Product)
    assert (product.price.amount, product.price.currency) == (990, "USD")
    row = database.rows("SELECT price_cents, currency FROM products")[0]
    assert row == {"price_cents": 990, "currency": "USD"}


def test_a_refusal_is_an_exception(server, database, program, client_package):
    """A problem is no product: when the shop refuses, both functions raise `RefusedError` with the
    problem's `detail`. They raise it, too, when the answer is none that the API promises, as from
    an address where another service lives."""
    [product_id] = add_products(database, {})
    models = importlib.import_module(f"{client_package.__name__}.models")
    price = models.Money(amount=990, currency="USD")
    stranger = client_package.AuthenticatedClient(
        f"{server.url}/api/v2", "no.such.token", timeout=PATIENCE
    )
    with httpx2.Client(base_url=server.url, trust_env=False, timeout=60) as http:
        told = http.patch(
            f"/api/v2/products/{product_id}",
            json={"price": price.to_dict()},
            headers={"Authorization": "Bearer no.such.token"},
        ).json()
    with pytest.raises(program.RefusedError, match=re.escape(told["detail"])):
        program.reprice(stranger, product_id, price)
    elsewhere = client_package.AuthenticatedClient(
        f"{server.url}/api/v7", "no.such.token", timeout=PATIENCE
    )
    with pytest.raises(program.RefusedError):
        program.reprice(elsewhere, product_id, price)
    with pytest.raises(program.RefusedError):
        program.stock_value(elsewhere)
