"""Nodes of YAML and JSON files, exchanged as text."""

import json
from textwrap import dedent

import pytest
import yaml

from course import nodes
from course.errors import CourseError

CONTRACT = """\
    # The contract.
    openapi: 3.1.0
    paths:
      # Products.
      /products:
        get:
          operationId: list_products
          responses:
            "200": {description: All.}   # a page
            404:
              description: |
                None.

                At all.
        post:
          operationId: create_product

      /orders:
        get: {operationId: list_orders}
    tags:
    - name: products
    - name: orders
    # The end.
    info:
      title: Käse & mehr
    """


def exchange(answer: str, pointer: str, text: str = CONTRACT, path: str = "c.yaml") -> str:
    made = nodes.exchange(dedent(text), pointer, dedent(answer), path)
    if path.endswith(".yaml"):
        yaml.safe_load(made)
    return made


def test_one_node_is_exchanged_and_the_rest_stays_as_it_is():
    answer = """\
        paths:
            /products:
                post:
                    operationId: add_product
                    summary: Ä
        """
    made = exchange(answer, "/paths/~1products/post")
    assert made == dedent(CONTRACT).replace(
        "      operationId: create_product\n",
        "        operationId: add_product\n        summary: Ä\n",
    )


def test_a_node_that_the_answer_lacks_is_removed():
    made = exchange("paths: {}\n", "/paths/~1products/get")
    assert "list_products" not in made
    assert "At all" not in made
    assert yaml.safe_load(made)["paths"]["/products"] == {"post": {"operationId": "create_product"}}
    assert "# The end." in made


def test_the_last_child_leaves_an_empty_parent():
    made = exchange("info: {}\n", "/info/title")
    assert made.endswith("info: {}\n")
    assert exchange("info:\n  title: X\n", "/info/title", made).endswith("info:\n  title: X\n")


def test_status_codes_are_found_with_quotes_and_without():
    assert nodes.exists(dedent(CONTRACT), "/paths/~1products/get/responses/200", "c.yaml")
    assert nodes.exists(dedent(CONTRACT), "/paths/~1products/get/responses/404", "c.yaml")
    assert not nodes.exists(dedent(CONTRACT), "/paths/~1products/get/responses/500", "c.yaml")


def test_a_list_below_its_key_belongs_to_it():
    assert nodes.extract(dedent(CONTRACT), "/tags", "c.yaml") == (
        "tags:\n- name: products\n- name: orders\n"
    )
    made = exchange("tags:\n  - name: users\n", "/tags")
    assert made == dedent(CONTRACT).replace(
        "- name: products\n- name: orders\n", "  - name: users\n"
    )


def test_a_new_node_stands_beside_its_siblings_whatever_their_indent():
    text = "a:\n    # why\n    b: 1\nc: 2\n"
    made = exchange("a:\n  d:\n    e: 1\n", "/a/d", text)
    assert made == "a:\n    # why\n    b: 1\n    d:\n      e: 1\nc: 2\n"
    assert exchange("d: 1\n", "/d", text).endswith("c: 2\nd: 1\n")


def test_a_node_whose_parent_is_missing_is_refused():
    with pytest.raises(CourseError, match="no x to put 'y' into"):
        exchange("x:\n  y: 1\n", "/x/y", "a: 1\n")


def test_a_node_inside_braces_is_refused():
    with pytest.raises(CourseError, match=r"'operationId' stands inside \{…\}"):
        exchange("x: 1\n", "/paths/~1orders/get/operationId")


def test_an_extract_keeps_its_comments_and_loses_its_margin():
    assert nodes.extract(dedent(CONTRACT), "/paths/~1products/get/responses", "c.yaml") == dedent(
        """\
        responses:
          "200": {description: All.}   # a page
          404:
            description: |
              None.

              At all.
        """
    )


@pytest.mark.parametrize("path", ["c.yaml", "c.json"])
def test_an_extract_of_nothing_is_refused(path: str):
    with pytest.raises(CourseError, match="has nothing at /a/c"):
        nodes.extract('{"a": [1]}' if path == "c.json" else "a:\n- 1\n", "/a/c", path)


def test_broken_files_are_named():
    with pytest.raises(CourseError, match=r"c\.yaml, line 2: "):
        exchange("a: 1\n", "/a", "a: 1\n\tb: 2\n")
    with pytest.raises(CourseError, match=r"c\.json is not JSON: .*line 1"):
        exchange("{}", "/a", "{", "c.json")


def test_json():
    text = json.dumps({"a": {"b/c": 1, "d": 2}, "ä": 3}, ensure_ascii=False)
    made = exchange('{"a": {"b/c": [1]}}', "/a/b~1c", text, "c.json")
    assert json.loads(made) == {"a": {"b/c": [1], "d": 2}, "ä": 3}
    assert "ä" in made
    gone = exchange("{}", "/a/d", text, "c.json")
    assert json.loads(gone) == {"a": {"b/c": 1}, "ä": 3}
    assert nodes.extract(text, "/a/d", "c.json") == '{\n  "d": 2\n}\n'
    assert nodes.exists(text, "/a/d", "c.json")
    with pytest.raises(CourseError, match="ä is no object"):
        exchange("{}", "/ä/x", text, "c.json")
