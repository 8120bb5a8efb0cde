"""Feeds of suppliers: tried here before they are taken."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Query

from app.core.languages import choose_language
from app.core.problems import refuses
from app.feeds import check_feed
from app.models.feeds import Agreement, Feed, FeedReport
from app.models.preferences import DEFAULT_CURRENCY
from app.models.types import CurrencyCode
from app.routers.dependencies import only_json

router = APIRouter(prefix="/api/v1/feeds", tags=["feeds"], responses=refuses(422))


# Exercise 5.11: A supplier's feed. Write `check_supplier_feed` here.
