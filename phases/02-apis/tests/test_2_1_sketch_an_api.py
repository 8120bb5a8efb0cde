"""2.1 Sketch an API on paper."""

import json
import re
import tomllib

import pytest
from app.routing import Router

STORIES = {"place", "list", "read", "cancel"}
READING = {"list", "read"}
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
VERBS = re.compile(
    r"add|buy|cancel|change|create|delete|do|fetch|find|get|list|make|new|place|post|put|read|"
    r"remove|search|send|set|show|submit|update|view"
)


def operations(project):
    """Return the sketch as {story: operation}; fail when a story is missing or told twice."""
    text = (project / "design" / "orders.toml").read_text(encoding="utf-8")
    told = tomllib.loads(text).get("operation", [])
    stories = [operation.get("story") for operation in told]
    assert sorted(map(str, stories)) == sorted(STORIES), "Sketch each story once."
    for operation in told:
        for key in ("method", "path"):
            assert isinstance(operation.get(key), str), f"{operation['story']} has no {key}."
    return {operation["story"]: operation for operation in told}


def example(sketch, story, key):
    """Return the JSON that a story shows as sent or returned."""
    text = sketch[story].get(key)
    assert isinstance(text, str), f"Show what {story} {key}, as JSON in single quotes."
    try:
        data = json.loads(text)
    except ValueError as problem:
        pytest.fail(f"What {story} {key} is not JSON: {problem}.")
    assert isinstance(data, dict), f"What {story} {key} is a JSON object: it begins with a brace."
    return data


def items(sketch, story, key):
    """Return the items in the JSON that a story shows."""
    found = example(sketch, story, key).get("items")
    assert isinstance(found, list), f"What {story} {key} has its items in a list."
    assert all(isinstance(item, dict) for item in found), f"{story}: each item is an object."
    return found


def test_each_story_is_one_operation(project):
    """Each of the four stories (place, list, read, cancel) has one operation: a method and a path
    below /api/v1."""
    for story, operation in operations(project).items():
        assert operation["method"] in METHODS, (
            f"{story}: write the method in capitals, as HTTP does."
        )
        assert operation["path"].startswith("/api/v1/"), f"{story}: the path begins with /api/v1/."


def test_the_paths_name_things(project):
    """Paths name things, not actions: no part of a path is or begins with a verb, as in /orders/new
    or /placeOrder. The method is the verb."""
    for operation in operations(project).values():
        parts = [part for part in operation["path"].split("/") if part and "{" not in part]
        firsts = [re.match(r"[A-Z]?[a-z0-9]*", part)[0].lower() for part in parts]
        verbs = [word for word in firsts if VERBS.fullmatch(word)]
        assert verbs == [], f"{operation['path']} says what to do; say what it is about."


def test_only_reading_uses_get(project):
    """The two stories that only read use GET and send no body; the two that change something use
    another method."""
    for story, operation in operations(project).items():
        assert (operation["method"] == "GET") is (story in READING), (
            f"{story}: browsers, caches and crawlers repeat a GET as they like; it must only read."
        )
        assert story not in READING or "sends" not in operation, f"{story}: a GET sends no body."


def test_a_router_finds_each_story(project):
    """All orders have one address and each order has its own, one part longer. Registered in a
    router, the four operations are told apart by method and path."""
    sketch = operations(project)
    router = Router()
    for story, operation in sketch.items():
        router.route(operation["method"], operation["path"])(lambda story=story: story)
    for story, operation in sketch.items():
        address = re.sub(r"\{[^{}/]+\}", "7", operation["path"])
        found = router.resolve(operation["method"], address).handler()
        assert found == story, f"{operation['method']} {address} is the address of both."
    collection = sketch["list"]["path"]
    assert sketch["place"]["path"] == collection, "place: an order is added to the list of all."
    assert "{" not in collection, "list: who asks is known from the login, not from the path."
    item = re.escape(collection) + r"/\{[^{}/]+\}"
    for story, below in (("read", ""), ("cancel", "(/.+)?")):
        path = sketch[story]["path"]
        fits = re.fullmatch(item + below, path)
        assert fits, f"{story}: one order is {collection}/{{order_id}}, this is {path}."


def test_each_answer_has_the_status_that_fits(project):
    """A placed order is answered 201, a list and a single order 200, a cancelled one 200, 202 or
    204 (201, if the cancellation is a thing of its own)."""
    sketch = operations(project)
    assert sketch["place"].get("answers") == 201, "place: something exists that did not before."
    assert sketch["list"].get("answers") == 200, "list: here it is."
    assert sketch["read"].get("answers") == 200, "read: here it is."
    assert sketch["cancel"].get("answers") in {200, 201, 202, 204}, "cancel: it is done."


def test_what_can_go_wrong_is_sketched_too(project):
    """An unknown order is 404 in read and cancel. A bad order is 400 or 422. More pieces than there
    are, and an order that is too late to cancel, are 409."""
    fails = {
        story: {str(status) for status in operation.get("fails", {})}
        for story, operation in operations(project).items()
    }
    for story, keys in fails.items():
        others = sorted(key for key in keys if not key.isdigit())
        assert others == [], f"{story}: what stands below [operation.fails] belongs to it."
    for story in ("read", "cancel"):
        assert fails[story] >= {"404"}, f"{story}: what is answered when there is no such order?"
    assert fails["cancel"] >= {"409"}, "cancel: what is answered when it has been shipped?"
    assert fails["place"] >= {"409"}, "place: what is answered when too few are in stock?"
    bad = fails["place"] & {"400", "422"}
    assert bad, "place: what is answered to a quantity of minus two?"


def test_the_examples_are_json_and_money_is_whole_cents(project):
    """What is sent and returned is shown as JSON. Placing sends items with sku and quantity, never
    a price; an order is returned with total_cents, a whole number, and its currency: EUR, GBP or
    USD."""
    sketch = operations(project)
    wanted = items(sketch, "place", "sends")
    assert wanted, "place: show an order for something."
    for item in wanted:
        assert set(item) == {"sku", "quantity"}, "place: sku and quantity; the price is the shop's."
    for story, order in [
        ("place", example(sketch, "place", "returns")),
        ("read", example(sketch, "read", "returns")),
        *[("list", order) for order in items(sketch, "list", "returns")],
    ]:
        cents = order.get("total_cents")
        assert type(cents) is int, f"{story}: total_cents is a whole number, 2500 and not 25.00."
        assert order.get("currency") in ("EUR", "GBP", "USD"), (
            f"{story}: the currency of an amount."
        )
