"""2.5 Answer a GraphQL query."""

from xml.etree import ElementTree as ET

import pytest


def ask(client, query):
    """Send a query as GraphQL clients do; return the JSON of the answer."""
    response = client.post("/graphql", json={"query": query})
    assert response.status_code == 200
    return response.json()


def test_the_answer_has_the_shape_of_the_query(client):
    """A query is answered with 200 and {"data": …}: under each field's name exactly what was
    selected, and no more."""
    answer = ask(client, '{ product(sku: "MUG-0042") { name priceCents } }')
    assert answer == {"data": {"product": {"name": "Blue mug", "priceCents": 1250}}}


def test_a_list_is_answered_item_by_item(client):
    """A field that stands for several products is answered with a list, each with the selected
    fields."""
    answer = ask(client, "query OnSale { products(inStock: true) { sku stock } }")
    assert answer["data"]["products"] == [
        {"sku": "MUG-0042", "stock": 10},
        {"sku": "PEN-0007", "stock": 3},
        {"sku": "CUP-0001", "stock": 25},
    ]


def test_an_alias_names_the_answer(client):
    """With an alias, the answer stands under the alias: so one request can ask for two products,
    and a value can have the name that the client likes."""
    answer = ask(
        client,
        """{
          mug: product(sku: "MUG-0042") { title: name }
          bag: product(sku: "BAG-0100") { title: name stock }
        }""",
    )
    assert answer["data"] == {
        "mug": {"title": "Blue mug"},
        "bag": {"title": "Canvas bag", "stock": 0},
    }


def test_what_is_missing_is_null_and_the_rest_is_answered(client):
    """An unknown product is null in data, with an error whose path leads to it; the other fields
    are answered all the same."""
    answer = ask(
        client,
        '{ gone: product(sku: "ZZZ-0000") { name } product(sku: "PEN-0007") { name } }',
    )
    assert answer["data"] == {"gone": None, "product": {"name": "Fountain pen"}}
    assert [error["path"] for error in answer["errors"]] == [["gone"]]
    assert all(isinstance(error["message"], str) for error in answer["errors"])


@pytest.mark.parametrize(
    "query",
    [
        '{ product(sku: "MUG-0042") { name colour } }',
        '{ product(sku: "MUG-0042") }',
        '{ product(sku: "MUG-0042") { } }',
        '{ product(sku: "MUG-0042") { name { first } } }',
        "{ customers { name } }",
        '{ product(sku: "MUG-0042") { name }',
        "mug",
    ],
)
def test_a_wrong_query_has_errors_and_no_data(client, query):
    """A query that breaks the grammar, asks for a field that there is not, or does not say what it
    wants of a product, is answered with 200, errors and no data."""
    answer = ask(client, query)
    assert [isinstance(error["message"], str) for error in answer["errors"]] == [True]
    assert "data" not in answer


def test_rest_soap_and_graphql_tell_the_same_price(client):
    """The same question, asked through REST, SOAP and GraphQL, has the same answer: the price of
    MUG-0042 in cents."""
    rest = client.get("/api/v1/products/1").json()["price_cents"]
    message = (
        '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>'
        '<GetProduct xmlns="urn:example:storefront"><sku>MUG-0042</sku></GetProduct>'
        "</Body></Envelope>"
    )
    soap = client.post("/soap", content=message, headers={"content-type": "text/xml"})
    envelope = ET.fromstring(soap.content)  # noqa: S314 - our own answer
    price = envelope.findtext(".//{urn:example:storefront}priceCents")
    graphql = ask(client, '{ product(sku: "MUG-0042") { priceCents } }')
    assert [rest, int(price), graphql["data"]["product"]["priceCents"]] == [1250, 1250, 1250]
