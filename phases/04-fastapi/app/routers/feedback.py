"""Feedback from an HTML form."""

from fastapi import APIRouter

# Exercise 4.8: A form in a module of its own. The router has no prefix, tag or operation yet.
router = APIRouter()
