"""Python definitions by name: found, blanked, exchanged."""

import ast
import contextlib
from textwrap import dedent

import pytest

from course import symbols
from course.errors import CourseError


def blank(source: str, name: str) -> str:
    """The blank of a symbol, for exercise 4.3."""
    return parsed(symbols.blank(dedent(source), name, "app/x.py", "4.3", "Create a product"))


def swap(source: str, answer: str, *, by_member: tuple[str, ...] = (), removes=()) -> str:
    members = frozenset(by_member)
    return parsed(
        symbols.swap(dedent(source), dedent(answer), "x.py", by_member=members, removes=removes)
    )


def parsed(source: str) -> str:
    """Source that must be valid, as it is."""
    ast.parse(source)
    return source


def run(source: str) -> dict[str, object]:
    names: dict[str, object] = {"__name__": "made"}
    exec(compile(source, "made.py", "exec"), names)  # noqa: S102 - source of these tests
    return names


# ---------------------------------------------------------------- blanks


def test_a_function_keeps_decorators_signature_docstring_and_its_surroundings():
    source = '''\
        """Money."""

        import functools


        # Above.
        @functools.cache
        def total(
            cents: int,
            *,
            currency: str = "EUR",
        ) -> int:
            """Add up.

            In cents.
            """
            # how it is done
            found = cents * 2
            return found


        AFTER = 1
        '''
    made = blank(source, "total")
    assert made == dedent(source).replace(
        "    # how it is done\n    found = cents * 2\n    return found\n",
        '    raise NotImplementedError("exercise 4.3")\n',
    )


def test_without_a_docstring_comments_of_the_body_go_too():
    made = blank("def f():\n    # the trick\n\n    return 1\n", "f")
    assert made == 'def f():\n    raise NotImplementedError("exercise 4.3")\n'


@pytest.mark.parametrize(
    ("source", "header"),
    [
        ("def f(x): return x\n", "def f(x):"),
        ('def f(x): "Doc."; return x\n', "def f(x):"),
        ("def f(ä, ö='ü—'): return ä\n", "def f(ä, ö='ü—'):"),
        ("async def f(x): return x\n", "async def f(x):"),
        ("def f(\n    x,\n) -> int: return x\n", "def f(\n    x,\n) -> int:"),
        ('def f(\n    x,\n) -> int: "Doc."\n', "def f(\n    x,\n) -> int:"),
        ("def f(x): ...\n", "def f(x):"),
    ],
)
def test_one_line_functions(source: str, header: str):
    made = blank(source, "f")
    assert made.startswith(header + "\n")
    assert made.endswith('    raise NotImplementedError("exercise 4.3")\n')
    assert "return" not in made
    assert ("Doc." in made) == ("Doc." in source)


def test_a_method_and_no_other_of_its_name():
    source = """\
        class A:
            def get(self): return 1

        class B:
            def get(self): return 2
        """
    made = blank(source, "B.get")
    assert "return 1" in made
    assert "return 2" not in made


def test_overloads_keep_their_stubs():
    source = """\
        from typing import overload
        import typing

        @overload
        def read(x: int) -> int: ...
        @typing.overload
        def read(x: str) -> str: ...
        def read(x):
            return x
        """
    made = blank(source, "read")
    assert made.count("...") == 2
    assert made.count("NotImplementedError") == 1
    assert "return x" not in made


def test_all_parts_of_a_property():
    source = """\
        class Money:
            @property
            def cents(self):
                return self._cents

            @cents.setter
            def cents(self, value):
                self._cents = value
        """
    made = blank(source, "Money.cents")
    assert made.count("NotImplementedError") == 2
    assert "@cents.setter" in made
    assert "_cents" not in made


def test_both_branches_of_if_type_checking():
    source = """\
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            def f() -> int:
                return 1
        else:
            def f():
                return 2
        """
    made = blank(source, "f")
    assert made.count('        raise NotImplementedError("exercise 4.3")') == 2
    assert "return" not in made


