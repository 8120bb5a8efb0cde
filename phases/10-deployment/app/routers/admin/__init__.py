"""What only those see who run the shop: one dependency guards all of it."""

from fastapi import APIRouter

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.routers.admin import receipts, stock

router = APIRouter(
    prefix="/admin",
    tags=["admin"],
    dependencies=[may(Permission.REPORTS_READ)],
    responses=refuses(401, 403),
)
router.include_router(stock.router)
router.include_router(receipts.router)
