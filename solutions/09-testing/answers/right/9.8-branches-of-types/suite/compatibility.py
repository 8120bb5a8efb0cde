"""What clients that were written for one OpenAPI document cannot bear in the next one."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.contract import Contract, ContractError, Operation, properties

Schema = Mapping[str, Any]

UPPER = ("maxLength", "maximum", "maxItems", "exclusiveMaximum", "maxProperties")
LOWER = ("minLength", "minimum", "minItems", "exclusiveMinimum", "minProperties")


def breaking_changes(before: Contract, after: Contract) -> list[str]:
    """Name each change that breaks a client, in a sentence; none of the others.

    What clients send must still be taken: no new required parameter or field, no narrower type.
    What they are answered must still be what they know: no status and no field less, no field that
    may be missing or null now, no other type.
    """
    found: list[str] = []
    for old in before.operations:
        try:
            new = after.operation(old.method, old.path)
        except ContractError:
            found.append(f"{old.method} {old.path} is gone.")
            continue
        found += [f"{old.method} {old.path}: {text}" for text in _operation(old, new)]
    return found


def _operation(old: Operation, new: Operation) -> Iterator[str]:
    for name, parameter in new.parameters.items():
        known = old.parameters.get(name)
        if parameter.get("required") and not (known or {}).get("required"):
            yield f"the parameter {name} is required now."
        if known:
            yield from _sent(known.get("schema", {}), parameter.get("schema", {}), name)
    if new.body_types:
        if new.data["requestBody"].get("required") and not old.body_types:
            yield "a body is required now."
        yield from _sent(old.body_schema(), new.body_schema(), "body")
    for status in old.responses:
        if status not in new.responses:
            yield f"it does not answer {status} any more."
        else:
            yield from _answered(old.schema(status), new.schema(status), f"answer {status}")
    for status in new.responses:
        if status.startswith("2") and status not in old.responses:
            yield f"it answers {status} now."


def _branches(schema: Schema) -> list[Schema]:
    """A schema as a list of alternatives."""
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return [part for each in schema[key] for part in _branches(each)]
    if isinstance(schema.get("type"), list):
        return [{**schema, "type": each} for each in schema["type"]]
    return [schema]


def _types(schema: Schema) -> set[str]:
    return {branch.get("type", "any") for branch in _branches(schema)}


def _main(schema: Schema) -> Schema:
    for branch in _branches(schema):
        if branch.get("type") != "null":
            return branch
    return {}


def _values(schema: Schema) -> set[Any] | None:
    if "const" in schema:
        return {schema["const"]}
    return set(schema["enum"]) if "enum" in schema else None


def _wider_types(narrow: Schema, wide: Schema) -> set[str]:
    """The types of the first that the second does not have."""
    allowed = _types(wide)
    if "any" in allowed:
        return set()
    if "number" in allowed:
        allowed = allowed | {"integer"}
    return _types(narrow) - allowed


def _sent(old: Schema, new: Schema, place: str) -> Iterator[str]:
    for name in _wider_types(old, new):
        yield f"{place} may not be of type {name} any more."
    old, new = _main(old), _main(new)
    for key in UPPER:
        if key in new and new[key] < old.get(key, float("inf")):
            yield f"{place}: {key} is {new[key]} now."
    for key in LOWER:
        if key in new and new[key] > old.get(key, float("-inf")):
            yield f"{place}: {key} is {new[key]} now."
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"{place} has another pattern."
    allowed = _values(new)
    if allowed is not None:
        was = _values(old)
        if was is None or was - allowed:
            yield f"{place} may have only the values {sorted(map(str, allowed))}."
    for name in set(new.get("required", [])) - set(old.get("required", [])):
        yield f"{place}/{name} is required now."
    was, now = properties(old), properties(new)
    for name in was.keys() & now.keys():
        yield from _sent(was[name], now[name], f"{place}/{name}")
    if new.get("additionalProperties") is False:
        for name in was.keys() - now.keys():
            yield f"{place}/{name} may not be sent any more."
    if "items" in old and "items" in new:
        yield from _sent(old["items"], new["items"], f"{place}/*")


def _answered(old: Schema, new: Schema, place: str) -> Iterator[str]:
    for name in _wider_types(new, old):
        yield f"{place} may be of type {name} now."
    old, new = _main(old), _main(new)
    known = _values(old)
    if known is not None:
        now_values = _values(new)
        if now_values is None or now_values - known:
            yield f"{place} may have other values now."
    for name in set(old.get("required", [])) - set(new.get("required", [])):
        yield f"{place}/{name} may be missing now."
    was, now = properties(old), properties(new)
    for name in was:
        if name not in now:
            yield f"{place}/{name} is gone."
        else:
            yield from _answered(was[name], now[name], f"{place}/{name}")
    if "items" in old:
        yield from _answered(old["items"], new.get("items", {}), f"{place}/*")
