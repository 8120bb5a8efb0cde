"""0.4 A catalogue, and a program that prints it."""

from collections.abc import MutableMapping

import pytest
from app.domain.catalogue import Catalogue
from app.domain.errors import DuplicateSku, UnknownProduct
from app.domain.money import Money
from app.domain.products import Product


def mug():
    return Product("MUG-0042", "Blue mug", Money(1250))


def pen():
    return Product("PEN-0007", "Fountain pen", Money(2400))


def test_what_was_added_is_found_by_its_sku():
    """`find(sku)` answers the very product that was added; an unknown SKU raises UnknownProduct
    with that SKU."""
    catalogue, product = Catalogue(), mug()
    catalogue.add(product)
    catalogue.add(pen())
    assert catalogue.find("MUG-0042") is product
    with pytest.raises(UnknownProduct) as refused:
        catalogue.find("CUP-0001")
    assert refused.value.sku == "CUP-0001"


def test_a_taken_sku_is_refused():
    """A second product with the same SKU raises DuplicateSku, and the first stays where it is."""
    catalogue, first = Catalogue(), mug()
    catalogue.add(first)
    with pytest.raises(DuplicateSku) as refused:
        catalogue.add(Product("MUG-0042", "Red mug", Money(1300)))
    assert refused.value.sku == "MUG-0042"
    assert catalogue.find("MUG-0042") is first
    assert len(catalogue) == 1


def test_a_removed_product_is_gone():
    """`remove(sku)` takes a product out; an unknown SKU raises UnknownProduct."""
    catalogue = Catalogue([mug(), pen()])
    catalogue.remove("MUG-0042")
    assert list(catalogue) == [pen()]
    with pytest.raises(UnknownProduct):
        catalogue.remove("MUG-0042")


def test_it_can_be_counted_and_looped_over():
    """`len()` counts the products and `for` goes through them in the order in which they were
    added, as often as one likes; `Catalogue(products)` starts with some."""
    catalogue = Catalogue([pen()])
    catalogue.add(mug())
    assert len(catalogue) == 2
    assert [product.sku for product in catalogue] == ["PEN-0007", "MUG-0042"]
    assert [product.sku for product in catalogue] == ["PEN-0007", "MUG-0042"]
    assert len(Catalogue()) == 0


def test_each_object_has_its_own_products():
    """Two catalogues are two objects: what is added to one is not in the other."""
    one, other = Catalogue(), Catalogue()
    one.add(mug())
    assert (len(one), len(other)) == (1, 0), (
        "products in two catalogues, of which the first got one"
    )


def test_it_has_a_dictionary_and_is_none():
    """The catalogue is composed of a dictionary and does not inherit from one: `add` is the only
    way in, and `catalogue["MUG-0042"] = …` raises TypeError."""
    catalogue = Catalogue([mug()])
    with pytest.raises(TypeError):
        catalogue["MUG-0042"] = "anything"
    assert not isinstance(catalogue, MutableMapping), "its update() lets products in past add()"


def test_search_looks_into_names():
    """`search(text)` returns a list of the products whose name contains the text, whatever the
    case of its letters, in the order in which they were added; nothing found is an empty list."""
    cup = Product("CUP-0001", "BLUE CUP", Money(900))
    catalogue = Catalogue([mug(), pen(), cup])
    assert catalogue.search("blue") == [mug(), cup]
    assert catalogue.search("OUNTAIN P") == [pen()]
    assert catalogue.search("teapot") == []


def test_the_program_prints_every_product(run_python):
    """`python -m app` prints one line a product of the sample catalogue, with its SKU, its name
    and its price as `str()` writes it."""
    ran = run_python("-m", "app")
    assert ran.returncode == 0, f"the exit status of `python -m app`:\n{ran.stderr}"
    lines = ran.stdout.splitlines()
    for facts in (
        ("MUG-0042", "Blue mug", "12.50 EUR"),
        ("PEN-0007", "Fountain pen", "24.00 EUR"),
        ("BAG-0100", "Canvas bag", "18.00 EUR"),
        ("CUP-0001", "Espresso cup", "9.00 EUR"),
    ):
        found = [line for line in lines if all(fact in line for fact in facts)]
        assert len(found) == 1, f"no line, or more than one, has {', '.join(facts)}:\n{ran.stdout}"


def test_importing_the_program_prints_nothing(run_python):
    """A module that is imported only defines names: `import app.__main__` prints nothing, and its
    `main()` then prints the catalogue."""
    ran = run_python("-c", "import app.__main__ as program; print('---'); program.main()")
    assert ran.returncode == 0, f"the exit status of the import and `main()`:\n{ran.stderr}"
    before, _, after = ran.stdout.partition("---")
    assert before == "", "what the import printed"
    assert "Fountain pen" in after, "what `main()` printed"