def test_a_generator_stays_one_and_a_lifespan_too():
    source = """\
        from contextlib import asynccontextmanager

        def numbers():
            for number in range(3):
                yield number

        @asynccontextmanager
        async def lifespan(app):
            app.ready = True
            yield
            app.ready = False
        """
    made = run(blank(source, "numbers"))["numbers"]
    with pytest.raises(NotImplementedError, match=r"4\.3"):
        next(made())  # type: ignore[operator]
    lifespan = run(blank(source, "lifespan"))["lifespan"]
    assert isinstance(lifespan(None), contextlib.AbstractAsyncContextManager)  # type: ignore[operator]


def test_a_yield_of_an_inner_function_makes_no_generator():
    source = "def outer():\n    def inner():\n        yield 1\n    return list(inner())\n"
    assert "yield" not in blank(source, "outer")


ROUTES = '''\
    """Products."""

    from fastapi import APIRouter

    router = APIRouter()


    @router.get("/products")
    def list_products() -> list[int]:
        """All."""
        return []


    # Creates one.
    @router.post(
        "/products",
        status_code=201,
    )
    async def create_product() -> int:
        return 1


    @router.get("/products/{id}")
    def read_product(id: int) -> int:
        return id
    '''


def test_a_path_operation_goes_whole_with_a_comment_in_its_place():
    made = blank(ROUTES, "create_product")
    comment = "# Exercise 4.3: Create a product. Write `create_product` here.\n"
    assert f"\n\n\n{comment}\n\n@router.get" in made
    assert "def create_product" not in made
    assert "Creates one" not in made
    assert "201" not in made
    assert "list_products" in made
    assert "read_product" in made


@pytest.mark.parametrize("decorator", ["api_route", "route", "websocket", "options", "delete"])
def test_every_kind_of_path_operation(decorator: str):
    source = f"@app.{decorator}('/x')\ndef f():\n    return 1\n"
    assert "def f" not in blank(source, "f")


@pytest.mark.parametrize(
    "decorator", ["app.exception_handler(404)", "functools.cache", "app.get", "get('/x')"]
)
def test_what_only_looks_like_a_path_operation(decorator: str):
    assert "def f" in blank(f"@{decorator}\ndef f():\n    return 1\n", "f")


def test_a_path_operation_alone_in_a_branch_leaves_a_valid_file():
    made = blank("if app.debug:\n    @app.get('/x')\n    def f():\n        return 1\n", "f")
    assert made.startswith("if app.debug:\n    # Exercise 4.3")


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("class Product:\n    price: int\n", "Product"),
        ("router = 1\n", "router"),
        ("ProductId = Annotated[int, Path(gt=0)]\n", "ProductId"),
        ("class Settings(BaseSettings):\n    url: str = ''\n", "Settings.url"),
    ],
)
def test_everything_else_asks_for_a_blank_by_hand(source: str, name: str):
    with pytest.raises(CourseError, match="cannot be derived") as caught:
        blank(source, name)
    assert caught.value.remedy.startswith("Write it by hand in answers/blank/4.3-")


def test_a_name_that_is_not_there():
    with pytest.raises(CourseError, match=r"has no gone, which exercise 4\.3 solves"):
        blank("x = 1\n", "gone")


@pytest.mark.parametrize("source", ["A, B = 1, 2\n", "A = B = 1\n", "[A, (B, C)] = 1, (2, 3)\n"])
def test_a_name_bound_together_with_others_is_refused(source: str):
    with pytest.raises(CourseError, match=r"app/x.py, line 2: one statement binds A and B"):
        blank(f"ok = 1\n{source}", "A")
    assert "raise" in blank(f"{source}def f():\n    return 1\n", "f")  # others are not disturbed


def test_a_syntax_error_is_named_with_its_line():
    with pytest.raises(CourseError, match=r"app/x\.py, line 2: .*never closed"):
        blank("x = 1\ny = (\n", "x")


