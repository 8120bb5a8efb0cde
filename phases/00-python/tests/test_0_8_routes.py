"""0.8 A route registry."""

from uuid import UUID

import pytest
from app.domain.errors import InvalidValue
from app.routing import MethodNotAllowed, NotFound, Router


@pytest.fixture
def router():
    return Router()


def answers(name):
    def handler():
        return name

    return handler


def found(router, paths):
    """The paths that lead to a function, where NotFound had to be raised."""
    known = []
    for path in paths:
        try:
            router.resolve("GET", path)
        except NotFound:
            continue
        known.append(path)
    return known


def test_the_decorator_registers_and_hands_back(router):
    """`@router.route(method, path)` registers the function below it and hands back that very
    function, which can be called as before."""

    def list_products():
        return "all products"

    decorated = router.route("GET", "/api/v1/products")(list_products)
    if decorated is not list_products:
        what = "None" if decorated is None else "something else"
        pytest.fail(f"the decorator must return the function, and returned {what}")
    if router.resolve("GET", "/api/v1/products").handler is not list_products:
        pytest.fail("the route must lead to the very function below the decorator")


def test_one_function_may_have_many_routes(router):
    """Decorators can be stacked: each adds a route to the same function. Another router knows
    nothing of them."""

    @router.route("GET", "/products")
    @router.route("GET", "/goods")
    def list_products():
        return "all products"

    for path in ("/products", "/goods"):
        if router.resolve("GET", path).handler is not list_products:
            pytest.fail(f"{path} does not lead to the function below its decorator")
    with pytest.raises(NotFound):
        Router().resolve("GET", "/products")


def test_the_method_chooses_between_functions(router):
    """Functions on one path are told apart by their method."""
    router.route("GET", "/products")(answers("list"))
    router.route("POST", "/products")(answers("create"))
    assert router.resolve("GET", "/products").handler() == "list"
    assert router.resolve("POST", "/products").handler() == "create"


def test_braces_stand_for_one_part_of_the_path(router):
    """A `{name}` fills a whole part between slashes and stands for exactly one, which is not empty;
    `resolve` answers these parts as text under their names in `params`."""
    router.route("GET", "/products/{sku}/reviews/{number}")(answers("review"))
    router.route("GET", "/products/{sku}")(answers("product"))
    match = router.resolve("GET", "/products/MUG-0042/reviews/7")
    assert (match.handler(), match.params) == ("review", {"sku": "MUG-0042", "number": "7"})
    match = router.resolve("GET", "/products/a.b+c")
    assert (match.handler(), match.params) == ("product", {"sku": "a.b+c"})
    paths = ("/products/", "/products/MUG-0042/", "/products/a/b", "/products/a/reviews/7/x")
    assert found(router, paths) == [], "these paths led to a function, and must not"


def test_the_rest_of_a_path_is_compared_as_it_stands(router):
    """What is not in braces is compared letter by letter: a dot is a dot, and a path that only
    begins alike is another one. A route without braces has no params."""
    router.route("GET", "/products.json")(answers("file"))
    assert router.resolve("GET", "/products.json").params == {}
    paths = ("/productsXjson", "/products.json/", "/products.jsonx", "/Products.json", "/")
    assert found(router, paths) == [], "these paths led to a function, and must not"


def test_the_first_match_wins(router):
    """When several routes match, the one that was registered first answers."""
    router.route("GET", "/products/newest")(answers("newest"))
    router.route("GET", "/products/{sku}")(answers("product"))
    assert router.resolve("GET", "/products/newest").handler() == "newest"
    router.route("GET", "/orders/{number}")(answers("order"))
    router.route("GET", "/orders/newest")(answers("newest"))
    assert router.resolve("GET", "/orders/newest").handler() == "order"


def test_a_known_path_with_another_method(router):
    """If the path is known but not with this method, MethodNotAllowed is raised, and its `allowed`
    holds every method that the path has. An unknown path is NotFound whatever the method."""
    router.route("GET", "/products/{sku}")(answers("read"))
    router.route("DELETE", "/products/{key}")(answers("delete"))
    router.route("POST", "/products")(answers("create"))
    with pytest.raises(MethodNotAllowed) as refused:
        router.resolve("PATCH", "/products/MUG-0042")
    assert refused.value.allowed == {"GET", "DELETE"}
    with pytest.raises(NotFound):
        router.resolve("PATCH", "/orders")


def test_annotations_convert_path_parameters(router):
    """`match.arguments()` reads the function's annotations while the program runs, as FastAPI does,
    and makes `int`, `float` or `UUID` of a parameter's text; a parameter without annotation stays
    text. The handler can then be called with them."""

    @router.route("GET", "/a/{number}/{weight}/{key}/{text}")
    def read(number: int, weight: float, key: UUID, text):
        return number, weight, key, text

    key = UUID(int=7)
    match = router.resolve("GET", f"/a/42/2.5/{key}/42")
    assert match.handler(**match.arguments()) == (42, 2.5, key, "42")


def test_annotations_written_as_text_count_too(router):
    """An annotation may be written as text, "int" (and `from __future__ import annotations` makes
    text of all): it converts like `int`."""

    @router.route("GET", "/products/{product_id}")
    def read(product_id: "int") -> "int":
        return product_id

    assert router.resolve("GET", "/products/42").arguments() == {"product_id": 42}


def test_text_that_does_not_fit_is_an_invalid_value(router):
    """A text that the annotation's type does not take, "blue" for an `int`, raises InvalidValue."""

    @router.route("GET", "/products/{product_id}")
    def read(product_id: int):
        return product_id

    match = router.resolve("GET", "/products/blue")
    with pytest.raises(InvalidValue):
        match.arguments()
