"""4.1 An application that answers."""

import httpx2
from fastapi import APIRouter
from fastapi.testclient import TestClient


def test_health_is_answered(client):
    """A first path operation: GET /health answers 200 with `{"status": "ok"}`."""
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}


def test_the_application_says_its_name(client):
    """The application object is called "Storefront API", version "1.0.0", in /openapi.json."""
    about = client.get("/openapi.json").json()["info"]
    assert (about["title"], about["version"]) == ("Storefront API", "1.0.0")


def test_every_router_is_included(client, monkeypatch):
    """`create_app` answers a new application each time, with every router of ROUTERS in it."""
    import app.main
    import app.routers

    probe = APIRouter()
    probe.add_api_route("/probe", lambda: "found")
    for module in (app.main, app.routers):
        monkeypatch.setattr(module, "ROUTERS", (*app.routers.ROUTERS, probe), raising=False)
    with TestClient(app.main.create_app()) as other:
        assert other.get("/probe").status_code == 200, "a router of ROUTERS was left out"
        assert other.get("/health").status_code == 200
    assert client.get("/probe").status_code == 404, "create_app did not make a new application"


def test_uvicorn_serves_the_main_module(server):
    """The server that came with the framework, Uvicorn, finds the application as `app` in the
    main module, `app.main`, and serves GET /health over the network."""
    assert httpx2.get(f"{server.url}/health").json() == {"status": "ok"}


def test_the_function_is_called_as_in_the_contract(client):
    """The function is called `read_health`: its name becomes the operation's `operationId` in the
    document, and the contract names it so."""
    operation = client.get("/openapi.json").json()["paths"]["/health"]["get"]
    assert operation["operationId"] == "read_health", "call the function as the contract does"