def test_lines_are_those_of_python_whatever_the_text_holds():
    strange = '"\x0c and \u2028 and \x85 and \x1c"'
    made = blank(f"A = {strange}\n\n\ndef f():\n    return 1\n\n\nB = 2\n", "f")
    assert (
        made == f"A = {strange}\n\n\n"
        'def f():\n    raise NotImplementedError("exercise 4.3")\n\n\nB = 2\n'
    )


# ---------------------------------------------------------------- extracts


def test_an_extract_has_decorators_comment_and_no_margin():
    source = """\
        class A:
            # Why.
            @property
            def x(self):
                return 1

            @x.setter
            def x(self, value):
                pass

            y = 2
        """
    assert symbols.extract(dedent(source), "A.x", "x.py") == dedent(
        """\
        # Why.
        @property
        def x(self):
            return 1

        @x.setter
        def x(self, value):
            pass
        """
    )


def test_an_extract_of_nothing_names_the_file():
    with pytest.raises(CourseError, match=r"x\.py has no y"):
        symbols.extract("x = 1\n", "y", "x.py")


# ---------------------------------------------------------------- exchanges

BASE = '''\
    """Shop."""

    from typing import Annotated

    from fastapi import APIRouter, Path

    router = APIRouter(prefix="/products")
    """All of products."""
    ProductId = Annotated[int, Path(gt=0)]


    class Shop:
        """A shop."""

        name = "x"

        def buy(self, n: int) -> int:
            return n

        def sell(self, n: int) -> int:
            return -n


    @router.get("/{product_id}")
    def read(product_id: ProductId) -> int:
        return product_id


    def last() -> int:
        return 9
    '''


def test_nothing_but_the_named_definition_changes():
    made = swap(BASE, "def last() -> int:\n    return 10\n")
    assert made == dedent(BASE).replace("return 9", "return 10")


def test_a_definition_exchanged_by_itself_leaves_the_file_as_it_was():
    assert swap(BASE, BASE) == dedent(BASE)
    assert swap(BASE, BASE, by_member=("Shop",)) == dedent(BASE)


def test_a_module_level_router_an_annotated_alias_and_a_path_operation():
    made = swap(
        BASE,
        """\
        router = APIRouter()
        ProductId = Annotated[int, Path(ge=0)]

        @router.get("/{product_id}", status_code=202)
        async def read(product_id: ProductId) -> int:
            return 0
        """,
    )
    assert "router = APIRouter()\n" in made
    assert "Path(ge=0)" in made
    assert "status_code=202" in made
    assert made.count("def read") == made.count("router = ") == 1


def test_imports_that_are_missing_are_merged_and_others_not():
    made = swap(
        BASE,
        """\
        import json as j
        from typing import Annotated
        from fastapi import Path, Query

        def last() -> int:
            return j.loads("1")
        """,
    )
    assert (
        "from fastapi import APIRouter, Path\nimport json as j\nfrom fastapi import Query\n" in made
    )
    assert made.count("Annotated\n") == 1


def test_imports_go_above_what_needs_them_whatever_strings_and_imports_stand_below():
    made = swap(
        'X = 1\n"""About X."""\n\n\ndef f():\n    return 1\n\n\nimport late\n',
        "import functools\n\n@functools.cache\ndef f():\n    return 2\n",
    )
    assert made.startswith("import functools\n\n\nX = 1\n")


def test_a_future_import_comes_first():
    made = swap(BASE, "from __future__ import annotations\nimport json\n\ndef last(): return 1\n")
    assert made.startswith('"""Shop."""\n\nfrom __future__ import annotations\n')
    assert run(swap("import os\ndef f(): return 1\n", "from __future__ import annotations\n"))


def test_an_import_in_a_branch_is_refused_unless_it_is_there():
    answer = "if TYPE_CHECKING:\n    from shop import Basket\n\ndef last(): return 1\n"
    with pytest.raises(CourseError, match="import in a branch"):
        swap(BASE, answer)
    assert "return 1" in swap(f"from shop import Basket\n{dedent(BASE)}", answer)


