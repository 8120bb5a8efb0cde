"""2.1 Sketch an API on paper."""

import json
import re
import tomllib

from app.routing import Router

STORIES = {"place", "list", "read", "cancel"}
READING = {"list", "read"}
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
    return {operation["story"]: operation for operation in told}


def example(sketch, story, key):
    """Return the JSON that a story shows as sent or returned."""
    text = sketch[story].get(key)
    assert isinstance(text, str), f"Show what {story} {key}, as JSON in single quotes."
    return json.loads(text)


def test_each_story_is_one_operation(project):
    """Each of the four stories (place, list, read, cancel) has one operation: a method and a path
    below /api/v1."""
    for story, operation in operations(project).items():
        assert operation.get("method") in {"GET", "POST", "PUT", "PATCH", "DELETE"}, story
        assert str(operation.get("path")).startswith("/api/v1/"), story


def test_the_paths_name_things(project):
    """Paths name things, not actions: no part of a path is or begins with a verb, as in /orders/new
    or /placeOrder. The method is the verb."""
    for operation in operations(project).values():
        parts = [part for part in operation["path"].split("/") if part and "{" not in part]
        firsts = [re.findall(r"[A-Z]?[a-z0-9]+", part)[0].lower() for part in parts]
        verbs = [word for word in firsts if VERBS.fullmatch(word)]
        assert verbs == [], f"{operation['path']} says what to do; say what it is about."


def test_only_reading_uses_get(project):
    """The two stories that only read use GET and send no body; the two that change something use
    another method."""
    for story, operation in operations(project).items():
        assert (operation["method"] == "GET") is (story in READING), (
            "Browsers, caches and crawlers repeat a GET as they like, so it must only read."
        )
        assert story not in READING or "sends" not in operation, story


def test_a_router_finds_each_story(project):
    """All orders have one address and each order has its own, one part longer. Registered in a
    router, the four operations are told apart by method and path."""
    sketch = operations(project)
    router = Router()
    for story, operation in sketch.items():
        router.route(operation["method"], operation["path"])(lambda story=story: story)
    for story, operation in sketch.items():
        address = re.sub(r"\{\w+\}", "7", operation["path"])
        assert router.resolve(operation["method"], address).handler() == story
    collection = sketch["list"]["path"]
    assert sketch["place"]["path"] == collection
    assert "{" not in collection
    item = re.escape(collection) + r"/\{\w+\}"
    assert re.fullmatch(item, sketch["read"]["path"])
    assert re.fullmatch(item + ".*", sketch["cancel"]["path"])


def test_each_answer_has_the_status_that_fits(project):
    """A placed order is answered 201, a list and a single order 200, a cancelled one 200, 202 or
    204 (201, if the cancellation is a thing of its own)."""
    sketch = operations(project)
    assert sketch["place"].get("answers") == 201
    assert sketch["list"].get("answers") == 200
    assert sketch["read"].get("answers") == 200
    assert sketch["cancel"].get("answers") in {200, 201, 202, 204}


def test_what_can_go_wrong_is_sketched_too(project):
    """An unknown order is 404 in read and cancel. A bad order is 400 or 422. More pieces than there
    are, and an order that is too late to cancel, are 409."""
    fails = {
        story: {str(status) for status in operation.get("fails", {})}
        for story, operation in operations(project).items()
    }
    others = [key for keys in fails.values() for key in keys if not key.isdigit()]
    assert others == [], "What stands below [operation.fails] belongs to it: put it above."
    assert fails["read"] >= {"404"}
    assert fails["cancel"] >= {"404", "409"}
    assert fails["place"] >= {"409"}
    assert fails["place"] & {"400", "422"}, "What is answered to a quantity of minus two?"


def test_the_examples_are_json_and_money_is_whole_cents(project):
    """What is sent and returned is shown as JSON. Placing sends items with sku and quantity, never
    a price; an order is returned with total_cents, a whole number, and its currency."""
    sketch = operations(project)
    for item in example(sketch, "place", "sends")["items"]:
        assert set(item) == {"sku", "quantity"}, "Who would decide on a price that a client sends?"
    for order in [
        example(sketch, "place", "returns"),
        example(sketch, "read", "returns"),
        *example(sketch, "list", "returns")["items"],
    ]:
        assert type(order["total_cents"]) is int, "Cents are a whole number: 2500, not 25.00."
        assert order["currency"] == "EUR"
