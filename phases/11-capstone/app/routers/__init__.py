"""The operations. Each module here that has a `router` is part of the application."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter

ROUTERS: list[APIRouter] = [
    import_module(f"{__name__}.{module.name}").router for module in iter_modules(__path__)
]
