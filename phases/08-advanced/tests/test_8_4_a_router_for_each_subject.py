"""8.4 A router for each subject."""

import ast

import pytest

from apps import add_products, log_in, new_app, started

STOCK = "/api/v1/admin/stock"
DIAGNOSTICS = "/api/v1/diagnostics"


@pytest.fixture
def shop(client, database):
    """A client of a shop in which some products are running out."""
    add_products(
        database,
        {"sku": "AAA-0001", "stock": 7},
        {"sku": "BBB-0002", "stock": 0},
        {"sku": "CCC-0003", "stock": 4},
        {"sku": "DDD-0004", "stock": 0},
        {"sku": "EEE-0005", "stock": 5},
        {"sku": "FFF-0006", "stock": 1, "deleted_at": "2026-11-01T12:00:00Z"},
    )
    return client


def operations_below(client, path):
    """The operations of the OpenAPI document whose path begins so."""
    paths = client.get("/openapi.json").json()["paths"]
    return [
        (method.upper(), found, operation)
        for found, item in paths.items()
        if found.startswith(path)
        for method, operation in item.items()
    ]


def skus(answer):
    """The SKUs of a list, in order."""
    return [item["sku"] for item in answer.json()["items"]]


def test_what_runs_out_is_listed(shop, database):
    """GET /api/v1/admin/stock answers `{"items": [{"id", "sku", "stock"}, …]}`: the products on
    sale of which fewer than `below` pieces are left (from 1, by default 5), the scarcest first, and
    the older one first among equals. A product that was removed is not ordered again."""
    staff = log_in(shop, database, admin=True)
    listed = shop.get(STOCK, headers=staff)
    assert listed.status_code == 200
    assert skus(listed) == ["BBB-0002", "DDD-0004", "CCC-0003"]
    assert listed.json()["items"][2].items() >= {"sku": "CCC-0003", "stock": 4}.items()
    more = shop.get(STOCK, params={"below": 8}, headers=staff)
    assert skus(more) == ["BBB-0002", "DDD-0004", "CCC-0003", "EEE-0005", "AAA-0001"]
    for bad in (0, 10**30, "few"):
        assert shop.get(STOCK, params={"below": bad}, headers=staff).status_code == 422


def test_one_dependency_guards_the_whole_router(client, database):
    """One dependency of the router guards every operation below /api/v1/admin: 401 without a login,
    403 for a customer. All of them document both."""
    customer = log_in(client, database)
    found = operations_below(client, "/api/v1/admin")
    assert {path for _, path, _ in found} >= {STOCK, "/api/v1/admin/receipts/missing"}
    for method, path, operation in found:
        assert client.request(method, path).status_code == 401, path
        assert client.request(method, path, headers=customer).status_code == 403, path
        missing = {"401", "403"} - operation["responses"].keys()
        assert not missing, f"/openapi.json documents no {sorted(missing)} for {method} {path}"


def test_prefix_and_tags_come_together(client):
    """Routers are put into routers, and what each of them says adds up: the paths begin with
    /api/v1, /admin and /stock, and the operation has the tags `admin` and `stock`; that of the
    missing receipts `admin` and `receipts`."""
    tags = {path: set(each["tags"]) for _, path, each in operations_below(client, "/api/v1/admin")}
    assert tags[STOCK] == {"admin", "stock"}
    assert tags["/api/v1/admin/receipts/missing"] == {"admin", "receipts"}


def test_what_is_not_wanted_is_not_there(client):
    """The routers of /api/v1/diagnostics are included only where DIAGNOSTICS is on: otherwise their
    addresses answer 404, and the OpenAPI document does not name them."""
    assert client.get(f"{DIAGNOSTICS}/lifecycle").status_code == 404
    assert operations_below(client, DIAGNOSTICS) == []
    with started(new_app(diagnostics=True)) as other:
        paths = {path for _, path, _ in operations_below(other, DIAGNOSTICS)}
    assert paths == {f"{DIAGNOSTICS}/lifecycle", f"{DIAGNOSTICS}/traces/{{request_id}}"}


def test_no_import_leads_back(project):
    """There is no circle of imports: whichever module of the project one begins with, following
    its imports never leads back to it."""
    known = modules(project)
    imports = {name: set(imported(path, known)) for name, path in known.items()}
    assert [name for name in imports if name in reached(name, imports)] == []


def modules(project):
    """The modules of the application, by name."""
    paths = (project / "app").rglob("*.py")
    names = {path: ".".join(path.relative_to(project).with_suffix("").parts) for path in paths}
    return {name.removesuffix(".__init__"): path for path, name in names.items()}


def imported(path, known):
    """The modules of the application that a module imports at its top level."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in within)


def reached(name, imports):
    """All modules that one comes to from a module, by one import or more."""
    found, waiting = set(), [name]
    while waiting:
        new = imports.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
