"""1.4 Find the handler."""

import shutil
import subprocess

import pytest


def curl(url):
    """What `curl` prints for a URL; without curl on this machine, what httpx2 receives."""
    if program := shutil.which("curl"):
        command = [program, "-s", "--noproxy", "*", "--max-time", "5", url]
        return subprocess.run(command, capture_output=True, check=False).stdout
    import httpx2

    return httpx2.get(url).content


def methods(answer):
    return {method.strip() for method in answer.headers["allow"].split(",")}


def test_a_get_is_answered_by_the_handler_of_its_path(server, client):
    """GET /health answers 200 and JSON, to a program (httpx2) as to curl."""
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert curl(f"{server.url}/health") == answer.content


def test_path_parameters_reach_the_handler(client):
    """The 2 in /api/v1/products/2 reaches the handler as a number, and product 2 comes back."""
    answer = client.get("/api/v1/products/2")
    assert answer.status_code == 200
    assert (answer.json()["id"], answer.json()["sku"]) == (2, "PEN-0007")


def test_query_parameters_do_not_change_the_path(client):
    """/api/v1/products?q=MUG&limit=1 is answered by the handler of /api/v1/products."""
    answer = client.get("/api/v1/products", params={"q": "MUG", "limit": "1"})
    assert answer.status_code == 200
    assert [product["sku"] for product in answer.json()["items"]] == ["MUG-0042"]


def test_an_unknown_path_is_404(client):
    """A path that no route has is answered with 404, whatever the method."""
    assert client.get("/api/v1/nothing").status_code == 404
    assert client.delete("/api/v1/nothing").status_code == 404
    assert client.options("/api/v1/nothing").status_code == 404


def test_a_path_parameter_of_the_wrong_type_is_422(client):
    """/api/v1/products/blue is answered with 422: blue is not a number."""
    assert client.get("/api/v1/products/blue").status_code == 422


def test_head_is_get_without_the_body(client):
    """HEAD answers the status and the fields of GET, Content-Length too, and no body."""
    for path in ("/health", "/api/v1/products/1", "/style.css"):
        got, asked = client.get(path), client.head(path)
        assert asked.status_code == got.status_code
        assert asked.content == b""
        assert asked.headers["content-length"] == str(len(got.content))
        assert asked.headers["content-type"] == got.headers["content-type"]


def test_a_method_that_the_path_has_not_is_405_with_allow(client):
    """Another method of a known path is answered with 405; Allow lists those that it has."""
    answer = client.delete("/health")
    assert answer.status_code == 405
    assert methods(answer) == {"GET", "HEAD", "OPTIONS"}
    answer = client.get("/api/v1/feedback")
    assert answer.status_code == 405
    assert methods(answer) == {"OPTIONS", "POST"}
    assert client.head("/api/v1/feedback").status_code == 405


def test_options_answers_204_and_allow(client):
    """OPTIONS answers 204 and in Allow the methods of the path, with HEAD where GET is."""
    answer = client.options("/echo")
    assert answer.status_code == 204
    assert methods(answer) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_options_of_a_star_asks_for_the_whole_server(server):
    """OPTIONS * answers 204 and in Allow all methods that the server knows."""
    request = b"OPTIONS * HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"
    head, *fields = server.send(request).partition(b"\r\n\r\n")[0].split(b"\r\n")
    assert head == b"HTTP/1.1 204 No Content"
    [allowed] = [field for field in fields if field.lower().startswith(b"allow:")]
    assert {name.strip() for name in allowed[6:].split(b",")} == {
        *(b"GET", b"HEAD", b"OPTIONS", b"POST", b"PUT", b"PATCH", b"DELETE")
    }


def test_a_method_that_the_server_does_not_know_is_501(client, server):
    """A method that is not in METHODS is answered with 501; small letters make another method."""
    assert client.request("BREW", "/health").status_code == 501
    assert client.request("TRACE", "/health").status_code == 501
    small = b"get /health HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n"
    assert server.send(small).startswith(b"HTTP/1.1 501 ")


def test_safe_methods_never_reach_the_handler_of_post():
    """HEAD and OPTIONS are safe: they change nothing, for no handler but that of GET is called."""
    from app.http.dispatch import dispatch
    from app.http.messages import HttpError, Request, Response
    from app.routing import Router

    router, called = Router(), []

    @router.route("POST", "/orders")
    def place_order(request):
        called.append(request.method)
        return Response(201)

    assert dispatch(router, Request("OPTIONS", "/orders", "/orders")).status == 204
    with pytest.raises(HttpError) as caught:
        dispatch(router, Request("HEAD", "/orders", "/orders"))
    assert caught.value.status == 405
    assert called == []
    assert dispatch(router, Request("POST", "/orders", "/orders")).status == 201
    assert called == ["POST"]
