"""The contract as data: read, checked against OpenAPI 3.1, its references followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from openapi_spec_validator import OpenAPIV31SpecValidator

CONTRACT = Path(__file__).parent.parent / "contract" / "openapi.yaml"
NAME = "contract/openapi.yaml"  # as messages call it
Json: TypeAlias = Any  # a value as JSON knows it: object, array, text, number, true, false, null
METHODS = ("get", "put", "post", "patch", "delete", "head", "options", "trace")


class ContractError(Exception):
    """The document cannot be read, is not OpenAPI 3.1, or lacks what was asked for."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing in a value that its schema does not allow; `pointer` as in `#/items/0/sku`."""

    pointer: str
    detail: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path, its references already followed."""

    method: str
    path: str
    data: Mapping[str, Any]
    parameters: Mapping[str, Mapping[str, Any]]
    """By name: those of the path and those of the operation."""

    @property
    def responses(self) -> Mapping[str, Mapping[str, Any]]:
        """By status, as text: `"200"`."""
        responses: Mapping[str, Mapping[str, Any]] = self.data.get("responses", {})
        return responses

    @property
    def success(self) -> str:
        """The lowest status of success that is declared, else the first status of all, else 200."""
        statuses = sorted(self.responses) or ["200"]
        return next((status for status in statuses if status.startswith("2")), statuses[0])

    @property
    def body_types(self) -> Mapping[str, Mapping[str, Any]]:
        """The media types that the request's body may have."""
        types: Mapping[str, Mapping[str, Any]] = self.data.get("requestBody", {}).get("content", {})
        return types

    def body_schema(self) -> Mapping[str, Any]:
        """What a JSON body of the request must look like, or one of another type if there is none.

        An empty schema where nothing is said.
        """
        media = [self.body_types.get("application/json"), *self.body_types.values(), {}]
        return next(entry.get("schema", {}) for entry in media if entry is not None)

    def schema(self, status: str) -> Mapping[str, Any]:
        """What the body of that answer looks like; an empty schema where there is no body."""
        content = self.responses.get(status, {}).get("content", {})
        return next((media.get("schema", {}) for media in content.values()), {})

    def headers(self, status: str) -> Mapping[str, Mapping[str, Any]]:
        """The headers of that answer, by their names in lower case."""
        headers = self.responses.get(status, {}).get("headers", {})
        return {name.lower(): header for name, header in headers.items()}


class Contract:
    """An OpenAPI document."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    @cached_property
    def operations(self) -> list[Operation]:
        """All operations, in the order of the document."""
        return list(self._read_operations())

    @property
    def paths(self) -> list[str]:
        """All paths, templates as they are written."""
        return list(self._document.get("paths", {}))

    def methods(self, path: str) -> set[str]:
        """The methods of a path, in capitals. What stands between braces does not matter."""
        return {o.method for o in self.operations if _shape(o.path) == _shape(path)}

    def operation(self, method: str, path: str) -> Operation:
        """Find an operation. What stands between the braces of the path does not matter.

        Raises: ContractError when the contract has none.
        """
        for operation in self.operations:
            if operation.method == method and _shape(operation.path) == _shape(path):
                return operation
        raise ContractError(f"{NAME} has no {method} {path}.")

    def match(self, address: str) -> tuple[str, dict[str, str]] | None:
        """Find the path that an address belongs to, and what stands in its templates.

        A path without a template wins over one with: `/users/me` is not a user's number.
        """
        wanted = address.split("/")
        for path in sorted(self.paths, key=lambda path: path.count("{")):
            parts = path.split("/")
            if len(parts) == len(wanted) and all(
                _is_template(part) or part == text for part, text in zip(parts, wanted, strict=True)
            ):
                return path, {
                    part[1:-1]: text
                    for part, text in zip(parts, wanted, strict=True)
                    if _is_template(part)
                }
        return None

    def follow(self, node: Json, trail: tuple[str, ...] = ()) -> Json:
        """Copy a part of the document with every `$ref` replaced by what it points to.

        What stands beside a `$ref` is laid over its target. A reference into itself ends in an
        empty schema, which allows everything.

        Raises: ContractError for a reference that leads nowhere, or to what is no object.
        """
        if isinstance(node, list):
            return [self.follow(item, trail) for item in node]
        if not isinstance(node, dict):
            return node
        beside = {key: self.follow(value, trail) for key, value in node.items() if key != "$ref"}
        reference = node.get("$ref")
        if not isinstance(reference, str):
            return beside if reference is None else node
        if reference in trail:
            return beside
        target = self.follow(self._target(reference), (*trail, reference))
        if not isinstance(target, dict):
            raise ContractError(f"{NAME} refers to {reference}, which is empty or no object.")
        return {**target, **beside}

    def _target(self, reference: str) -> Json:
        if not reference.startswith("#/"):
            raise ContractError(f"{NAME}: the reference {reference} must begin with #/.")
        node: Json = self._document
        for part in reference.removeprefix("#/").split("/"):
            name = part.replace("~1", "/").replace("~0", "~")
            if not isinstance(node, dict) or name not in node:
                raise ContractError(f"{NAME} refers to {reference}, which is not there.")
            node = node[name]
        return node

    def _read_operations(self) -> Iterator[Operation]:
        for path, raw in self._document.get("paths", {}).items():
            item = self.follow(raw)
            for method in METHODS:
                if method in item:
                    data = item[method]
                    listed = [*item.get("parameters", []), *data.get("parameters", [])]
                    parameters = {parameter["name"]: parameter for parameter in listed}
                    yield Operation(method.upper(), path, data, parameters)


def load(path: Path = CONTRACT) -> Contract:
    """Read a contract and check that it is a valid OpenAPI 3.1 document.

    Raises: ContractError, saying where the document is wrong.
    """
    return parse(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=4)
def parse(text: str) -> Contract:
    """Make a contract of the text of a document.

    Raises: ContractError, saying where the document is wrong.
    """
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}," if mark else ""
        problem = getattr(error, "problem", error)
        raise ContractError(f"{NAME}{where} is not YAML: {problem}.") from error
    if not isinstance(document, dict):
        raise ContractError(f"{NAME} is not an object.")
    _refuse_keys_without_quotes(document)
    contract = Contract(document)
    contract.follow(document)  # a reference that leads nowhere would stop the validator
    for flaw in OpenAPIV31SpecValidator(document).iter_errors():
        place = _place(flaw.absolute_path)
        problem = flaw.message.partition("\n")[0]
        problem = problem.replace("was not resolved", "is not declared under `parameters`")
        raise ContractError(f"{NAME} is not valid OpenAPI 3.1{place}: {problem}.")
    return contract


def mistakes(schema: Mapping[str, Any], value: object) -> list[Mistake]:
    """All that `schema` does not allow in `value`; empty when it is allowed."""
    found: dict[str, Mistake] = {}
    validator = OAS31Validator(schema, format_checker=oas31_format_checker)
    for error in validator.iter_errors(value):
        where = "#" + "".join(f"/{part}" for part in error.absolute_path)
        pointers = [where]
        if error.validator == "required" and isinstance(error.instance, dict):
            pointers = [f"{where}/{n}" for n in error.validator_value if n not in error.instance]
        for pointer in pointers:
            missing = error.validator == "required"
            found.setdefault(pointer, Mistake(pointer, "is missing" if missing else error.message))
    return list(found.values())


def allows(schema: Mapping[str, Any], value: object) -> bool:
    """Whether `schema` allows `value`."""
    return not mistakes(schema, value)


def properties(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The properties of an object's schema, those of its `allOf` parts among them."""
    found: dict[str, Mapping[str, Any]] = {}
    for part in schema.get("allOf", []):
        found |= properties(part)
    found.update(schema.get("properties", {}))
    return found


