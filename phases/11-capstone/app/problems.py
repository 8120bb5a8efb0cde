"""Errors as problem details: one JSON shape for everything that goes wrong (RFC 9457)."""

from fastapi import FastAPI


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal as a problem, and refuse bodies that are too long."""
    # Exercise 11.7
