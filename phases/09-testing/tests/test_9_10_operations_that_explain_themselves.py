"""9.10 Operations that explain themselves."""

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from shops import add_products, document_of, follow, log_in, operations

PROBLEM = "application/problem+json"


@pytest.fixture
def document():
    """The document of the application as it is started."""
    return document_of()


def mistakes(document, schema, value):
    """What is wrong with a value, as the JSON Schema of the document sees it."""
    whole = {**schema, "components": document["components"]}
    return [error.message for error in OAS31Validator(whole).iter_errors(value)]


def body_schema(document, operation):
    """The schema of an operation's JSON body."""
    content = operations(document)[operation]["requestBody"]["content"]
    return follow(document, content["application/json"]["schema"])


def examples_of(media_or_schema):
    """All examples in a schema or a media type, whichever way they are written."""
    named = media_or_schema.get("examples", [])
    values = [each["value"] for each in named.values()] if isinstance(named, dict) else list(named)
    return values + [media_or_schema[key] for key in ("example",) if key in media_or_schema]


def body_examples(document, operation):
    """All examples of an operation's JSON body: of the media type, and of its schema."""
    media = operations(document)[operation]["requestBody"]["content"]["application/json"]
    return examples_of(media) + examples_of(body_schema(document, operation))


def test_descriptions_are_for_readers(document):
    """What a docstring says from its paragraph `Raises:` on is for programmers of the API, and not
    in the document; the description of each operation before it is, and its summary."""
    for name, operation in operations(document).items():
        text = operation.get("description", "")
        assert text.strip(), f"{name} has no description"
        assert operation.get("summary"), f"{name} has no summary"
        assert "Raises:" not in text, f"{name} tells its readers which exceptions it raises"
        assert text == text.strip(), f"the description of {name} begins or ends with white space"


def test_only_the_end_is_cut_off(document):
    """A description of several paragraphs keeps them, and a text without such a paragraph stays as
    it is."""
    from app.core.document import for_readers

    whole = "Answer an order.\n\nIts prices are those of the moment.\n\n* One.\n* Two."
    assert for_readers(whole) == whole
    assert for_readers(f"{whole}\n\nRaises: NotFound for\nan unknown id.") == whole
    assert for_readers(f"{whole}\n\nRaises: NotFound.\n\nSource: RFC 9110.") == whole
    assert for_readers("Say when Raises: is written.") == "Say when Raises: is written."
    receipt = operations(document)["POST /api/v1/orders"]["description"]
    assert "receipt" in receipt, "the second paragraph of this operation is gone"


def test_examples_of_bodies_can_be_sent(client, database, document):
    """The schemas of the bodies of `POST /api/v1/products` and `POST /api/v1/orders` have examples:
    at least two products and one order. Each can be sent as it is and is answered with 201; the
    orders, where the shop has plenty of their products: those of your examples, as they are there,
    and others in EUR."""
    staff = log_in(client, database, admin=True)
    products = body_examples(document, "POST /api/v1/products")
    orders = body_examples(document, "POST /api/v1/orders")
    assert len(products) >= 2, "two examples of a product: the least, and everything"
    assert len(orders) >= 1, "an example of an order"
    for example in products:
        database.execute("DELETE FROM products")
        answer = client.post("/api/v1/products", json=example, headers=staff)
        assert answer.status_code == 201, f"this example cannot be sent: {example}"
    database.execute("DELETE FROM products")
    known = {example["sku"]: example for example in products}
    ordered = {item["sku"] for order in orders for item in order["items"]}
    plenty = ({"sku": sku} | known.get(sku, {}) | {"stock": 10**6} for sku in sorted(ordered))
    add_products(database, *plenty)
    for example in orders:
        answer = client.post("/api/v1/orders", json=example, headers=staff)
        assert answer.status_code == 201, f"this example cannot be sent: {example}"


