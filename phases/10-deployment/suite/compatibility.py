"""What clients that were written for one OpenAPI document cannot bear in the next one."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.contract import Contract, Operation, properties

Schema = Mapping[str, Any]
LOWER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
"""Limits that let less through when they are lower; the others, when they are higher."""
HIGHER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})


def breaking_changes(before: Contract, after: Contract) -> list[str]:
    """Name each change that breaks a client, in a sentence; none of the others.

    What clients send must still be taken: no new required parameter or field, no narrower type.
    What they are answered must still be what they know: no status and no field less, no field that
    may be missing or null now, no other type.
    """
    new = {(each.method, each.path): each for each in after.operations}
    changes = []
    for old in before.operations:
        name = f"{old.method} {old.path}"
        if (old.method, old.path) not in new:
            changes.append(f"{name} is gone.")
        else:
            found = _of_operation(old, new[old.method, old.path])
            changes += [f"{name}: {change}" for change in found]
    return changes


def _of_operation(old: Operation, new: Operation) -> Iterator[str]:
    for name, parameter in new.parameters.items():
        known = old.parameters.get(name)
        if parameter.get("required") and not (known and known.get("required")):
            yield f"the parameter {name} is required now"
        if known:
            yield from _narrower(known.get("schema", {}), parameter.get("schema", {}), name)
    if _needs_body(new) and not _needs_body(old):
        yield "a body is required now"
    if old.body_types:
        yield from _narrower(old.body_schema(), new.body_schema(), "the body")
    for status in old.responses:
        if status not in new.responses:
            yield f"it does not answer {status} any more"
        else:
            yield from _wider(old.schema(status), new.schema(status), f"the answer {status}")


def _needs_body(operation: Operation) -> bool:
    return bool(operation.data.get("requestBody", {}).get("required"))


def _narrower(old: Schema, new: Schema, place: str) -> Iterator[str]:
    """What was taken and is not taken any more."""
    if gone := _types(old) - _types(new):
        yield f"{place} may be no {' or '.join(sorted(gone))} any more"
    values, allowed = _values(old), _values(new)
    if allowed is not None and (values is None or values - allowed):
        yield f"{place} may only be one of {sorted(map(str, allowed))} now"
    yield from (f"{place} has a lower {key}" for key in LOWER if _is_cut(old, new, key, -1))
    yield from (f"{place} has a higher {key}" for key in HIGHER if _is_cut(old, new, key, 1))
    if new.get("pattern") not in {None, old.get("pattern")}:
        yield f"{place} has another pattern"
    yield from (
        f"{place}/{name} is required now"
        for name in sorted({*new.get("required", ())} - {*old.get("required", ())})
    )
    yield from _of_parts(old, new, place, _narrower)


def _wider(old: Schema, new: Schema, place: str) -> Iterator[str]:
    """What was promised and is not promised any more."""
    if added := _types(new) - _types(old):
        yield f"{place} may be {' or '.join(sorted(added))} now"
    for name in properties(old):
        if name not in properties(new):
            yield f"{place}/{name} is gone"
        elif name in old.get("required", ()) and name not in new.get("required", ()):
            yield f"{place}/{name} may be missing now"
    yield from _of_parts(old, new, place, _wider)


def _of_parts(old: Schema, new: Schema, place: str, compare: Any) -> Iterator[str]:  # noqa: ANN401
    """Compare the fields of objects and the items of lists."""
    mine, theirs = properties(old), properties(new)
    for name in mine.keys() & theirs.keys():
        yield from compare(mine[name], theirs[name], f"{place}/{name}")
    if "items" in old:
        yield from compare(old["items"], new.get("items", {}), f"{place}/items")


def _types(schema: Schema) -> set[str]:
    """The types that a value may have: all, where the schema does not say."""
    if "anyOf" in schema:
        return set().union(*(_types(part) for part in schema["anyOf"]))
    kind = schema.get("type", TYPES)
    types = {kind} if isinstance(kind, str) else set(kind)
    return types | {"integer"} if "number" in types else types


def _values(schema: Schema) -> set[Any] | None:
    """The only values that are allowed; None where there is no list of them."""
    if "const" in schema:
        return {schema["const"]}
    return set(schema["enum"]) if "enum" in schema else None


def _is_cut(old: Schema, new: Schema, key: str, sign: int) -> bool:
    """Whether a limit is there now and was not, or is tighter."""
    if key not in new:
        return False
    return key not in old or sign * (new[key] - old[key]) > 0
