"""Prices in other currencies, by the rates of an outside service."""

from decimal import ROUND_HALF_UP, Decimal

from fastapi import APIRouter, HTTPException, status

from app.core.problems import refuses
from app.models.prices import ConvertedPrice
from app.models.types import CurrencyCode
from app.rates import RatesBroken, RatesUnavailable
from app.routers.dependencies import Products, RatesDep
from app.routers.parameters import RowId

router = APIRouter(prefix="/api/v1/products", tags=["products"], responses=refuses(422))


# Exercise 6.12: Rates from outside. Write `read_price` here.