def test_every_refusal_has_an_example(document):
    """Each problem that an operation may answer has an example in the document. It fits the schema
    of the answer, and its `status` is the one under which it stands."""
    for name, operation in operations(document).items():
        for code, response in operation["responses"].items():
            media = follow(document, response).get("content", {}).get(PROBLEM)
            if media is None:
                continue
            examples = examples_of(media)
            assert examples, f"{name} shows no example of its answer {code}"
            for example in examples:
                assert mistakes(document, media["schema"], example) == [], f"{name}, {code}"
                assert str(example["status"]) == code, f"{name}: {example} stands under {code}"


def test_the_example_of_a_422_names_a_mistake(document):
    """The example of a 422 lists at least one mistake in `errors`, with its place: a `pointer` into
    the body or the name of a `parameter`."""
    responses = operations(document)["POST /api/v1/products"]["responses"]
    found = examples_of(responses["422"]["content"][PROBLEM])
    assert found, "the answer 422 has no example"
    for example in found:
        assert example["errors"], "an InvalidProblem without a mistake"
        assert all("pointer" in each or "parameter" in each for each in example["errors"])


def test_every_security_scheme_says_how_to_get_in(document):
    """Each of the three security schemes, `login`, `api_key` and `session`, has a description that
    names the operation where one gets the proof: /api/v1/auth/token, /api/v1/api-keys and
    /api/v1/sessions."""
    schemes = document["components"]["securitySchemes"]
    wanted = {
        "login": "/api/v1/auth/token",
        "api_key": "/api/v1/api-keys",
        "session": "/api/v1/sessions",
    }
    assert sorted(schemes) == sorted(wanted)
    for name, path in wanted.items():
        text = schemes[name].get("description", "")
        assert path in text, f"the description of {name} does not say where one gets the proof"
    assert schemes["login"]["flows"]["password"]["scopes"], "the scopes of the login are gone"


def test_a_model_that_fastapi_never_sees_is_described(client, database, document):
    """A price label is made by hand, so FastAPI does not know what is in it. Its JSON form has a
    schema all the same: `Label`, an extra schema among the components. The label that is answered
    fits it."""
    assert "Label" in document["components"]["schemas"], "there is no schema Label"
    operation = operations(document)["GET /api/v1/products/{product_id}/label"]
    media = operation["responses"]["200"]["content"]["application/json"]
    assert media.get("schema", {}).get("$ref") == "#/components/schemas/Label"
    [product_id] = add_products(database, {})
    address = f"/api/v1/products/{product_id}/label"
    label = client.get(address, headers={"Accept": "application/json"}).json()
    assert mistakes(document, media["schema"], label) == []
    assert mistakes(document, media["schema"], {}) != [], "the schema Label lets everything pass"


def test_the_document_is_valid(document):
    """With all that, the document is still a valid OpenAPI 3.1 description: every `$ref` leads
    somewhere, and every example of a schema fits its schema."""
    assert document["openapi"].startswith("3.1")
    validate(without_item_schema(document))
    assert sorted(missing_references(document)) == []
    schemas = document["components"]["schemas"]
    assert [
        name for name in ("ProductCreate", "OrderCreate") if not examples_of(schemas[name])
    ] == []
    for name, schema in schemas.items():
        for example in examples_of(schema):
            assert mistakes(document, schema, example) == [], f"the example of {name}: {example}"


def without_item_schema(node):
    """The document without `itemSchema`: FastAPI writes it for streams, and only 3.2 knows it."""
    if isinstance(node, dict):
        return {k: without_item_schema(v) for k, v in node.items() if k != "itemSchema"}
    return [without_item_schema(each) for each in node] if isinstance(node, list) else node


def missing_references(document):
    """The `$ref`s of a document that lead nowhere."""
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            waiting += node.values()
            if isinstance(node.get("$ref"), str):
                try:
                    follow(document, node)
                except KeyError:
                    yield node["$ref"]