def test_new_names_stand_before_the_definition_that_follows_them():
    made = swap(
        BASE,
        """\
        LIMIT = 3

        def half(n: int) -> int:
            return n // 2

        def last() -> int:
            return half(LIMIT)

        def more() -> int:
            return 1
        """,
    )
    assert made.index("def read") < made.index("LIMIT = 3") < made.index("def half")
    assert made.index("def half") < made.index("def last") < made.index("def more")
    assert "\n\n\ndef half" in made
    assert "\n\n\ndef last" in made
    assert "\n\n\n\n" not in made
    assert made.endswith("\n\n\ndef more() -> int:\n    return 1\n")


def test_methods_are_exchanged_one_by_one_where_the_exercise_solves_them():
    made = swap(
        BASE,
        """\
        class Shop:
            def buy(self, n: int) -> int:
                return 2 * n
        """,
        by_member=("Shop",),
    )
    assert made == dedent(BASE).replace("return n\n", "return 2 * n\n")


def test_new_names_beside_methods():
    made = swap(
        BASE,
        """\
        def twice(n: int) -> int:
            return 2 * n

        class Shop:
            limit = 3
            more = limit + 1

            def _check(self) -> None:
                pass

            def sell(self, n: int) -> int:
                return twice(n)

            first = 1
            second = first + 1

            def close(self) -> None:
                pass
        """,
        by_member=("Shop",),
    )
    made = made.replace("from fastapi import APIRouter, Path\n", "")
    for line in ("router = APIRouter", "ProductId =", "@router"):
        made = "\n".join(row for row in made.splitlines() if not row.startswith(line)) + "\n"
    names = run(made.replace("ProductId", "int"))
    shop = names["Shop"]()  # type: ignore[operator]
    assert (shop.sell(2), shop.more, shop.second, shop.name) == (4, 4, 2, "x")
    assert made.index("def twice") < made.index("class Shop")
    assert made.index("def buy") < made.index("def _check") < made.index("def sell")
    assert made.index("def sell") < made.index("def close") < made.index("def read")
    assert "return n\n\n    limit = 3" in made


def test_a_class_is_exchanged_whole_where_the_exercise_solves_it():
    made = swap(BASE, "class Shop:\n    def buy(self, n: int) -> int:\n        return 1\n")
    assert "def sell" not in made
    assert "A shop." not in made


def test_a_class_that_is_not_there_cannot_be_exchanged_by_method():
    with pytest.raises(CourseError, match="no class Gone"):
        swap(BASE, "class Gone:\n    def f(self): pass\n", by_member=("Gone",))


def test_a_mapped_class_with_a_relationship_and_a_discriminated_union():
    made = swap(
        """\
        class Order(Base):
            __tablename__ = "orders"
            id: Mapped[int] = mapped_column(primary_key=True)
            lines: Mapped[list["Line"]] = relationship(back_populates="order")


        class Line(Base):
            __tablename__ = "lines"
            order: Mapped[Order] = relationship(back_populates="lines")


        Payment = Annotated[Card | Transfer, Field(discriminator="kind")]
        """,
        """\
        class Order(Base):
            __tablename__ = "orders"
            id: Mapped[int] = mapped_column(primary_key=True)
            lines: Mapped[list["Line"]] = relationship(
                back_populates="order", cascade="all, delete-orphan"
            )

        Payment = Annotated[Card | Transfer, Field(union_mode="left_to_right")]
        """,
    )
    assert made.count("class Order") == made.count("Payment =") == 1
    assert "delete-orphan" in made
    assert "discriminator" not in made
    assert "\n\n\nclass Line(Base):" in made


def test_settings_and_create_app():
    made = swap(
        """\
        class Settings(BaseSettings):
            model_config = SettingsConfigDict(env_prefix="SHOP_")
            database_url: str = "x"


        def create_app(settings: Settings | None = None) -> FastAPI:
            app = FastAPI()

            @app.get("/health")
            def health() -> str:
                return "ok"

            return app


        app = create_app()
        """,
        """\
        class Settings(BaseSettings):
            database_url: str

        def create_app(settings: Settings | None = None) -> FastAPI:
            return FastAPI()
        """,
        by_member=("Settings",),
    )
    assert 'env_prefix="SHOP_"' in made
    assert "database_url: str\n" in made
    assert "/health" not in made
    assert made.endswith("\n\n\napp = create_app()\n")


