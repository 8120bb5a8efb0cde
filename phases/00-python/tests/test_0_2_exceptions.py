"""0.2 Exceptions with facts."""

import re

import pytest
from app.domain.errors import (
    DuplicateSku,
    InvalidValue,
    OutOfStock,
    StorefrontError,
    UnknownProduct,
)


def every_refusal():
    return UnknownProduct("MUG-0042"), DuplicateSku("MUG-0042"), OutOfStock("MUG-0042", 5, 3)


def test_one_except_catches_them_all():
    """UnknownProduct, DuplicateSku and OutOfStock inherit from StorefrontError: one
    `except StorefrontError` catches each of them."""
    for refusal in every_refusal():
        with pytest.raises(StorefrontError) as caught:
            raise refusal
        assert caught.value is refusal


def test_each_can_be_caught_alone():
    """Each is a class of its own: `except` with one of them, or with InvalidValue, lets the others
    pass."""
    for refusal in every_refusal():
        kinds = (UnknownProduct, DuplicateSku, OutOfStock, InvalidValue)
        caught_by = [kind.__name__ for kind in kinds if isinstance(refusal, kind)]
        assert caught_by == [type(refusal).__name__]


def test_the_facts_are_attributes():
    """The facts that an exception is made of are its attributes: `.sku` of all three, `.wanted`
    and `.left` of OutOfStock."""
    assert [refusal.sku for refusal in every_refusal()] == ["MUG-0042"] * 3
    refusal = OutOfStock("MUG-0042", wanted=5, left=3)
    assert (refusal.wanted, refusal.left) == (5, 3)


def test_str_is_a_sentence():
    """`str()` of each is a sentence for people that names the SKU, and for OutOfStock both
    numbers."""
    for refusal in every_refusal():
        text = str(refusal)
        assert "MUG-0042" in text
        assert re.search("[a-z]{2,}", text), f"{text!r} is no sentence"
    text = str(OutOfStock("MUG-0042", wanted=500, left=37))
    assert "500" in text
    assert "37" in text