def example(schema: Mapping[str, Any]) -> Json:
    """A value for a schema: its example, default or only value, else one made of its parts."""
    for key in ("examples", "enum"):
        if schema.get(key):
            return schema[key][0]
    for key in ("example", "default", "const"):
        if key in schema:
            return schema[key]
    if parts := properties(schema):
        return _one_branch(schema, {name: example(part) for name, part in parts.items()})
    for key in ("oneOf", "anyOf"):
        if schema.get(key):
            return example(schema[key][0])
    if "items" in schema:
        return [example(schema["items"])]
    kind = schema.get("type", "string")
    first = kind[0] if isinstance(kind, list) else kind
    plain: dict[str, Any] = {
        "integer": schema.get("minimum", 0),
        "number": schema.get("minimum", 0),
        "boolean": True,
        "array": [],
        "object": {},
        "null": None,
    }
    return plain.get(first, "text")


def _one_branch(schema: Mapping[str, Any], whole: dict[str, Json]) -> dict[str, Json]:
    """Keep of an object what one branch of the schema's `oneOf` allows, if there is a `oneOf`."""
    branches = schema.get("oneOf", [])
    required = [set(branch.get("required", [])) for branch in branches]
    for branch, own in zip(branches, required, strict=True):
        left_out = set().union(*required) - own - set(schema.get("required", []))
        kept = {name: value for name, value in whole.items() if name not in left_out}
        candidate = kept | {name: example(part) for name, part in properties(branch).items()}
        if allows(schema, candidate):
            return candidate
    return whole


def _shape(path: str) -> str:
    return "/".join("{}" if _is_template(part) else part for part in path.split("/"))


def _is_template(part: str) -> bool:
    return part.startswith("{") and part.endswith("}")


def _refuse_keys_without_quotes(node: Json, *place: str) -> None:
    """YAML reads 404 without quotes as a number; OpenAPI asks for text.

    Raises: ContractError, naming the key and its place.
    """
    if isinstance(node, dict):
        for key, value in node.items():
            if not isinstance(key, str):
                kind = "number" if isinstance(key, int | float) else type(key).__name__
                raise ContractError(
                    f'{NAME}{_place(place)}: `{key}:` without quotes is a {kind}; write `"{key}":`.'
                )
            _refuse_keys_without_quotes(value, *place, key)
    elif isinstance(node, list):
        for number, item in enumerate(node):
            _refuse_keys_without_quotes(item, *place, str(number))


def _place(path: Iterable[object]) -> str:
    steps = " > ".join(str(step) for step in path)
    return f" at {steps}" if steps else ""
