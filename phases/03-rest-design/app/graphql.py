"""A minimal GraphQL: enough of the language to ask for products and to see what it costs.

It has fields, aliases, arguments and selections. Variables, fragments, directives, mutations,
subscriptions and introspection are left to the libraries.
Source: https://spec.graphql.org/
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from app.domain.catalogue import Catalogue
from app.domain.errors import UnknownProduct
from app.domain.products import Product

Arguments: TypeAlias = dict[str, str | int | bool]

MAX_DEPTH = 8
"""How deep selections may be nested: without a limit a short query could exhaust the server."""


class QueryError(Exception):
    """A query that cannot be run: its grammar is wrong, or it asks for what there is not."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a query, such as `mug: product(sku: "MUG-0042") { name }`.

    `key` is its name in the answer: the alias if it has one, else the name again.
    """

    name: str
    key: str
    arguments: Arguments = field(default_factory=dict)
    selection: tuple["Field", ...] = ()


PRODUCT_FIELDS: dict[str, Callable[[Product], str | int]] = {
    "sku": lambda product: product.sku,
    "name": lambda product: product.name,
    "priceCents": lambda product: product.price.cents,
    "currency": lambda product: product.price.currency,
    "stock": lambda product: product.stock,
}


def execute(query: str, catalogue: Catalogue) -> dict[str, Any]:
    """Return the answer to a query: `{"data": {…}}`, with "errors" where some field failed.

    A product that does not exist is null in "data" and has an error with its path; the other
    fields are answered all the same. A query that cannot be run has "errors" only.
    Source: https://spec.graphql.org/October2021/#sec-Response-Format
    """
    data: dict[str, Any] = {}
    errors: list[dict[str, Any]] = []
    try:
        for wanted in parse(query):
            try:
                data[wanted.key] = resolve(wanted, catalogue)
            except UnknownProduct as problem:
                data[wanted.key] = None
                errors.append({"message": str(problem), "path": [wanted.key]})
    except QueryError as problem:
        return {"errors": [{"message": str(problem)}]}
    return {"data": data, "errors": errors} if errors else {"data": data}


def resolve(wanted: Field, catalogue: Catalogue) -> dict[str, Any] | list[dict[str, Any]]:
    """Return the value of one field at the root: a product, or a list of them.

    Raises: UnknownProduct; QueryError for a field that the root does not have.
    """
    found = find(wanted, catalogue)
    if isinstance(found, Product):
        return select(found, wanted.selection)
    return [select(product, wanted.selection) for product in found]


def select(product: Product, selection: tuple[Field, ...]) -> dict[str, Any]:
    """Return the selected fields of a product under their keys, and no others.

    Raises: QueryError when nothing is selected, for a field that products do not have, and for
    a selection inside a plain value.
    """
    if not selection:
        raise QueryError("Say which fields of the product you want, in braces.")
    for wanted in selection:
        if wanted.name not in PRODUCT_FIELDS or wanted.arguments or wanted.selection:
            raise QueryError(f"A product has no field {wanted.name} of this form.")
    return {wanted.key: PRODUCT_FIELDS[wanted.name](product) for wanted in selection}


def find(wanted: Field, catalogue: Catalogue) -> Product | list[Product]:
    """Find what `product(sku: String!)` or `products(inStock: Boolean)` asks for.

    Raises: UnknownProduct; QueryError for another field and for other arguments.
    """
    match wanted.name, wanted.arguments:
        case "product", {"sku": str(sku), **rest} if not rest:
            return catalogue.find(sku)
        case "products", {"inStock": bool(in_stock), **rest} if not rest:
            return [product for product in catalogue if (product.stock > 0) is in_stock]
        case "products", {**arguments} if not arguments:
            return list(catalogue)
        case _:
            raise QueryError(f"There is no field {wanted.name} with these arguments.")


_TOKEN = re.compile(
    r"""
    (?: [\s,]+ | \#[^\n]* )*+           # blanks, commas and comments mean nothing
    ( [A-Za-z_]\w*                      # a name
    | -?[0-9]+                          # a whole number
    | "(?: [^"\\\n] | \\. )*+"?         # a string, or one that does not end
    | \S                                # anything else: one sign
    | \Z )                              # the end
    """,  # `*+` gives nothing back: or a few dozen blanks would be tried in every combination
    re.ASCII | re.VERBOSE,
)


class _Tokens:
    """The words and signs of a query, taken one by one from the left."""

    def __init__(self, query: str) -> None:
        self._left = [token for token in _TOKEN.findall(query) if token][::-1]

    def next_is(self, sign: str) -> bool:
        return bool(self._left) and self._left[-1] == sign

    def take(self) -> str:
        if not self._left:
            raise QueryError("The query ends too early.")
        token: str = self._left.pop()
        return token

    def take_if(self, sign: str) -> bool:
        return self.next_is(sign) and bool(self.take())

    def expect(self, sign: str) -> None:
        token = self.take()
        if token != sign:
            raise QueryError(f"Expected {sign}, found {token}.")

    def name(self) -> str:
        token = self.take()
        if not token.isidentifier():
            raise QueryError(f"Expected a name, found {token}.")
        return token

    def end(self) -> None:
        if self._left:
            raise QueryError(f"Expected the end, found {self.take()}.")


def parse(query: str) -> tuple[Field, ...]:
    """Return the fields at the root of a query, as `{ … }` or `query Name { … }`.

    Raises: QueryError for whatever this grammar does not know.
    """
    tokens = _Tokens(query)
    if tokens.take_if("query") and not tokens.next_is("{"):
        tokens.name()
    fields = _selection(tokens, depth=1)
    tokens.end()
    return fields


def _selection(tokens: _Tokens, depth: int) -> tuple[Field, ...]:
    if depth > MAX_DEPTH:
        raise QueryError(f"More than {MAX_DEPTH} selections in one another.")
    tokens.expect("{")
    fields: dict[str, Field] = {}
    while not (fields and tokens.take_if("}")):
        wanted = _field(tokens, depth)
        if wanted.key in fields:
            raise QueryError(f"{wanted.key} is asked for twice: give one of them an alias.")
        fields[wanted.key] = wanted
    return tuple(fields.values())


def _field(tokens: _Tokens, depth: int) -> Field:
    key = name = tokens.name()
    if tokens.take_if(":"):
        name = tokens.name()
    arguments = _arguments(tokens) if tokens.next_is("(") else {}
    selection = _selection(tokens, depth + 1) if tokens.next_is("{") else ()
    return Field(name, key, arguments, selection)


def _arguments(tokens: _Tokens) -> Arguments:
    tokens.expect("(")
    arguments: Arguments = {}
    while not (arguments and tokens.take_if(")")):
        name = tokens.name()
        tokens.expect(":")
        arguments[name] = _value(tokens.take())
    return arguments


def _value(token: str) -> str | int | bool:
    """Read a string, a whole number or a boolean: GraphQL writes all three as JSON does."""
    try:
        value = json.loads(token)
    except ValueError as problem:
        raise QueryError(f"{token} is not a value known here.") from problem
    if not isinstance(value, str | int | bool):
        raise QueryError(f"{token} is not a value known here.")
    return value