def test_all_parts_of_a_property_are_exchanged_part_by_part():
    base = """\
        class A:
            @property
            def x(self): return 1

            between = 1

            @x.setter
            def x(self, value): pass
        """
    answer = """\
        class A:
            @property
            def x(self): return 2
            @x.setter
            def x(self, value): self.y = value
        """
    made = swap(base, answer, by_member=("A",))
    assert made == dedent(base).replace("return 1", "return 2").replace(
        "value): pass", "value): self.y = value"
    )
    fewer = swap(base, "class A:\n    def x(self): return 3\n", by_member=("A",))
    assert fewer.count("def x") == 1
    assert "setter" not in fewer


def test_overloads_are_exchanged_as_one():
    base = """\
        @overload
        def f(x: int) -> int: ...
        @overload
        def f(x: str) -> str: ...
        def f(x): return x


        def after(): pass
        """
    made = swap(base, "def f(x: object) -> object:\n    return x\n")
    assert made == "def f(x: object) -> object:\n    return x\n\n\ndef after(): pass\n"
    assert (
        swap("def f(x): return x\n", base.replace("\n\n\n        def after(): pass", "")).count(
            "overload"
        )
        == 2
    )


BRANCHES = """\
    import sys

    if sys.version_info >= (3, 0):
        def f():
            return 1
    else:
        def f():
            return 2
    """


def test_branches_are_exchanged_each_in_its_place():
    made = swap(BRANCHES, dedent(BRANCHES).replace("return ", "return 1"))
    assert made == dedent(BRANCHES).replace("return ", "return 1")
    assert swap(
        "try:\n    A = 1\nexcept ImportError:\n    A = 2\n",
        "try:\n    A = 3\nfinally:\n    A = 4\n",
    ) == ("try:\n    A = 3\nexcept ImportError:\n    A = 4\n")


def test_branches_that_do_not_fit_are_refused():
    with pytest.raises(CourseError, match="bound 2 times"):
        swap(BRANCHES, "def f():\n    return 3\n")
    with pytest.raises(CourseError, match="bound 1 times"):
        swap("def f():\n    return 3\n", BRANCHES)


def test_removed_names_make_place_for_new_ones():
    made = swap(BASE, "async def find() -> int:\n    return 1\n", removes=["read"])
    assert "def read" not in made
    assert made.index("class Shop") < made.index("async def find") < made.index("def last")
    assert "\n\n\n\n" not in made


def test_removed_methods_and_branches_leave_a_valid_file():
    assert "def buy" not in swap(BASE, "", removes=["Shop.buy"])
    assert swap("class A:\n    x = 1\n    y = 2\n", "", removes=["A.x", "A.y"]).count("pass") == 1
    assert swap(BRANCHES, "", removes=["f"]).count("pass") == 2


def test_removing_what_is_not_there_or_exchanged_is_refused():
    with pytest.raises(CourseError, match="has no gone to remove"):
        swap(BASE, "", removes=["gone"])
    with pytest.raises(CourseError, match="both removed and exchanged"):
        swap(BASE, "def last():\n    return 1\n", removes=["last"])


@pytest.mark.parametrize(
    "answer", ["print('x')\n", "for x in y:\n    pass\n", "app.state.x = 1\n", "del router\n"]
)
def test_an_answer_is_made_of_definitions(answer: str):
    with pytest.raises(CourseError, match="statement without a name"):
        swap(BASE, answer)


def test_names_and_texts_that_are_not_ascii():
    base = 'class Käse:\n    preis = "1 €"\n\n    def größe(self): return "🧀"\n\n\nÄ = "ö"\n'
    made = swap(base, 'class Käse:\n    def größe(self): return "ß"\n', by_member=("Käse",))
    assert made == base.replace("🧀", "ß")
    assert swap(base, 'Ä = "ü"\n') == base.replace('ö"', 'ü"')
