"""Feedback from an HTML form."""

from fastapi import APIRouter

# exercise 4.8: A form in a module of its own. The router has no prefix, no tag and no operation.
router = APIRouter()
